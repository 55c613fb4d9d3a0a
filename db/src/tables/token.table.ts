import type { Scope } from '@cordon/alerts'
import { EntitySchema } from 'typeorm'
import { instantColumn } from './instant.js'

/** An API token. Its secret itself is stored nowhere. */
export interface TokenRow {
  readonly id: string
  readonly name: string
  /** SHA-256 of the whole token. */
  readonly hash: Buffer
  readonly scopes: readonly Scope[]
  readonly createdBy: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export const tokenTable = new EntitySchema<TokenRow>({
  name: 'token',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    hash: { type: 'bytea', unique: true },
    scopes: { type: 'text', array: true },
    createdBy: { type: 'text', name: 'created_by' },
    createdAt: { ...instantColumn, name: 'created_at' },
    expiresAt: { ...instantColumn, name: 'expires_at', nullable: true },
    lastUsedAt: { ...instantColumn, name: 'last_used_at', nullable: true },
    revokedAt: { ...instantColumn, name: 'revoked_at', nullable: true },
  },
})
