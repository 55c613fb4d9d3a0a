import type { EntitySchemaColumnOptions } from 'typeorm'

/** A moment as the model has it: ISO text in UTC, where the driver would give a `Date`. */
export const instantColumn = {
  type: 'timestamptz',
  transformer: {
    to: (instant: unknown) => instant,
    from: (date: unknown) => (date instanceof Date ? date.toISOString() : date),
  },
} as const satisfies EntitySchemaColumnOptions
