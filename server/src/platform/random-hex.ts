import { randomBytes } from 'node:crypto'

const bytesAtOnce = 4096
let pool = ''
let used = 0

/** Hexadecimal digits of chance, fit for secrets; drawn in large pieces, since a system call for each is most of its cost. */
export function randomHex(digits: number): string {
  if (used + digits > pool.length) {
    pool = randomBytes(bytesAtOnce).toString('hex')
    used = 0
  }
  used += digits
  return pool.slice(used - digits, used)
}
