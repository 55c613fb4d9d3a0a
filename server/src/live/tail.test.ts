import type { Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { Logger } from '@nestjs/common'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Clock } from '../platform/clock.js'
import type { FeedChange } from './change.js'
import { append, incidentChange, ownDatabase } from './feed.fixture.js'
import { Hints } from './hints.js'
import { ChangeSignal } from './signal.js'
import { ChangeTail } from './tail.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
const tails: ChangeTail[] = []

beforeAll(async () => {
  Logger.overrideLogger(false)
  own = await ownDatabase(startPostgres)
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(tails.splice(0).map((tail) => tail.stop()))
})
afterAll(() => own.close())

async function startTail(options: { database?: Database; hints?: boolean; isHeeded?: () => boolean } = {}) {
  const database = options.database ?? own.database
  const signal = new ChangeSignal()
  const hints = new Hints(database, { databaseUrl: options.hints === true ? own.url : null })
  const tail = new ChangeTail(database, signal, hints, new Clock())
  tails.push(tail)
  if (options.isHeeded !== undefined) tail.heedWhile(options.isHeeded)
  await tail.start()
  const told: FeedChange[] = []
  tail.on((changes) => told.push(...changes))
  return { tail, signal, told }
}

const until = (check: () => boolean | Promise<boolean>) => vi.waitUntil(check, { timeout: 15_000, interval: 10 })

const some = (count: number) => Array.from({ length: count }, () => incidentChange())

function between(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index + 1)
}

describe('the tail of the change feed', () => {
  it('lets changes go by unread while nobody heeds them, and tells all after the first who does', async () => {
    let heeded = false
    const { tail, signal, told } = await startTail({ isHeeded: () => heeded })
    const passed = await append(own.database, some(40))
    signal.committed()
    await until(() => tail.position === passed)
    heeded = true
    const to = await append(own.database, some(3))
    signal.committed()
    await until(() => tail.position === to)
    expect(told.map(({ seq }) => seq)).toEqual(between(passed, to))
  })

  it('tells each change once and in order while several write', async () => {
    const { tail, signal, told } = await startTail()
    const from = tail.position
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        await append(own.database, some(1 + (n % 50)))
        signal.committed()
      }),
    )
    const to = await append(own.database, some(1))
    signal.committed()
    await until(() => tail.position === to)
    expect(told.map(({ seq }) => seq)).toEqual(between(from, to))
  })

  it('reads more than one page in slices, without waiting between them', async () => {
    const { tail, signal } = await startTail()
    const slices: number[] = []
    tail.on((changes) => slices.push(changes.length))
    const from = tail.position
    const to = await append(own.database, some(1_230))
    signal.committed()
    await until(() => tail.position === to)
    expect(Math.max(...slices)).toBe(20)
    expect(slices.reduce((sum, length) => sum + length)).toBe(to - from)
  })

  it('reads at once what is committed here', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { tail, signal } = await startTail()
    const told = new Promise((resolve) => tail.on(resolve))
    await append(own.database, some(1))
    signal.committed()
    await told
    vi.useRealTimers()
  })

  it('sees within a poll what nobody told it of', async () => {
    const { tail } = await startTail()
    const to = await append(own.database, some(1))
    await until(() => tail.position === to)
  })

  it('stands at the change that it tells', async () => {
    const { tail, signal } = await startTail()
    const places: (readonly [number, number | undefined])[] = []
    tail.on((changes) => places.push([tail.position, changes.at(-1)?.seq]))
    const to = await append(own.database, some(120))
    signal.committed()
    await until(() => tail.position === to)
    expect(places.length).toBeGreaterThan(2)
    expect(places.every(([position, last]) => position === last)).toBe(true)
  })

  it('goes on without loss after the database was away, and says how far it is behind', async () => {
    let away = false
    const query: Database['query'] = async (statement) => {
      const rows = await own.database.query<never>(statement)
      if (away) throw new Error('connection terminated')
      return rows
    }
    const { tail, signal, told } = await startTail({ database: { ...own.database, query } })
    const from = tail.position
    away = true
    const to = await append(own.database, some(3))
    signal.committed()
    await until(() => tail.secondsBehind > 0.2)
    expect(told).toEqual([])
    away = false
    await until(() => tail.position === to)
    expect(told.map(({ seq }) => seq)).toEqual(between(from, to))
    expect(tail.secondsBehind).toBeLessThan(0.2)
  })

  it('asks for new snapshots when the feed goes on elsewhere than expected', async () => {
    let forgotten = false
    const query: Database['query'] = async (statement) => {
      const rows = await own.database.query<never>(statement)
      return forgotten ? rows.slice(1) : rows
    }
    const { tail, signal, told } = await startTail({ database: { ...own.database, query } })
    const jumps: number[] = []
    tail.onJump(() => jumps.push(tail.position))
    const from = tail.position
    forgotten = true
    const to = await append(own.database, some(3))
    signal.committed()
    await until(() => tail.position === to)
    expect(jumps).toEqual([from + 1])
    expect(told.map(({ seq }) => seq)).toEqual([from + 2, from + 3])
  })

  it('asks for new snapshots when a database came back that knows less', async () => {
    let state: 'here' | 'away' | 'older' = 'here'
    const query: Database['query'] = async (statement) => {
      if (state === 'away') throw new Error('connection terminated')
      return own.database.query(state === 'older' && statement.name === 'feed-ends' ? olderEnds : statement)
    }
    const { tail, signal } = await startTail({ database: { ...own.database, query } })
    const from = tail.position
    let jumped = false
    tail.onJump(() => (jumped = true))
    state = 'away'
    signal.committed()
    await until(() => tail.secondsBehind > 0.1)
    state = 'older'
    await until(() => jumped)
    expect(tail.position).toBeGreaterThanOrEqual(from - 2)
  })

  it('keeps telling the others when one listener fails', async () => {
    const { tail, signal, told } = await startTail()
    tail.on(() => {
      throw new Error('a listener fails')
    })
    const after: number[] = []
    tail.on((changes) => after.push(...changes.map(({ seq }) => seq)))
    const from = tail.position
    const to = await append(own.database, some(2))
    signal.committed()
    await until(() => after.length === 2)
    expect(after).toEqual(between(from, to))
    expect(told).toHaveLength(2)
  })

  it('hears of the commits of another node long before its next poll', async (context) => {
    skipUnless(context, own.url !== null, 'only a database server has more than one node')
    const slow = { ...own.database, kind: 'embedded' } as const
    const { tail } = await startTail({ database: slow, hints: true })
    const other = await startTail({ hints: true })
    await until(() => listening(2))
    const to = await append(own.database, some(1))
    const began = performance.now()
    other.signal.committed()
    await until(() => tail.position === to)
    expect(performance.now() - began).toBeLessThan(500)
  })

  it('listens again when its connection was cut', async (context) => {
    skipUnless(context, own.url !== null, 'only a database server has more than one node')
    await startTail({ hints: true })
    await until(() => listening(1))
    await own.database.query({ name: null, text: `select pg_terminate_backend(pid) from (${listeners}) l`, values: [] })
    await until(async () => !(await listening(1)))
    await until(() => listening(1))
  })
})

const listeners = `select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`

async function listening(count: number): Promise<boolean> {
  return (await own.database.query({ name: null, text: listeners, values: [] })).length === count
}

const olderEnds = { name: null, text: 'select seq - 2 as head, 0 as oldest from change_head', values: [] }
