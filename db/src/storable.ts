/** A text as PostgreSQL keeps it: without zero bytes, and without halves of characters. What was refused may hold both. */
export function storableText(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', ''), 'utf8').toString('utf8')
}

/** JSON whose texts are all such. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, it: unknown) => (typeof it === 'string' ? storableText(it) : it))
}
