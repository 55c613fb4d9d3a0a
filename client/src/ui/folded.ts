/** Text as it is compared when somebody searches: without case, accents and Arabic vowel signs. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .trim()
}
