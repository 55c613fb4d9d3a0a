import { inflateSync } from 'node:zlib'

const headBytes = 12
const entryBytes = 16

/**
 * Unpacks a font from WOFF 1.0 (W3C Recommendation, 2012) into the tables that it packs. Read as it comes, a table would be
 * inflated anew for every letter.
 */
export function unpackedFont(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('Expected a font in WOFF 1.0.')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, nth) => tableAt(woff, 44 + nth * 20))
  const head = Buffer.alloc(headBytes + count * entryBytes)
  woff.copy(head, 0, 4, 8)
  const power = Math.floor(Math.log2(count))
  for (const [at, value] of [
    [4, count],
    [6, 16 * 2 ** power],
    [8, power],
    [10, 16 * count - 16 * 2 ** power],
  ] as const)
    head.writeUInt16BE(value, at)
  let offset = head.length
  for (const [nth, { tag, checksum, data, length }] of tables.entries()) {
    const at = headBytes + nth * entryBytes
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksum, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(length, at + 12)
    offset += data.length
  }
  return Buffer.concat([head, ...tables.map(({ data }) => data)])
}

/** One table with its bytes, filled up to a multiple of four. */
function tableAt(woff: Buffer, at: number) {
  const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
  const bytes = woff.subarray(offset, offset + packed)
  const data = Buffer.alloc(Math.ceil(length / 4) * 4)
  ;(packed < length ? inflateSync(bytes) : bytes).copy(data)
  return { tag: woff.toString('latin1', at, at + 4), checksum: woff.readUInt32BE(at + 16), data, length }
}
