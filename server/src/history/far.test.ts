import { VectorTile } from '@mapbox/vector-tile'
import {
  cellsAcross,
  coverOf,
  sheetCoverOf,
  instantOf,
  severities,
  timePrecisions,
  tileBoxes,
  tileGrid,
  type Pentad,
  type Tile,
} from '@cordon/alerts'
import { countFarPentad, farPentads, farPentadsDue, tileRows, type Runner, type TileRow } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Searches } from '../incident/search.js'
import type { Entry } from '../ingest/entry.js'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PlaceService } from '../place/place.service.js'
import { Sight } from '../sight/sight.js'
import { tileRoutes, trendRoutes } from '../wire/index.js'
import { TileService } from './tile.service.js'
import { TrendService } from './trend.service.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let tiles: TileService
let trends: TrendService
let searches: Searches
const ids: string[] = []
/** Those that live on in another. */
const merged: string[] = []

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  const gazetteer = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
  searches = new Searches(own.database, at.clock, new Sight({ coarseKm: null }), gazetteer)
  tiles = new TileService(own.database, searches)
  trends = new TrendService(own.database, at.clock, searches)
  for (const it of fc.sample(saying, { numRuns: 40, seed: 6 })) await make({ is: 'new', ...it })
})
afterAll(() => own.close())

const asked = (question: object) => tileRoutes.tile.query.parse(question)
const begun = Date.parse('2026-05-01T00:00:00.000Z')

/** Some in each cell of one tile of zoom 10, and in cells beside each other. */
const close = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 20 }))
const place = fc.oneof(
  close.map(([east, north]) => [39.735 + east / 100, 34.63 + north / 100] as const),
  fc.tuple(spread(36, 44), spread(33, 38)),
  fc.tuple(fc.constantFrom(-180, 180, 0), fc.constantFrom(-90, 90, 0, 86)),
)
const saying = fc.record({
  place,
  severity: fc.constantFrom(...severities),
  type: fc.constantFrom('ambush', 'ied', 'arrest', 'feed-silent'),
  hours: fc.integer({ min: 0, max: 4 * 30 * 24 }),
  exercise: fc.integer({ min: 0, max: 4 }).map((it) => it === 0),
})
const which = fc.nat({ max: 10_000 })
const edit = fc.oneof(
  saying.map((it) => ({ is: 'new', ...it }) as const),
  fc.record({ is: fc.constant('moved' as const), which, place }),
  fc.record({ is: fc.constant('retold' as const), which, said: saying }),
  fc.record({ is: fc.constant('refuted' as const), which }),
  fc.record({ is: fc.constant('merged' as const), which, other: which }),
  fc.record({ is: fc.constant('unmerged' as const), which }),
)
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never

const point = ([lon, lat]: readonly [number, number]): { type: 'Point'; coordinates: [number, number] } => ({
  type: 'Point',
  coordinates: [lon, lat],
})
const instant = (hours: number) => instantOf(begun + hours * 3_600_000)
const correct = (id: string, patch: (Entry & { what: 'correct' })['patch']): Entry => {
  return { what: 'correct', id, patch, ifMatch: null }
}

/** What an edit asks of the incidents; null where there is nothing to ask it of. */
function entryOf(it: Edit): Entry | null {
  if (it.is === 'new') {
    const [lon, lat] = it.place
    return {
      what: 'new',
      input: ambush(lon, lat, {
        ...{ severity: it.severity, type: it.type, occurredFrom: instant(it.hours), exercise: it.exercise },
      }),
    }
  }
  if (it.is === 'unmerged') {
    const id = merged.pop()
    return id === undefined ? null : { what: 'unmerge', id, reason: 'They are not one' }
  }
  const id = ids[it.which % ids.length]
  if (id === undefined) return null
  switch (it.is) {
    case 'moved':
      return correct(id, { geometry: point(it.place), reason: 'It was elsewhere' })
    case 'retold': {
      const { severity, type, hours } = it.said
      const occurredFrom = instant(hours)
      return correct(id, { properties: { severity, type, occurredFrom }, reason: 'It was otherwise' })
    }
    case 'refuted':
      return correct(id, { override: { status: 'refuted' }, reason: 'It did not happen' })
    case 'merged': {
      const into = ids[it.other % ids.length] ?? id
      return into === id ? null : { what: 'merge', id, into, reason: 'One and the same' }
    }
  }
}

/** Before which the months are over, and at which one is under way, or none any more. */
const nows = ['2026-05-15T00:00:00.000Z', '2026-07-15T00:00:00.000Z', '2026-10-15T00:00:00.000Z'] as const
const count = (pentad: Pentad, now: string = nows[2]) =>
  own.database.transaction('plain', (run) => countFarPentad(run, pentad, { now, dense: 3 }))
const allPentads = () => own.database.query<Pentad>(farPentads({ from: null, to: null }))

async function make(it: Edit): Promise<void> {
  const entry = entryOf(it)
  if (entry === null) return
  at.clock.pass(1)
  const [outcome] = await at.ingest.submit({ entries: [entry], by: 'test', history: it.is === 'new' })
  // What is merged already is refused: that is another's test.
  if (outcome?.ok !== true) return
  if (entry.what === 'new') ids.push(outcome.incident.id)
  if (entry.what === 'merge') merged.push(entry.id)
}

const far: readonly Tile[] = [
  ...[
    { z: 0, x: 0, y: 0 },
    { z: 1, x: 0, y: 0 },
    { z: 1, x: 1, y: 0 },
  ],
  ...[
    { z: 4, x: 9, y: 6 },
    { z: 5, x: 19, y: 12 },
    { z: 6, x: 38, y: 25 },
    { z: 6, x: 39, y: 24 },
  ],
]
/** Where most lies and little does, between region and place. */
const middle: readonly Tile[] = [
  { z: 8, x: 156, y: 101 },
  { z: 8, x: 0, y: 127 },
  { z: 9, x: 312, y: 203 },
  { z: 9, x: 310, y: 199 },
  { z: 10, x: 625, y: 406 },
  { z: 10, x: 626, y: 402 },
  { z: 10, x: 0, y: 511 },
]
/** All of it, a time that begins and ends within pentads, and one that is whole months, which may all be counted ahead. */
const times = [
  {},
  { from: '2026-05-20T10:00:00Z', to: '2026-08-02T00:00:00Z' },
  { from: '2026-06-01T00:00:00Z', to: '2026-08-01T00:00:00Z' },
  { exercise: 'without' },
  { exercise: 'without', from: '2026-06-01T00:00:00Z', to: '2026-08-01T00:00:00Z' },
]

/** What a tile tells of every row, with nothing counted ahead, or with what is counted in sheets. */
async function rowsOf(tile: Tile, question: object, inSheets = false): Promise<readonly object[]> {
  const search = await searches.of(asked(question), officer)
  if (!search.ok) throw new Error('Refused')
  const cover = inSheets ? sheetCoverOf(search.value, await allPentads(), 3) : undefined
  const tiling = { tile, grid: tileGrid(tile, cellsAcross(tile.z, false)), slices: null, cover }
  const rows = await own.database.query<TileRow>(tileRows({ ...search.value, boxes: tileBoxes(tile) }, tiling))
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, it]) => it !== null)))
}

/** What a map reads in the same tile as it is answered. */
async function drawn(tile: Tile, question: object): Promise<readonly object[]> {
  const answer = await tiles.tile(tile, asked(question), officer)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  const layer = new VectorTile(new PbfReader(answer.value)).layers['incidents']
  return Array.from({ length: layer?.length ?? 0 }, (_, n) => {
    const feature = layer?.feature(n)
    const [point] = feature?.loadGeometry()[0] ?? []
    return { x: point?.x, y: point?.y, ...feature?.properties }
  })
}

/** Trends of all that there is, and of the same asked for by more than time, which is counted as it is asked. */
async function trended(): Promise<readonly [ahead: unknown, whole: unknown]> {
  const every = { precision: timePrecisions.join(',') }
  const told = async (more: object) => [
    await trends.of(trendRoutes.trend.query.parse(more), officer),
    await trends.groups(trendRoutes.groups.query.parse({ by: 'type', ...more }), officer),
    await trends.groups(trendRoutes.groups.query.parse({ by: 'actor', ...more }), officer),
  ]
  const real = { exercise: 'without' }
  return [
    [await told({}), await told(real)],
    [await told(every), await told({ ...every, ...real })],
  ]
}

describe('what is counted ahead', () => {
  it('gives the tiles and trends that a full count gives, whatever was told, moved, refuted, merged or parted since', async () => {
    const taken = { months: 0, pentads: 0, inSheets: 0 }
    const shares = fc.constantFrom(0, 0.5, 1)
    await fc.assert(
      fc.asyncProperty(
        shares,
        fc.constantFrom(...nows),
        fc.array(edit, { maxLength: 4 }),
        async (share, now, edits) => {
          const pentads = await allPentads()
          for (const it of pentads.slice(0, pentads.length * share)) await count(it, now)
          for (const it of edits) await make(it)
          const cover = coverOf({ from: null, to: null }, await allPentads())
          taken.months += cover.months.length
          taken.pentads += cover.pentads.length
          taken.inSheets += sheetCoverOf({ from: null, to: null }, await allPentads(), 3).pentads.length
          const [ahead, whole] = await trended()
          expect(ahead).toEqual(whole)
          for (const question of times) {
            for (const tile of far) {
              expect(await drawn(tile, question)).toEqual(await rowsOf(tile, question))
            }
            for (const tile of middle) {
              expect(await rowsOf(tile, question, true)).toEqual(await rowsOf(tile, question))
            }
          }
        },
      ),
      { numRuns: 10, seed: 26 },
    )
    expect(Math.min(taken.months, taken.pentads, taken.inSheets)).toBeGreaterThan(3)
  }, 120_000)

  it('is added up where all that is asked for is counted', async () => {
    for (const it of await allPentads()) await count(it)
    for (const question of times) {
      for (const tile of far) expect(await drawn(tile, question)).toEqual(await rowsOf(tile, question))
    }
  })

  it('is read row by row where a month took over the sheets of its days, and is not counted itself any more', async () => {
    for (const it of await allPentads()) await count(it, nows[0])
    const last = (await allPentads()).findLast(({ from }) => from.startsWith('2026-05'))
    if (last === undefined) expect.unreachable()
    await count(last, nows[2])
    await make({ is: 'new', place: [39.74, 34.64], severity: 'minor', type: 'ied', hours: 1, exercise: false })
    for (const tile of middle) expect(await rowsOf(tile, {}, true)).toEqual(await rowsOf(tile, {}))
  })

  it('is not taken for days of which an incident is being changed while it is counted', async (context) => {
    if (own.database.kind === 'embedded') return context.skip()
    const [first] = await allPentads()
    if (first === undefined) expect.unreachable()
    const counting: Promise<void>[] = []
    await own.database.transaction('plain', async (run) => {
      const text = `update incident set uncertainty_metres = uncertainty_metres + 1 where occurred_from < '2026-06-01'`
      await run.query({ name: null, text, values: [] })
      counting.push(count(first))
      await waits(run)
    })
    await Promise.all(counting)
    const tile = { z: 0, x: 0, y: 0 }
    expect(await drawn(tile, {})).toEqual(await rowsOf(tile, {}))
  })

  it('is counted of days that are over and have rested, the latest first', async () => {
    const due = async (restSeconds: number) => {
      const rows = await own.database.query<Pentad>(farPentadsDue(restSeconds, 100))
      return rows.map(({ from }) => from)
    }
    await make({
      is: 'new',
      place: [40, 35],
      severity: 'minor',
      type: 'ied',
      hours: 1,
      exercise: false,
    })
    expect(await due(3_600)).toEqual([])
    const rested = await due(0)
    expect(rested).toContain('2026-05-01T00:00:00.000Z')
    expect(rested.toSorted().toReversed()).toEqual(rested)
  })

  it('adds up a month of which two count a part at once', async (context) => {
    if (own.database.kind === 'embedded') return context.skip()
    for (const it of await allPentads()) await count(it)
    const [one, other] = await allPentads()
    if (one === undefined || other === undefined) expect.unreachable()
    const text = 'update far_pentad set counted = false where begun = any($1::timestamptz[])'
    await own.database.query({ name: null, text, values: [[one.from, other.from]] })
    const counting: Promise<void>[] = []
    await own.database.transaction('plain', async (run) => {
      await countFarPentad(run, one, { now: nows[2] })
      counting.push(count(other))
      await waits(run)
    })
    await Promise.all(counting)
    const tile = { z: 0, x: 0, y: 0 }
    expect(await drawn(tile, {})).toEqual(await rowsOf(tile, {}))
  })
})

/** Until somebody else waits for what a transaction holds. */
async function waits(run: Runner): Promise<void> {
  await vi.waitFor(async () => {
    const waiting = 'select from pg_locks where not granted'
    const rows = await run.query({ name: null, text: waiting, values: [] })
    if (rows.length === 0) throw new Error('It does not wait.')
  })
}
