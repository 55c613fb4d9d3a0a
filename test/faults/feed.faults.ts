import {
  changesAfter,
  feedEnds,
  openDatabase,
  storeBatch,
  takeHead,
  type ChangeRow,
  type Database,
  type Write,
} from '@cordon/db'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chance, type Chance } from '../kit/chance.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { skipUnless } from '../kit/skip.js'

const seed = Number(process.env['CORDON_SEED'] ?? Date.now() % 1_000_000)
const long = process.env['CORDON_TEST_FAULTS'] === 'long'
const wanted = long ? 100_000 : 5_000
const writers = 8
const readers = 4
const empty = { sources: [], incidents: [], reports: [], alerts: [], events: [], deliveries: [] }

/** What one reader saw of the feed. */
interface Seen {
  readonly faults: readonly string[]
  readonly changes: number
  readonly last: number
}

class GivenUp extends Error {}

/** Some changes that count on the head of the feed. */
function writeOn(base: number, count: number): Write {
  const changes = Array.from({ length: count }, (_, index) => ({
    ...{ seq: base + index + 1, kind: 'zone' as const, id: randomUUID(), revision: 1, audience: 'all' },
    body: { n: index },
  }))
  return { now: new Date().toISOString(), base, head: base + count, watch: null, ...empty, changes }
}

/** Appends some changes as ingest does: mostly ahead, unheld; else in its turn. Gives how many were written. */
async function append(database: Database, random: Chance): Promise<number> {
  const count = 1 + random.below(60)
  if (random.next() < 0.5) {
    const rows = await database.append.query(storeBatch(writeOn(await head(database), count)))
    if (rows.length > 0) return count
  }
  return inTurn(database, count, random)
}

/** Holds the head of the feed for a while, and now and then gives up. */
async function inTurn(database: Database, count: number, random: Chance): Promise<number> {
  const work = database.transaction('plain', async (run) => {
    if (random.next() < 0.3) await run.query(sleep(random.next() * 5))
    const [taken] = await run.query<{ readonly seq: number }>(takeHead())
    const write = storeBatch(writeOn(taken?.seq ?? NaN, count))
    if (random.next() < 0.5) {
      await run.last(write)
      return
    }
    await run.query(write)
    if (random.next() < 0.3) await run.query(sleep(random.next() * 5))
    if (random.next() < 0.1) throw new GivenUp()
  })
  return work.then(
    () => count,
    (error: unknown) => {
      if (error instanceof GivenUp) return 0
      throw error
    },
  )
}

function sleep(ms: number) {
  return { name: null, text: 'select pg_sleep($1)', values: [ms / 1000] }
}

/** Polls the feed as the tail does, until everything that was written is seen. */
async function read(database: Database, from: number, isDone: (last: number) => boolean): Promise<Seen> {
  const faults: string[] = []
  let last = from
  while (!isDone(last)) {
    const rows = await database.query<ChangeRow>(changesAfter(last, 500))
    for (const { seq } of rows) {
      if (seq !== last + 1) faults.push(`${seq} after ${last}`)
      last = seq
    }
  }
  return { faults, changes: last - from, last }
}

async function storm(databases: readonly Database[], random: Chance): Promise<void> {
  const at = (n: number) => databases[n % databases.length] ?? expect.unreachable()
  const from = await head(at(0))
  const progress = { written: 0, writing: writers }
  const write = async (n: number) => {
    while (progress.written < wanted) {
      const count = await append(at(n), random)
      progress.written += count
    }
    progress.writing -= 1
  }
  const isDone = (last: number) => progress.writing === 0 && last - from >= progress.written
  const reading = Array.from({ length: readers }, (_, n) => read(at(n), from, isDone))
  await Promise.all(Array.from({ length: writers }, (_, n) => write(n)))
  for (const seen of await Promise.all(reading)) {
    expect(seen).toEqual({ faults: [], changes: progress.written, last: from + progress.written })
  }
  expect(await head(at(0))).toBe(from + progress.written)
}

async function head(database: Database): Promise<number> {
  const [ends] = await database.query<{ readonly head: number }>(feedEnds())
  return ends?.head ?? NaN
}

describe(`the change feed under ${writers} writers and ${readers} readers, ${wanted} changes (seed ${seed})`, () => {
  const random = chance(seed)
  let server: Awaited<ReturnType<typeof startPostgres>> = null
  let folder = ''
  beforeAll(async () => {
    server = await startPostgres()
    folder = await mkdtemp(join(tmpdir(), 'cordon-feed-'))
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('has no gap and no double on PostgreSQL, over three nodes', { timeout: 1_200_000 }, async (context) => {
    skipUnless(context, server !== null, postgresMissing)
    const url = server?.url
    const nodes = [
      await openDatabase({ url, folder }),
      await openDatabase({ url, folder }),
      await openDatabase({ url, folder }),
    ]
    await storm(nodes, random)
    await Promise.all(nodes.map((node) => node.close()))
  })

  it('has no gap and no double on the embedded database', { timeout: 1_200_000 }, async () => {
    const database = await openDatabase({ folder, durable: false })
    await storm([database], random)
    await database.close()
  })
})
