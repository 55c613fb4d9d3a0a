/**
 * One text against many: edit distance (Levenshtein) after H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and
 * Damerau edit distances", Nordic Journal of Computing 10 (2003), which holds a column in one machine word.
 */
export interface Pattern {
  readonly length: number
  /** Bit `n` of a letter's mask is set where the pattern has it at `n`. */
  readonly masks: Int32Array
  /** The same for letters beyond those that `masks` has room for. */
  readonly others: ReadonlyMap<number, number>
  /** Which letters it has, folded into 32 bits. */
  readonly letters: number
}

/** Latin, Greek, Cyrillic, Hebrew and Arabic letters lie below. */
const room = 0x800

/** Prepares a text of at most 31 letters. */
export function patternOf(text: string): Pattern {
  if (text.length > 31) throw new RangeError(`Expected at most 31 letters, got ${text.length}.`)
  const masks = new Int32Array(room)
  const others = new Map<number, number>()
  let letters = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < room) masks[code] = (masks[code] ?? 0) | (1 << at)
    else others.set(code, (others.get(code) ?? 0) | (1 << at))
    letters |= letterBit(code)
  }
  return { length: text.length, masks, others, letters }
}

/** The bit that stands for a letter; letters may share one, which only weakens a bound. */
export function letterBit(code: number): number {
  return 1 << (code & 31)
}

/** Edits from the pattern to the letters `from` … `to` (exclusive) of `codes`. */
export function editDistance(pattern: Pattern, codes: Uint16Array, span: { from: number; to: number }): number {
  if (pattern.length === 0) return span.to - span.from
  const top = 1 << (pattern.length - 1)
  let plus = -1
  let minus = 0
  let edits = pattern.length
  for (let at = span.from; at < span.to; at += 1) {
    const code = codes[at] ?? 0
    const equal = (code < room ? pattern.masks[code] : pattern.others.get(code)) ?? 0
    const vertical = equal | minus
    const diagonal = (((equal & plus) + plus) ^ plus) | equal
    let up = minus | ~(diagonal | plus)
    let down = plus & diagonal
    if (up & top) edits += 1
    else if (down & top) edits -= 1
    up = (up << 1) | 1
    down <<= 1
    plus = down | ~(vertical | up)
    minus = up & vertical
  }
  return edits
}

/** Fewest edits that texts of these lengths and letters can lie apart: a text lacks each letter by one edit at least. */
export function fewestEdits(pattern: Pattern, length: number, letters: number): number {
  const apart = Math.abs(pattern.length - length)
  const missing = bits(pattern.letters & ~letters)
  const extra = bits(letters & ~pattern.letters)
  return Math.max(apart, missing, extra)
}

/** How many bits are set (H. Warren, Hacker's Delight, 5-1). */
function bits(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
