import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { ForgottenRow } from '@cordon/db'
import { nameKey } from '../wire/name-key.js'

const hashOf = promisify<string, Uint8Array, number, Buffer>(scrypt)
const hashBytes = 32

/** What recognises a name where somebody brings it back, and does not tell it. */
export async function sealedName(
  name: string,
): Promise<Pick<ForgottenRow, 'salt' | 'nameHash'> & { salt: Buffer; nameHash: Buffer }> {
  const salt = randomBytes(16)
  return { salt, nameHash: await hashOf(nameKey(name), salt, hashBytes) }
}

/** Tells of names whether they are of people who were forgotten, each once: to ask takes a while. */
export function recogniser(people: readonly ForgottenRow[]): (name: string) => Promise<ForgottenRow | null> {
  const known = new Map<string, Promise<ForgottenRow | null>>()
  async function look(name: string): Promise<ForgottenRow | null> {
    for (const it of people) {
      const hash = await hashOf(nameKey(name), it.salt, hashBytes)
      if (timingSafeEqual(hash, it.nameHash)) return it
    }
    return null
  }
  return (name) => {
    const found = known.get(name) ?? look(name)
    known.set(name, found)
    return found
  }
}
