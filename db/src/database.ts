import type { DataSource } from 'typeorm'

/** A reviewed statement. With a name it is prepared once per connection; null where the text varies. */
export interface Statement {
  readonly name: string | null
  readonly text: string
  readonly values: readonly unknown[]
}

/** Where statements run: the pool, or one transaction. */
export interface Runner {
  readonly query: <T extends object>(statement: Statement) => Promise<readonly T[]>
}

/** An open database: PostgreSQL with PostGIS, embedded or a server. */
export interface Database extends Runner {
  readonly kind: 'embedded' | 'server'
  /** For tables of low rate and for migrations. */
  readonly dataSource: DataSource
  /**
   * Runs `work` in one transaction: `plain`, `snapshot` (repeatable read, read only) or `ingest` (one at a time over all
   * nodes). Inside `work` use its runner only: another connection would wait for this one.
   */
  readonly transaction: <T>(begin: 'plain' | 'snapshot' | 'ingest', work: (runner: Runner) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}
