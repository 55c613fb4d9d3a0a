import { say } from '@cordon/alerts'
import { isUtf8 } from 'node:buffer'

/** Text of a payload, or why it is none. */
export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }

const marks: readonly (readonly [string, string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
]

const strangers: readonly (readonly [string, string])[] = [
  ['504b0304', say('read.zip', {})],
  ['1f8b', say('read.packedTwice', {})],
  ['25504446', say('read.pdf', {})],
  ['89504e47', say('read.picture', {})],
]

/** Reads bytes as text: by their byte order mark, by the XML declaration, by the `Content-Type`, else as UTF-8. */
export function decode(bytes: Uint8Array, contentType: string | null): Decoded {
  if (bytes.length === 0) return { ok: false, message: say('refused.noContent', {}) }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400))
  const hex = head.toString('hex', 0, 4)
  const stranger = strangers.find(([magic]) => hex.startsWith(magic))
  if (stranger !== undefined) return { ok: false, message: stranger[1] }
  const label = labelOf(head, hex, contentType)
  if (label === 'utf-8' && !isUtf8(bytes)) {
    return { ok: false, message: say('refused.notUtf8', {}) }
  }
  return decoded(bytes, label)
}

function decoded(bytes: Uint8Array, label: string): Decoded {
  const decoder = decoderOf(label)
  if (decoder === null) return { ok: false, message: say('read.encodingUnknown', { encoding: label }) }
  try {
    return { ok: true, text: decoder.decode(bytes) }
  } catch {
    return { ok: false, message: say('read.encodingWrong', { encoding: label }) }
  }
}

function decoderOf(label: string): { decode(bytes: Uint8Array): string } | null {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    return null
  }
}

function labelOf(head: Buffer, hex: string, contentType: string | null): string {
  const mark = marks.find(([magic]) => hex.startsWith(magic))
  if (mark !== undefined) return mark[1]
  if (hex.startsWith('3c00')) return 'utf-16le'
  if (hex.startsWith('003c')) return 'utf-16be'
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head.toString('latin1'))?.[1]
  const sent = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1]
  return (declared ?? sent ?? 'utf-8').toLowerCase()
}
