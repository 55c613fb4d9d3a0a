import { randomHex } from './random-hex.js'

/** A UUID of version 7 (RFC 9562): ascending by the millisecond, 74 bits of chance. */
export function newId(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const digits = randomHex(19)
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(3), 16) & 3)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-${variant}${digits.slice(4, 7)}-${digits.slice(7)}`
}
