import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from './database.js'
import { openDatabase, type OpenOptions } from './open.js'

let server: Awaited<ReturnType<typeof startPostgres>>
let place: OpenOptions
const open: Database[] = []

beforeEach(async () => {
  server = process.env['DATABASE_URL_TEST'] === undefined ? null : await startPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'cordon-migrate-'))
  place = { url: server?.url, folder, durable: false, patienceMs: 500 }
})
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
  await server?.stop()
  await rm(place.folder, { recursive: true, force: true })
})

async function opened(options: OpenOptions = place): Promise<Database> {
  const database = await openDatabase(options)
  open.push(database)
  return database
}

async function closed(database: Database): Promise<void> {
  open.splice(open.indexOf(database), 1)
  await database.close()
}

const ask = (database: Database, text: string) => database.query<{ name: string }>({ name: null, text, values: [] })
const fromTheFuture = `insert into migrations (timestamp, name) values (4102444800000, 'Tomorrow4102444800000')`
/** Advisory locks are of a database, and listed for all of a server. */
const ours = 'objid = 4032021 and database = (select oid from pg_database where datname = current_database())'
const newest = 'select name from migrations order by id desc limit 1'

describe('a database', () => {
  it('is not touched by a version that does not know all that was done to it, which says so', async () => {
    const newer = await opened()
    await ask(newer, fromTheFuture)
    await closed(newer)
    await expect(opened()).rejects.toThrow(
      /^A newer version .* \(Tomorrow4102444800000; this one knows .*\)\. Start that/,
    )
  })

  it('is migrated when no server of an older version runs on it any more, and not before', async (context) => {
    // No other process has the embedded one.
    if (server === null) return context.skip()
    const older = await opened()
    const [last] = await ask(older, newest)
    await older.dataSource.undoLastMigration()
    await expect(opened()).rejects.toThrow('Another server, of an older version, still runs on this database.')
    expect(await ask(older, newest)).not.toEqual([last])
    const waiting = opened({ ...place, patienceMs: 20_000 })
    await closed(older)
    expect(await ask(await waiting, newest)).toEqual([last])
  })

  it('is migrated on the connection that keeps others away, however long that takes', async (context) => {
    if (server === null) return context.skip()
    const older = await opened()
    const last = await ask(older, newest)
    await older.dataSource.undoLastMigration()
    await closed(older)
    const other = new pg.Client(server.url)
    await other.connect()
    await other.query(
      `do $$ begin execute format('alter database %I set statement_timeout = 300', current_database()); end $$`,
    )
    await other.query('begin; lock table migrations in share mode')
    const waiting = opened()
    const holders = `
      select from pg_locks alone join pg_locks waits on waits.pid = alone.pid and not waits.granted
      where alone.objid = 4032021 and alone.granted and alone.pid in (select pid from pg_locks where ${ours})`
    await vi.waitFor(async () => expect((await other.query(holders)).rowCount).toBe(1), 10_000)
    await pause(600)
    await other.query('rollback')
    await other.end()
    expect(await ask(await waiting, newest)).toEqual(last)
  })

  it('is left by a server beneath which it was migrated while that was cut off from it', async (context) => {
    // No other process has the embedded one.
    if (server === null) return context.skip()
    const [older, newer] = [await opened(), await opened()]
    await ask(newer, fromTheFuture)
    const cut = `select pg_terminate_backend(pid)::text as name from pg_locks where ${ours}`
    expect(await ask(newer, cut)).toHaveLength(2)
    expect((await older.superseded).message).toContain('Tomorrow4102444800000')
  })

  it('is held by one connection of each server, again after that was cut, and by none that has ended', async (context) => {
    if (server === null) return context.skip()
    const [one, other] = [await opened(), await opened()]
    const holders = async () => (await ask(other, `select pid::text as name from pg_locks where ${ours}`)).length
    for (let time = 0; time < 2; time += 1) {
      await ask(other, `select pg_terminate_backend(pid)::text as name from pg_locks where ${ours}`)
      await vi.waitFor(async () => expect(await holders()).toBe(2), 10_000)
    }
    await pause(1_500)
    expect(await holders()).toBe(2)
    await closed(one)
    expect(await holders()).toBe(1)
  })
})
