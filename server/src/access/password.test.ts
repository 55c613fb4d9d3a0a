import { describe, expect, it } from 'vitest'
import { checkPassword, hashPassword, standIn } from './password.js'
import { newPassword, newSecret, secretHash } from './secret.js'

describe('a password', () => {
  it('is stored as argon2id at the cost of the house', async () => {
    expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('is right or wrong', async () => {
    const stored = await hashPassword('correct horse')
    expect(await checkPassword('correct horse', stored)).toBe(true)
    expect(await checkPassword('correct horsE', stored)).toBe(false)
  })

  it('is the same in another composition of the same letters', async () => {
    expect(await checkPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true)
  })

  it('is wrong where the name is unknown, after the same work', async () => {
    const stored = await hashPassword('correct horse')
    await standIn()
    // Time of the processor, since a busy machine stretches the time of the clock.
    const work = async (against: string | null) => {
      const before = process.cpuUsage()
      for (let round = 0; round < 5; round++) expect(await checkPassword('wrong', against)).toBe(false)
      return process.cpuUsage(before).user
    }
    const ratio = (await work(null)) / (await work(stored))
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })
})

describe('a secret', () => {
  it('is 32 bytes of chance', () => {
    expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32)
    expect(newSecret()).not.toBe(newSecret())
  })

  it('is stored as its SHA-256', () => {
    expect(secretHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('made for a person can be read aloud', () => {
    expect(newPassword()).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/)
  })
})
