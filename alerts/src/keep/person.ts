/** Somebody who has left and whose name is to be forgotten, and what stands in its place. */
export interface Forgotten {
  /** Of the account: it stays, and keeps what one person did apart from what another did. */
  readonly id: string
  readonly name: string
  readonly instead: string
}

/** What stands for people whose names were forgotten, before their numbers. */
export const formerPrefix = 'Former member '

/** What stands for the n-th person whose name was forgotten. */
export function formerName(n: number): string {
  return `${formerPrefix}${n}`
}

/**
 * A text in which something else stands for a name, where that stands as words of its own, however it is written: in
 * any case and with its accents and widths in any form. Where one is found only so, the whole text is told in one form.
 */
export function withoutName(text: string, { name, instead }: Pick<Forgotten, 'name' | 'instead'>): string {
  const forms = (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((it) => name.normalize(it))
  const spelled = new Set(forms.flatMap((it) => [it, it.toLowerCase(), it.toUpperCase()]))
  const any = [...spelled].map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const there = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${any})(?![\\p{L}\\p{M}\\p{N}])`, 'giu')
  const then = text.replace(there, () => instead)
  const plain = then.normalize('NFKC')
  return plain.search(there) < 0 ? then : plain.replace(there, () => instead)
}

/** The same of a value as JSON has it, at any depth; keys stay as they are. */
export function valueWithoutName(value: unknown, who: Pick<Forgotten, 'name' | 'instead'>): unknown {
  if (typeof value === 'string') return withoutName(value, who)
  if (Array.isArray(value)) return value.map((it) => valueWithoutName(it, who))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, valueWithoutName(it, who)]))
}
