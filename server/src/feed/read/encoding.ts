import { isUtf8 } from 'node:buffer'

/** How the characters of a text file may be written. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/**
 * How a text is written, by its first bytes: UTF-16 by its mark or its zeros, else UTF-8 unless no byte above 127 makes
 * sense as such; then Arabic letters decide between the two code pages that spreadsheets of the theatre write.
 */
export function encodingOf(head: Buffer): Encoding {
  const mark = head.toString('hex', 0, 2)
  if (mark === 'fffe') return 'utf-16le'
  if (mark === 'feff') return 'utf-16be'
  const zeros = [...head.subarray(0, 200)].map((byte, at) => (byte === 0 ? at % 2 : -1)).filter((it) => it >= 0)
  if (zeros.length > 20) return zeros.filter((it) => it === 1).length > zeros.length / 2 ? 'utf-16le' : 'utf-16be'
  return isUtf8(head) || hasUtf8(head) || highBytes(head) < 4 ? 'utf-8' : codePage(head)
}

/** Whether some characters above 127 are written as UTF-8 has them: then the others are damage, not another encoding. */
function hasUtf8(head: Buffer): boolean {
  return /[\u0080-\ufffc]/.test(head.toString('utf8'))
}

function highBytes(head: Buffer): number {
  return head.reduce((count, byte) => (byte > 127 ? count + 1 : count), 0)
}

/** Arabic is written in words of letters above 127; French or Turkish has single ones among plain letters. */
function codePage(head: Buffer): Encoding {
  const runs = head.toString('latin1').match(/[\u0080-\u00ff]{2,}/g) ?? []
  const inRuns = runs.reduce((sum, run) => sum + run.length, 0)
  return inRuns > highBytes(head) / 2 ? 'windows-1256' : 'windows-1252'
}

/** The bytes of a text in UTF-8, without a byte order mark; bytes that are UTF-8 already are passed on as they are. */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* bytes
    return
  }
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

/** The text of an XML document, written as its first bytes tell or as it declares itself; without a byte order mark. */
export function xmlText(bytes: Buffer): string {
  const guessed = encodingOf(bytes.subarray(0, 1 << 16))
  return new TextDecoder(xmlEncoding(bytes, guessed)).decode(bytes)
}

/** A code page that no byte of the beginning gave away is believed where the document declares it. */
export function xmlEncoding(bytes: Buffer, guessed: Encoding): Encoding {
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i
    .exec(bytes.toString('latin1', 0, 200))?.[1]
    ?.toLowerCase()
  return guessed === 'utf-8' && declared === 'windows-1256' ? declared : guessed
}
