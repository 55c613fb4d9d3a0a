import type { Account } from '@cordon/alerts'
import { EntitySchema } from 'typeorm'
import { instantColumn } from './instant.js'

/** Somebody who may sign in. */
export interface AccountRow extends Account {
  /** The name as it is compared: composed and in lower case. */
  readonly nameKey: string
  /** argon2id in its own text form. */
  readonly passwordHash: string
}

export const accountTable = new EntitySchema<AccountRow>({
  name: 'account',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    nameKey: { type: 'text', name: 'name_key', unique: true },
    role: { type: 'text' },
    passwordHash: { type: 'text', name: 'password_hash' },
    disabled: { type: 'boolean' },
    createdAt: { ...instantColumn, name: 'created_at' },
  },
})
