import type { EntitySchema } from 'typeorm'

/** Every table that is reached through TypeORM; the hot ones are reached through reviewed SQL in `queries`. */
export const tables: readonly EntitySchema[] = []
