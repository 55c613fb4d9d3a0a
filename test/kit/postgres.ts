import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { findPostgres, startCluster } from './cluster.js'

/** A database of the caller's own, empty but for PostGIS. */
export interface TestPostgres {
  /** For `DATABASE_URL`. */
  readonly url: string
  /** Drops the database, and stops the cluster if this call started it. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Commits reach the disk (default). Without it a cluster that this call starts is faster and forgets on a crash. */
  readonly fsync?: boolean
  /** Starts a cluster even where `DATABASE_URL_TEST` names one. */
  readonly own?: boolean
  /** The address of a database to begin with, to which nobody is connected; of the same server. */
  readonly copyOf?: string | undefined
}

const template = 'cordon_test_template'
/** Any number will do, as long as all who make the template use the same. */
const templateLock = 20_211_109

/** Why there is no PostgreSQL here and how to get one: for `skipUnless`. */
export const postgresMissing =
  'no PostgreSQL with PostGIS: set DATABASE_URL_TEST to an administrator of one, or install postgresql-15-postgis-3'

/**
 * A fresh database on the server that `DATABASE_URL_TEST` names, else on a private cluster that is started for it;
 * null where neither is to be had.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<TestPostgres | null> {
  const given = options.own ? undefined : process.env['DATABASE_URL_TEST']
  if (given) return ownDatabase(given, options.copyOf)
  const install = findPostgres()
  if (install === null) return null
  const cluster = await startCluster(install, { fsync: options.fsync ?? true })
  const { url, stop } = await ownDatabase(cluster.url)
  return {
    url,
    stop: async () => {
      await stop()
      await cluster.stop()
    },
  }
}

async function ownDatabase(adminUrl: string, copyOf?: string): Promise<TestPostgres> {
  const name = `cordon_test_${process.pid}_${randomBytes(5).toString('hex')}`
  await withClient(adminUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [templateLock])
    if (copyOf === undefined) await ensureTemplate(admin, adminUrl)
    const from = copyOf === undefined ? template : new URL(copyOf).pathname.slice(1)
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from}`)
  })
  return {
    url: named(adminUrl, name),
    stop: () => withClient(adminUrl, (admin) => dropped(admin, name)),
  }
}

async function dropped(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

async function ensureTemplate(admin: pg.Client, adminUrl: string): Promise<void> {
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
  if (found.rowCount === 1) return
  const unfinished = `${template}_${process.pid}`
  await admin.query(`CREATE DATABASE ${unfinished} TEMPLATE template0 ENCODING 'UTF8'`)
  await withClient(named(adminUrl, unfinished), (client) => client.query('CREATE EXTENSION postgis'))
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`)
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function named(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
