import { findPostgres, startCluster, startStandby, type Cluster } from '@cordon/test/cluster'
import { postgresMissing } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Reader, StandbyState, Statement } from './database.js'
import { begins, inTransaction, openPool, poolRunner } from './pool.js'
import { openStandby, type OpenStandby } from './standby.js'

const install = findPostgres()
const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop()
})

const plain = (text: string, ...values: readonly unknown[]): Statement => ({ name: null, text, values })
/** Everything that was noted, and whether the standby told it. */
const told = plain('select count(*) as n, pg_is_in_recovery() as standby from note')

interface Pair {
  readonly primary: Reader
  readonly standby: Cluster
  readonly history: OpenStandby
  readonly states: StandbyState[]
  /** On the standby itself. */
  readonly admin: (text: string) => Promise<unknown>
}

async function readerOf(url: string): Promise<Reader> {
  const pool = openPool({ url, size: 4 })
  stops.push(() => pool.end())
  return { ...poolRunner(pool), transaction: (begin, work) => inTransaction(pool, begins[begin], work) }
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client.query(text).finally(() => client.end())
}

async function aPair(): Promise<Pair> {
  if (install === null) throw new Error(postgresMissing)
  const cluster = await startCluster(install, { fsync: true })
  stops.push(cluster.stop)
  const standby = await startStandby(install, cluster, 'second')
  stops.push(standby.stop)
  const primary = await readerOf(cluster.url)
  await primary.query(plain('create table note (n int primary key)'))
  const history = await openStandby(standby.url, primary)
  stops.push(history.close)
  const states: StandbyState[] = []
  history.watch((state) => states.push(state))
  return { primary, standby, history, states, admin: (text) => ask(standby.url, text) }
}

describe('history on a standby', () => {
  let made: Pair | null = null
  let pair: Pair
  beforeEach(async (context) => {
    skipUnless(context, install !== null, postgresMissing)
    pair = made ??= await aPair()
    await expect.poll(() => pair.states.at(-1), { timeout: 15_000 }).toBe('follows')
    await pair.primary.query(plain('truncate note'))
  })
  const note = (n: number) => pair.primary.query(plain('insert into note values ($1)', n))

  it('holds all that was committed before it was asked, each time', async () => {
    for (let n = 1; n <= 100; n++) {
      await note(n)
      expect(await pair.history.query(told)).toEqual([{ n, standby: true }])
    }
    const inOne = await pair.history.transaction('snapshot', (run) => run.last(told))
    expect(inOne).toEqual([{ n: 100, standby: true }])
    expect(pair.states.slice(pair.states.indexOf('follows'))).toEqual(['follows'])
  })

  it('is read from the database itself while the standby is behind, and from the standby once it has caught up', async () => {
    await pair.admin('select pg_wal_replay_pause()')
    await note(1)
    expect(await pair.history.query(told)).toEqual([{ n: 1, standby: false }])
    expect(pair.states.at(-1)).toBe('late')
    await pair.admin('select pg_wal_replay_resume()')
    await expect.poll(() => pair.history.query(told), { timeout: 15_000 }).toEqual([{ n: 1, standby: true }])
  })

  it('is asked again of the database itself where the standby removes what is being read', async () => {
    await pair.admin(`alter system set max_standby_streaming_delay = 0`)
    await pair.admin('select pg_reload_conf()')
    for (let n = 1; n <= 200; n++) await note(n)
    let times = 0
    const rows = await pair.history.transaction('snapshot', async (run) => {
      times += 1
      await run.query(told)
      if (times === 1) {
        await pair.primary.query(plain('delete from note where n > 50'))
        await pair.primary.query(plain('vacuum note'))
        await expect.poll(() => replayedAll(pair), { timeout: 15_000 }).toBe(true)
      }
      return run.last(told)
    })
    expect({ times, rows }).toEqual({ times: 2, rows: [{ n: 50, standby: false }] })
    await expect.poll(() => pair.history.query(told), { timeout: 15_000 }).toEqual([{ n: 50, standby: true }])
  })

  it('refuses what is wrong as the database does, and asks it once', async () => {
    let times = 0
    const work = pair.history.transaction('plain', (run) => {
      times += 1
      return run.query(plain('select * from nothing_of_the_kind'))
    })
    await expect(work).rejects.toThrow(/nothing_of_the_kind/)
    expect([times, pair.states.at(-1)]).toEqual([1, 'follows'])
  })

  it('counts nobody as away because many read from it at once', async () => {
    const slow = plain('select pg_sleep(1.5), pg_is_in_recovery() as standby')
    const reads = Array.from({ length: 10 }, () => pair.history.query(slow))
    await pause(250)
    const rows = (await Promise.all([...reads, pair.history.query(slow)])).flat()
    expect(rows.map((row) => 'standby' in row && row.standby)).toEqual(rows.map(() => true))
    expect(pair.states.slice(pair.states.lastIndexOf('follows'))).toEqual(['follows'])
  })

  it('is given up where the standby hangs amid a read, and does not keep whoever closes it', async () => {
    const slow = plain('select pg_sleep(0.5), pg_is_in_recovery() as standby')
    const history = await openStandby(pair.standby.url, pair.primary)
    const reads = Promise.all([history.query(slow), history.transaction('snapshot', (run) => run.last(slow))])
    await pause(250)
    const thaw = pair.standby.freeze()
    try {
      const beganMs = performance.now()
      expect((await reads).flat()).toEqual(Array(2).fill(expect.objectContaining({ standby: false })))
      expect(performance.now() - beganMs).toBeLessThan(8_000)
      const closingMs = performance.now()
      await history.close()
      expect(performance.now() - closingMs).toBeLessThan(2_000)
    } finally {
      thaw()
    }
  })

  it('says why the standby cannot be reached', async () => {
    const wrong = new URL(pair.standby.url)
    wrong.password = 'wrong'
    const history = await openStandby(wrong.href, pair.primary)
    stops.push(history.close)
    const told: unknown[] = []
    history.watch((state, why) => told.push([state, why]))
    expect(told).toEqual([['away', expect.stringMatching(/password authentication failed/)]])
  })

  it('is read from the database itself where the standby was promoted, and where it is gone', async () => {
    await pair.admin('select pg_promote()')
    await note(1)
    expect(await pair.history.query(told)).toEqual([{ n: 1, standby: false }])
    expect(pair.states.at(-1)).toBe('other')
    await pair.standby.kill()
    await note(2)
    expect(await pair.history.query(told)).toEqual([{ n: 2, standby: false }])
    await expect.poll(() => pair.states.at(-1), { timeout: 15_000 }).toBe('away')
  })
})

async function replayedAll({ primary, standby }: Pair): Promise<boolean> {
  const [row] = await primary.query<{ lsn: string }>(plain('select pg_current_wal_flush_lsn()::text as lsn'))
  const found = await ask(standby.url, `select pg_last_wal_replay_lsn() >= '${row?.lsn ?? ''}'::pg_lsn as has`)
  return JSON.stringify(found).includes('"has":true')
}
