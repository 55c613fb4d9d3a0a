import { setTimeout as pause } from 'node:timers/promises'
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm'
import { DatabaseUnfit } from './unfit.js'

/** Held by whoever migrates, so that servers that start together wait for each other and each migration runs once. */
const migrating = 4032002
/** Shared by all servers that run on a database; had alone by the one that changes its shape. */
export const running = 4032021
const lookMs = 250

/** Of a database's own, none of which shall end a migration, nor whoever waits for one. */
const limits = ['statement_timeout', 'lock_timeout', 'idle_session_timeout', 'idle_in_transaction_session_timeout']

/** The names of all migrations of this version, in their order. */
export function knownMigrations({ migrations }: DataSource): readonly string[] {
  return migrations.map((it) => it.name ?? it.constructor.name)
}

/** Why this version cannot use a database that has had these migrations; null where it can. */
export function newerShape(had: readonly string[], known: readonly string[]): DatabaseUnfit | null {
  const unknown = had.find((name) => !known.includes(name))
  if (unknown === undefined) return null
  return new DatabaseUnfit(
    `A newer version of Cordon has migrated this database (${unknown}; this one knows all up to ${known.at(-1)}). Start that version, or restore a backup into another database.`,
  )
}

/** What a database has had, in the order in which it ran. */
export const hadMigrations = 'select name from migrations order by id'

export interface MigrateOptions {
  /** How long it waits for servers of an older version to end, where it has to migrate. */
  readonly patienceMs: number
  /** Told before what an older version left is brought to the present shape, and in how many steps. */
  readonly onOlder?: ((steps: number) => void) | undefined
}

/**
 * Brings a database to the shape of this version. Where it has another one already, it waits until no server of that
 * version runs any more; then throws `DatabaseUnfit`, as it does where a newer version has been there.
 */
export async function migrate(dataSource: DataSource, { patienceMs, onOlder }: MigrateOptions): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    for (const limit of limits) await runner.query(`set ${limit} = 0`)
    await runner.query(`select pg_advisory_lock(${migrating})`)
    await requirePostgis(runner)
    const [had, known] = [await namesIn(runner), knownMigrations(dataSource)]
    const newer = newerShape(had, known)
    if (newer !== null) throw newer
    if (had.length > 0 && had.length < known.length) {
      await requireAlone(runner, patienceMs)
      onOlder?.(known.length - had.length)
    }
    // On the connection that keeps others away: where that ends, what it migrates is undone.
    const executor = new MigrationExecutor(dataSource, runner)
    executor.transaction = 'each'
    await executor.executePendingMigrations()
  } finally {
    await runner.query('select pg_advisory_unlock_all()').catch(() => undefined)
    await runner.release()
  }
}

async function namesIn(runner: QueryRunner): Promise<readonly string[]> {
  const [table] = await rowsOf<{ table: string | null }>(
    runner,
    `select to_regclass('public.migrations')::text as table`,
  )
  if (table?.table == null) return []
  return (await rowsOf<{ name: string }>(runner, hadMigrations)).map(({ name }) => name)
}

async function rowsOf<T>({ manager }: QueryRunner, text: string): Promise<readonly T[]> {
  return manager.query<readonly T[]>(text)
}

/** Keeps servers from running on the database until the session ends. */
async function requireAlone(runner: QueryRunner, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    const [row] = await rowsOf<{ alone: boolean }>(runner, `select pg_try_advisory_lock(${running}) as alone`)
    if (row?.alone === true) return
    if (performance.now() > until) throw new DatabaseUnfit(othersRun)
    await pause(lookMs)
  }
}

const othersRun =
  'Another server, of an older version, still runs on this database. Stop all servers on it, then start this one.'

async function requirePostgis(runner: QueryRunner): Promise<void> {
  const rows = await rowsOf(runner, `select from pg_available_extensions where name = 'postgis'`)
  if (rows.length > 0) return
  throw new DatabaseUnfit(
    'This PostgreSQL has no PostGIS. Install it (Debian: postgresql-15-postgis-3) and start again.',
  )
}
