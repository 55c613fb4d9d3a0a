import { say } from '@cordon/alerts'
import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where whoever seals or opens asks for the vault. */
export const VAULT = Symbol('Vault')

const cipher = 'aes-256-gcm'
const version = 'v1'

/** What cannot be opened with the keys that this server has. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable'
}

interface Key {
  readonly id: string
  readonly bytes: Buffer
}

/**
 * Seals what is secret before it is stored (AES-256-GCM). What is sealed names its key, so that keys can be changed: the
 * first seals, each of them opens. It is bound to what it belongs to and opens nowhere else.
 */
export class Vault {
  private readonly keys: readonly [Key, ...Key[]]

  /** Keys of 32 bytes in Base64; at least one. */
  constructor(keys: readonly string[]) {
    const [first, ...others] = keys.map(keyOf)
    if (first === undefined) throw new Error('A vault needs a key.')
    this.keys = [first, ...others]
  }

  /** `owner` says what it belongs to. */
  seal(secret: string, owner: string): string {
    const [{ id, bytes }] = this.keys
    const iv = randomBytes(12)
    const sealing = createCipheriv(cipher, bytes, iv).setAAD(Buffer.from(owner))
    const sealed = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
    return [version, id, ...[iv, sealing.getAuthTag(), sealed].map((it) => it.toString('base64url'))].join('.')
  }

  /** Throws `Unsealable` where it was sealed with another key, belongs to something else or was changed. */
  open(sealed: string, owner: string): string {
    const [form, keyId, ...parts] = sealed.split('.')
    const key = this.keys.find(({ id }) => id === keyId)
    if (form !== version || key === undefined)
      throw new Unsealable(`It is sealed with the key ${keyId}, which this server does not have`)
    const [iv, tag, text] = parts.map((it) => Buffer.from(it, 'base64url'))
    if (iv?.length !== 12 || tag?.length !== 16 || text === undefined) throw new Unsealable(say('way.unsealed', {}))
    try {
      const opening = createDecipheriv(cipher, key.bytes, iv, { authTagLength: 16 })
      opening.setAAD(Buffer.from(owner)).setAuthTag(tag)
      return Buffer.concat([opening.update(text), opening.final()]).toString('utf8')
    } catch {
      throw new Unsealable(say('way.otherSeal', {}))
    }
  }

  /** For each key, the 32 bytes that are drawn from it for another purpose (HKDF, RFC 5869). */
  derived(purpose: string): readonly Buffer[] {
    return this.keys.map(({ bytes }) => Buffer.from(hkdfSync('sha256', bytes, '', purpose, 32)))
  }

  /** Whether it is sealed with a key that is on its way out. */
  isOld(sealed: string): boolean {
    return sealed.split('.')[1] !== this.keys[0].id
  }
}

/** A vault with the keys of the operator; without any, with one that is made in the data folder and kept there. */
export async function openVault(keys: readonly string[], folder: string): Promise<Vault> {
  return new Vault(keys.length > 0 ? keys : [await ownKey(folder)])
}

async function ownKey(folder: string): Promise<string> {
  const path = join(folder, 'secret.key')
  await mkdir(folder, { recursive: true })
  // Whoever comes first makes it, whole at once; only its owner may read it.
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  await rm(draft)
  const kept = (await readFile(path, 'utf8')).trim()
  if (Buffer.from(kept, 'base64').length !== 32) throw new Error(`${path} holds no key of 32 bytes in Base64.`)
  return kept
}

function keyOf(text: string): Key {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32) throw new Error('Expected a key of 32 bytes in Base64.')
  return { id: hash('sha256', bytes, 'hex').slice(0, 8), bytes }
}
