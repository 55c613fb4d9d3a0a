import { EntitySchema } from 'typeorm'
import { instantColumn } from './instant.js'

/** A sign-in that lasts. The cookie's secret itself is stored nowhere. */
export interface SessionRow {
  /** SHA-256 of the cookie's secret. */
  readonly idHash: Buffer
  readonly accountId: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly address: string | null
  readonly agent: string | null
}

export const sessionTable = new EntitySchema<SessionRow>({
  name: 'session',
  columns: {
    idHash: { type: 'bytea', name: 'id_hash', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    createdAt: { ...instantColumn, name: 'created_at' },
    lastSeenAt: { ...instantColumn, name: 'last_seen_at' },
    expiresAt: { ...instantColumn, name: 'expires_at' },
    address: { type: 'text', nullable: true },
    agent: { type: 'text', nullable: true },
  },
})
