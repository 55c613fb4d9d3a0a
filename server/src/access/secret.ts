import { hash, randomBytes, randomInt } from 'node:crypto'

export const tokenPrefix = 'cordon_'

/** 32 bytes of chance as text. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is stored of a secret: its SHA-256, in hexadecimal. Such a secret is chance itself, so nothing slower is needed.
 */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'hex')
}

/** Letters and digits that are not taken for each other when read aloud or copied by hand. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of five groups of four: 99 bits of chance. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}
