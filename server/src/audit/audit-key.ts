import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import type { AuditSeal } from '@cordon/db'

/** A pair of keys (Ed25519) with which the end of the chain is signed. */
export interface AuditKey {
  readonly id: string
  readonly secret: KeyObject
  readonly open: KeyObject
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The pair of keys of a seed of 32 bytes. */
export function auditKeyOf(seed: Buffer): AuditKey {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  const open = createPublicKey(secret)
  return { id: hash('sha256', open.export({ format: 'der', type: 'spki' }), 'hex').slice(0, 16), secret, open }
}

/** Signs the chain up to an entry. */
export function signed(seq: number, chained: string, { id, secret }: AuditKey): AuditSeal {
  return { seq, hash: chained, keyId: id, signature: sign(null, said(seq, chained), secret).toString('hex') }
}

/** Whether one of our keys signed it. */
export function isSigned({ seq, hash: chained, keyId, signature }: AuditSeal, keys: readonly AuditKey[]): boolean {
  const key = keys.find(({ id }) => id === keyId)
  if (key === undefined || signature === null) return false
  return verify(null, said(seq, chained), key.open, Buffer.from(signature, 'hex'))
}

function said(seq: number, chained: string): Buffer {
  return Buffer.from(`cordon audit ${seq} ${chained}`)
}
