import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(4096)
let used = pool.length

/** A UUID of version 7 (RFC 9562): ascending by the millisecond, 74 bits of chance. */
export function newId(ms: number): string {
  const bytes = chance(10)
  const time = ms.toString(16).padStart(12, '0')
  const [a = 0, b = 0, c = 0] = bytes
  const version = (0x7000 | ((a & 0x0f) << 8) | b).toString(16)
  const variant = (0x80 | (c & 0x3f)).toString(16)
  const rest = hex(bytes.subarray(3))
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`
}

/** Chance is drawn in large pieces: a system call for each id would be most of its cost. */
function chance(bytes: number): Uint8Array {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}
