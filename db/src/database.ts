import type { DataSource } from 'typeorm'
import type { DatabaseUnfit } from './unfit.js'

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

/** One transaction. What it is asked is sent at once, in order, without waiting for the answers before. */
export interface Transaction extends Runner {
  /** Runs a statement and commits in the same breath: nothing may follow. Resolves when it is durable. */
  readonly last: Runner['query']
}

/** Where what is only read is read. */
export type Reader = Pick<Database, 'query' | 'transaction'>

/**
 * How a standby stands to its database: it has all of it; it is behind; it cannot be reached; or what is there is no
 * standby of this database, such as one that was promoted.
 */
export type StandbyState = 'follows' | 'late' | 'away' | 'other'

export interface Standby {
  /** Tells how it stands, now and whenever that changes, and what was said where it is away. */
  readonly watch: (told: (state: StandbyState, why: string | null) => void) => void
}

/** An open database: PostgreSQL with PostGIS, embedded or a server. */
export interface Database extends Runner {
  readonly kind: 'embedded' | 'server'
  /** For tables of low rate and for migrations. */
  readonly dataSource: DataSource
  /**
   * Runs `work` in one transaction: `plain` or `snapshot` (repeatable read, read only). Inside `work` use its runner
   * only: another connection would wait for this one.
   */
  readonly transaction: <T>(begin: 'plain' | 'snapshot', work: (run: Transaction) => Promise<T>) => Promise<T>
  /** Where history is read: here, or on a standby as long as that has all that is committed here. */
  readonly history: Reader
  /** Null where there is none. */
  readonly standby: Standby | null
  /** A connection for what is read ahead of an append; its plans use indexes. */
  readonly ahead: Runner
  /** The connection for appends that need no transaction of their own: one after another, each committed by itself. */
  readonly append: Runner
  /** Resolves when a newer version has migrated the database beneath this one, which shall end then. */
  readonly superseded: Promise<DatabaseUnfit>
  readonly close: () => Promise<void>
}
