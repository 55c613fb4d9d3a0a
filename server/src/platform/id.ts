import { randomBytes } from 'node:crypto'

/** Hexadecimal digits of chance. */
let pool = ''
let used = 0

/** A UUID of version 7 (RFC 9562): ascending by the millisecond, 74 bits of chance. */
export function newId(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const digits = chance(19)
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(3), 16) & 3)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-${variant}${digits.slice(4, 7)}-${digits.slice(7)}`
}

/** Chance is drawn in large pieces: a system call for each id would be most of its cost. */
function chance(digits: number): string {
  if (used + digits > pool.length) {
    pool = randomBytes(4096).toString('hex')
    used = 0
  }
  used += digits
  return pool.slice(used - digits, used)
}
