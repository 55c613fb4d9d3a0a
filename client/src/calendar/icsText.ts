/** What a byte of a character's rest looks like in UTF-8. */
const isRest = (byte: number | undefined) => byte !== undefined && byte >= 0x80 && byte < 0xc0
const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09

/**
 * The text of an .ics file; null where it is not UTF-8. Lines are folded at any byte (RFC 5545, 3.1), also amid a
 * character: such a fold is moved behind it, so that lines keep their numbers.
 */
export function icsText(bytes: Uint8Array): string | null {
  const moved = new Uint8Array(bytes.length)
  let to = 0
  for (let from = 0; from < bytes.length;) {
    const fold = foldAt(bytes, from)
    let next = from + fold
    while (fold > 0 && isRest(bytes[next])) moved[to++] = bytes[next++] ?? 0
    const end = fold > 0 ? from + fold : from + 1
    moved.set(bytes.subarray(from, end), to)
    to += end - from
    from = Math.max(next, end)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(moved)
  } catch {
    return null
  }
}

/** How many bytes a fold takes that begins here; 0 where none does. */
function foldAt(bytes: Uint8Array, at: number): number {
  const [first, second] = [bytes[at], bytes[at + 1]]
  if (first === 0x0d && second === 0x0a) return isBlank(bytes[at + 2]) ? 3 : 0
  return (first === 0x0a || first === 0x0d) && isBlank(second) ? 2 : 0
}
