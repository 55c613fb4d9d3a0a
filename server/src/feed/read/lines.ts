import { say } from '@cordon/alerts'
import { isUtf8 } from 'node:buffer'

/** One physical line of a text file, without its end. */
export interface Line {
  readonly line: number
  readonly text: string
  /** What is wrong with its bytes; `text` is then as near as it can be shown. */
  readonly fault: string | null
}

const newline = 0x0a
const carriageReturn = 0x0d
const replacement = Buffer.from('\ufffd')

/** Bytes of one line beyond which it is refused and not kept: memory stays bounded whatever the file holds. */
const longest = 1 << 20

/** Cuts bytes into lines (LF or CRLF). Bytes that are not UTF-8 are named, not lost. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let line = 1
  let held: Buffer[] = []
  let heldBytes = 0
  const hold = (part: Buffer) => {
    heldBytes += part.length
    if (heldBytes <= longest) held.push(part)
  }
  const take = (): Line => {
    const taken = lineOf(line++, Buffer.concat(held), heldBytes)
    held = []
    heldBytes = 0
    return taken
  }
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let end = buffer.indexOf(newline); end >= 0; end = buffer.indexOf(newline, start)) {
      hold(buffer.subarray(start, end))
      yield take()
      start = end + 1
    }
    // A copy, since a stream may reuse the memory of its chunks.
    if (start < buffer.length) hold(Buffer.from(buffer.subarray(start)))
  }
  if (heldBytes > 0) yield take()
}

function lineOf(line: number, kept: Buffer, total: number): Line {
  const bytes = kept.at(-1) === carriageReturn ? kept.subarray(0, -1) : kept
  if (total > longest) {
    return { line, text: '', fault: say('read.longLine', { line, bytes: String(total), most: String(longest) }) }
  }
  return { line, text: bytes.toString('utf8'), fault: isUtf8(bytes) ? null : utf8Fault(line, bytes) }
}

/** Says which byte of a line is no UTF-8. */
export function utf8Fault(line: number, bytes: Buffer): string {
  const at = firstBadByte(bytes)
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return say('read.badByte', { line, hex, position: String(at + 1) })
}

/** Where decoding first had to put a replacement character that the bytes do not hold themselves. */
function firstBadByte(bytes: Buffer): number {
  let at = 0
  for (const character of bytes.toString('utf8')) {
    if (character === '\ufffd' && !bytes.subarray(at, at + 3).equals(replacement)) return at
    at += Buffer.byteLength(character)
  }
  return at
}
