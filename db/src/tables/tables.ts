import type { EntitySchema } from 'typeorm'
import { accountTable } from './account.table.js'
import { sessionTable } from './session.table.js'
import { tokenTable } from './token.table.js'

/** Every table that is reached through TypeORM; the hot ones are reached through reviewed SQL in `queries`. */
export const tables: readonly EntitySchema[] = [accountTable, sessionTable, tokenTable]
