import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openVault, Unsealable, Vault } from './vault.js'

const [old, fresh] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]

it('opens what it sealed, for what it belongs to and nothing else', () => {
  const sealed = new Vault([old]).seal('https://hooks.example.org/T0/secret', 'contact-1')
  expect(sealed).not.toContain('secret')
  expect(new Vault([old]).open(sealed, 'contact-1')).toBe('https://hooks.example.org/T0/secret')
  expect(() => new Vault([old]).open(sealed, 'contact-2')).toThrow(Unsealable)
})

it('seals the same differently each time', () => {
  const vault = new Vault([old])
  expect(vault.seal('same', 'contact-1')).not.toBe(vault.seal('same', 'contact-1'))
})

it('opens what an older key sealed, and says that it is old', () => {
  const sealed = new Vault([old]).seal('secret', 'contact-1')
  const both = new Vault([fresh, old])
  expect(both.open(sealed, 'contact-1')).toBe('secret')
  expect([both.isOld(sealed), both.isOld(both.seal('secret', 'contact-1'))]).toEqual([true, false])
})

it('says which key is missing', () => {
  const sealed = new Vault([old]).seal('secret', 'contact-1')
  expect(() => new Vault([fresh]).open(sealed, 'contact-1')).toThrow(/sealed with the key [0-9a-f]{8}, which/)
})

it.each([0, 1, 2, 3, 4])('opens nothing of which part %i was changed', (part) => {
  const parts = new Vault([old]).seal('secret', 'contact-1').split('.')
  const changed = parts.with(
    part,
    (parts[part] ?? '').replace(/^./, (it) => (it === 'a' ? 'b' : 'a')),
  )
  expect(() => new Vault([old]).open(changed.join('.'), 'contact-1')).toThrow(Unsealable)
})

it('makes a key of its own once, which only its owner may read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-vault-'))
  const [one, another] = await Promise.all([openVault([], folder), openVault([], folder)])
  expect(another.open(one.seal('secret', 'contact-1'), 'contact-1')).toBe('secret')
  expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)
  await rm(folder, { recursive: true })
})
