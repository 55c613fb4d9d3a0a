import { createHash, randomUUID } from 'node:crypto'
import type { Database, ImportRow } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Principal } from '../access/principal.js'
import { IngestService } from '../ingest/ingest.service.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { PlaceService } from '../place/place.service.js'
import { PointCheck } from '../place/point-check.js'
import { Clock } from '../platform/clock.js'
import { Refusal } from '../platform/result.js'
import type { ImportRows } from '../wire/index.js'
import { ImportService } from './import.service.js'

const who: Principal = { kind: 'token', id: randomUUID(), name: 'loader', scopes: ['ingest'], permissions: ['import'] }
const sha = (text: string) => createHash('sha256').update(text).digest('hex')

const points = new PointCheck(new PlaceService({ gazetteer: ['SY'] }, { query: async () => [] }, new Clock()))

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

/** A server of its own: what one process knows is gone with it. */
function server(database: Database = own.database) {
  return new ImportService(database, new IngestService(database, new Clock(), new ChangeSignal()), new Clock(), points)
}

/** Dies when everything is written and nothing committed. */
function dying(isDead: () => boolean = () => true): Database {
  return {
    ...own.database,
    transaction: (begin, work) =>
      own.database.transaction(begin, async (run) => {
        const result = await work(run)
        if (isDead()) throw new Refusal({ code: 'unavailable' })
        return result
      }),
  }
}

/** Dies so once. */
function dyingOnce(): Database {
  let deaths = 0
  return dying(() => (deaths += 1) === 1)
}

function feature(source: string, n: number, more: object = {}) {
  const said = { type: 'ambush', title: `Ambush ${n}`, occurredFrom: '2021-11-08', source, externalId: `x${n}` }
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [40.43, 35.15] }, properties: { ...said, ...more } }
}

const last = 60

/** Every seventh row cannot be read, every fifth is refused by the server. */
function chunkOf(source: string, from: number, to: number): Required<ImportRows> {
  const all = Array.from({ length: to - from }, (_, at) => from + at)
  const unread = all.filter((row) => row % 7 === 0)
  return {
    nextRow: to,
    rows: all
      .filter((row) => row % 7 !== 0)
      .map((row) => ({ row, line: row + 1, feature: feature(source, row, row % 5 === 0 ? { type: 'picnic' } : {}) })),
    refused: unread.map((row) => ({ row, line: row + 1, errors: [{ path: 'title', message: 'broken' }] })),
    finished: to === last + 1,
  }
}

async function countOf(source: string) {
  const [row] = await own.database.query({
    name: null,
    text: `
      select count(*)::int as incidents, coalesce(sum(revision), 0)::int as revisions,
        coalesce(bool_and(history), true) as history, (select count(*)::int from alert) as alerts
      from incident where source_id = $1`,
    values: [source],
  })
  return row
}

const mishaps = [
  ...['none', 'answer lost', 'killed before commit', 'begun again', 'next one came first'],
  ...['next one was behind it', 'next one was behind one that failed'],
] as const

interface Cut {
  readonly size: number
  readonly mishap: (typeof mishaps)[number]
}

/** Sends the chunk that comes next, whatever happens meanwhile; answers how far the import then is. */
async function send(source: string, state: ImportRow, { size, mishap }: Cut): Promise<ImportRow> {
  const end = Math.min(state.nextRow + size, last + 1)
  const chunk = chunkOf(source, state.nextRow, end)
  const imports = server(mishap === 'next one was behind one that failed' ? dyingOnce() : own.database)
  if (mishap === 'killed before commit') await expect(server(dying()).rows(state.id, chunk)).rejects.toThrow()
  const early = mishap === 'next one came first' ? imports.rows(state.id, chunkOf(source, end, last + 1)) : null
  const first = imports.rows(state.id, chunk)
  const rest = () => imports.rows(state.id, chunkOf(source, end, last + 1))
  // Small ones are stored with the one that fails, and sent again.
  const behind = mishap.startsWith('next one was behind') ? rest().catch(rest) : null
  if (mishap === 'next one was behind one that failed') await expect(first).rejects.toThrow()
  const answers = [await (mishap === 'next one was behind one that failed' ? imports.rows(state.id, chunk) : first)]
  if (behind !== null) answers.push(await behind)
  if (mishap === 'answer lost') answers.push(await imports.rows(state.id, chunk))
  if (early !== null) answers.push(await early)
  expect(answers.filter((it) => !it.ok)).toEqual([])
  // What is finished would begin anew.
  const whole = answers.find((it) => it.ok && it.value.finished)
  if (whole?.ok === true) return whole.value
  return (mishap === 'begun again' ? server() : imports).begin({ name: source, sha256: sha(source) }, who)
}

it('ends the same wherever it is cut, sent twice, sent early or killed', async () => {
  const good = Array.from({ length: last }, (_, at) => at + 1).filter((row) => row % 7 !== 0 && row % 5 !== 0).length
  const cut = fc.record({ size: fc.integer({ min: 1, max: 40 }), mishap: fc.constantFrom(...mishaps) })
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 12 }), async (cuts) => {
      const source = randomUUID()
      let state = await server().begin({ name: source, sha256: sha(source) }, who)
      for (let at = 0; !state.finished; at++) {
        state = await send(source, state, cuts[at % cuts.length] ?? { size: last, mishap: 'none' })
      }
      expect(state).toMatchObject({ nextRow: last + 1, stored: good, unchanged: 0, revised: 0, refused: last - good })
      expect(await countOf(source)).toEqual({ incidents: good, revisions: good, alerts: 0, history: true })
    }),
    { numRuns: 25 },
  )
})

async function importOf(name: string, features: readonly object[]) {
  const { id } = await server().begin({ name, sha256: sha(name) }, who)
  const rows = features.map((it, at) => ({ row: at + 1, line: at + 2, feature: it }))
  const done = await server().rows(id, { nextRow: rows.length + 1, rows, refused: [], finished: true })
  if (!done.ok) throw new Error(JSON.stringify(done.failure))
  return done.value
}

it('changes nothing where another file says the same, and makes a revision where it says otherwise', async () => {
  const source = randomUUID()
  await importOf(randomUUID(), [feature(source, 1), feature(source, 2)])
  const again = await importOf(randomUUID(), [
    feature(source, 1),
    feature(source, 2, { severity: 'minor' }),
    feature(source, 3),
  ])
  expect(again).toMatchObject({ stored: 1, unchanged: 1, revised: 1 })
})

it('knows rows without an id of their own by what they say', async () => {
  const source = randomUUID()
  const bare = (n: number) => feature(source, n, { externalId: null })
  await importOf(randomUUID(), [bare(1), bare(2)])
  expect(await importOf(randomUUID(), [bare(2), bare(3)])).toMatchObject({ stored: 1, unchanged: 1 })
})

it('lists what was refused, read or not, by row', async () => {
  const source = randomUUID()
  const { id } = await server().begin({ name: source, sha256: sha(source) }, who)
  await server().rows(id, chunkOf(source, 1, 8))
  const picnic: unknown = expect.stringContaining('"picnic"')
  expect(await server().refusals(id)).toEqual({
    ok: true,
    value: [
      { row: 5, line: 6, errors: [{ path: 'properties.type', message: picnic }] },
      { row: 7, line: 8, errors: [{ path: 'title', message: 'broken' }] },
    ],
  })
})

it('goes on past a row whose characters nothing can keep', async () => {
  const source = randomUUID()
  const { id } = await server().begin({ name: source, sha256: sha(source) }, who)
  const message = 'Expected text without control characters; got "a\u0000b\ud800"'
  const refused = [{ row: 1, line: 2, errors: [{ path: 'ti\u0000tle', message }] }]
  const rows = [
    { row: 2, line: 3, feature: feature(source, 2, { title: 'a\u0000b' }) },
    { row: 3, line: 4, feature: feature(source, 3) },
  ]
  const state = await server().rows(id, { nextRow: 4, rows, refused, finished: true })
  expect(state).toMatchObject({ ok: true, value: { stored: 1, refused: 2, finished: true } })
  const kept = { path: 'title', message: 'Expected text without control characters; got "ab\ufffd"' }
  expect(await server().refusals(id)).toMatchObject({ ok: true, value: [{ row: 1, errors: [kept] }, { row: 2 }] })
})

it('stores nothing of a chunk whose rows do not follow each other', async () => {
  const source = randomUUID()
  const { id } = await server().begin({ name: source, sha256: sha(source) }, who)
  const gap = { ...chunkOf(source, 1, 4), nextRow: 6 }
  expect(await server().rows(id, gap)).toMatchObject({ ok: false, failure: { code: 'invalid-input' } })
  expect(await countOf(source)).toMatchObject({ incidents: 0 })
})

/** Chunks of so many rows each, all sent at once to one server, in that order of arrival. */
async function atOnce(features: readonly object[], size: number, arrive: (chunks: number[]) => number[]) {
  const { id } = await server().begin({ name: 'at once', sha256: sha(randomUUID()) }, who)
  const count = Math.ceil(features.length / size)
  const imports = server()
  const answers = arrive(Array.from({ length: count }, (_, at) => at)).map((at) => {
    const rows = features
      .slice(at * size, (at + 1) * size)
      .map((it, n) => ({ row: at * size + n + 1, line: at * size + n + 2, feature: it }))
    return imports.rows(id, { nextRow: at * size + rows.length + 1, rows, refused: [], finished: at === count - 1 })
  })
  const told = await Promise.all(answers)
  expect(told.filter((it) => !it.ok)).toEqual([])
  const [last] = told.flatMap((it) => (it.ok && it.value.finished ? [it.value] : []))
  return last
}

it('takes chunks that come at once, in any order, each behind the one ahead of it', async () => {
  for (const arrive of [(it: number[]) => it, (it: number[]) => it.toReversed()]) {
    const source = randomUUID()
    const features = Array.from({ length: 60 }, (_, n) => feature(source, n))
    expect(await atOnce(features, 10, arrive)).toMatchObject({ nextRow: 61, stored: 60, unchanged: 0, revised: 0 })
    expect(await countOf(source)).toMatchObject({ incidents: 60, revisions: 60, alerts: 0 })
  }
})

it('tells a row that stands in the chunk ahead as well from a new one', async () => {
  const source = randomUUID()
  const features = Array.from({ length: 40 }, (_, n) => feature(source, n % 10, n < 30 ? {} : { severity: 'minor' }))
  expect(await atOnce(features, 10, (it) => it)).toMatchObject({ stored: 10, unchanged: 20, revised: 10 })
  expect(await countOf(source)).toMatchObject({ incidents: 10, revisions: 20 })
})

it(
  'goes on with a chunk that waits as soon as another node has stored the one before',
  { timeout: 12_000 },
  async () => {
    const source = randomUUID()
    const [one, other] = [server(), server()]
    const { id } = await one.begin({ name: source, sha256: sha(source) }, who)
    const second = other.rows(id, chunkOf(source, 20, last + 1))
    expect(await one.rows(id, chunkOf(source, 1, 20))).toMatchObject({ ok: true })
    expect(await second).toMatchObject({ ok: true, value: { finished: true } })
  },
)

it('stores nothing of a chunk behind one that did not come in, until that one is sent again', async () => {
  const source = randomUUID()
  const { id } = await server().begin({ name: source, sha256: sha(source) }, who)
  let isDead = true
  const imports = server({
    ...own.database,
    transaction: (begin, work) =>
      own.database.transaction(begin, async (run) => {
        const done = await work(run)
        if (isDead) throw new Refusal({ code: 'unavailable' })
        return done
      }),
  })
  const first = imports.rows(id, chunkOf(source, 1, 20)).catch(() => null)
  const second = imports.rows(id, chunkOf(source, 20, last + 1)).catch((error: unknown) => error)
  expect(await first).toBeNull()
  isDead = false
  expect(await countOf(source)).toMatchObject({ incidents: 0 })
  expect(await imports.rows(id, chunkOf(source, 1, 20))).toMatchObject({ ok: true, value: { nextRow: 20 } })
  const behind = await second
  const done = behind instanceof Refusal ? await imports.rows(id, chunkOf(source, 20, last + 1)) : behind
  expect(done).toMatchObject({ ok: true, value: { nextRow: last + 1, finished: true } })
  expect(await countOf(source)).toMatchObject({ incidents: 41, revisions: 41 })
})
