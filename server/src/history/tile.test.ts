import { VectorTile } from '@mapbox/vector-tile'
import { cellsAcross, finestTileZoom, inTile, instantOf, severities, tileGrid, type Tile } from '@cordon/alerts'
import { tileBytes, tileRows, type TileRow } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../access/principal.js'
import { Searches } from '../incident/search.js'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PlaceService } from '../place/place.service.js'
import { Sight } from '../sight/sight.js'
import { tileRoutes } from '../wire/index.js'
import { TileService } from './tile.service.js'
import { vectorTile } from './vector-tile.js'

/** What lies where, made once and the same on every run: crowds, the antimeridian, the poles, and anywhere. */
const places = fc.sample(
  fc.record({
    at: fc.oneof(
      fc.tuple(spread(38, 42), spread(33, 37)),
      fc.tuple(fc.constantFrom(40.4372, 40.438), fc.constantFrom(35.1529, 35.153)),
      fc.tuple(fc.constantFrom(-180, 180, 179.9999, -179.9999), spread(-60, 60)),
      fc.tuple(spread(-180, 180), fc.constantFrom(-90, 90, 86, -85.06, 89.9)),
    ),
    severity: fc.constantFrom(...severities),
    metres: fc.integer({ min: 0, max: 40_000 }),
    day: fc.integer({ min: 1, max: 300 }),
  }),
  { numRuns: 240, seed: 6 },
)
type Placed = (typeof places)[number]

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let tiles: TileService
let coarse: TileService
let searches: Searches
const viewer = { ...officer, role: 'viewer' as const, permissions: ['read' as const] }
const dayMs = 86_400_000
const begun = Date.parse('2026-01-01T00:00:00.000Z')

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  const gazetteer = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
  const searchesOf = (coarseKm: number | null) =>
    new Searches(own.database, at.clock, new Sight({ coarseKm }), gazetteer)
  searches = searchesOf(null)
  tiles = new TileService(own.database, searches)
  coarse = new TileService(own.database, searchesOf(10))
  const told = places.map(({ at: [lon, lat], severity, metres, day }, n) =>
    ambush(lon, lat, {
      ...{ title: `Raid ${n}`, severity, uncertaintyMetres: metres, occurredFrom: instantOf(begun + day * dayMs) },
      ...{ source: 'RIC', externalId: String(n) },
    }),
  )
  await at.report(...told)
})
afterAll(() => own.close())

const asked = (question: object) => tileRoutes.tile.query.parse(question)

interface Asking {
  readonly by?: TileService
  readonly who?: Principal
}

async function bytesOf(
  tile: Tile,
  question: object = {},
  { by = tiles, who = officer }: Asking = {},
): Promise<Uint8Array> {
  const it = await by.tile(tile, asked(question), who)
  if (!it.ok) throw new Error(JSON.stringify(it.failure))
  return it.value
}

/** What a map reads in a tile, by its own decoder. */
function read(bytes: Uint8Array) {
  const layer = new VectorTile(new PbfReader(bytes)).layers['incidents']
  return Array.from({ length: layer?.length ?? 0 }, (_, n): Readonly<Record<string, unknown>> => {
    const feature = layer?.feature(n)
    const [point] = feature?.loadGeometry()[0] ?? []
    return { x: point?.x ?? NaN, y: point?.y ?? NaN, ...feature?.properties }
  })
}

/** The cell of a tile in which a place lies, counted here by hand; null where it lies elsewhere. */
function cellOf({ at: [lon, lat] }: Placed, tile: Tile): string | null {
  const { columns, rows } = tileGrid(tile, cellsAcross(tile.z, false))
  const within = (edges: readonly number[], it: number) => edges.findLastIndex((edge) => it >= edge)
  const [col, row] = [within(columns, lon === 180 ? -180 : lon), within(rows, lat)]
  const isIn = col >= 0 && row >= 0 && col < columns.length - 1 && row < rows.length - 1
  return isIn ? `${col} ${row}` : null
}

function byCell(tile: Tile): ReadonlyMap<string, readonly Placed[]> {
  const cells = new Map<string, Placed[]>()
  for (const place of places) {
    const cell = cellOf(place, tile)
    if (cell !== null) cells.set(cell, [...(cells.get(cell) ?? []), place])
  }
  return cells
}

/** A tile that holds one of the places, or its neighbour to the east. */
const anyTile = fc
  .record({
    z: fc.integer({ min: 0, max: finestTileZoom }),
    place: fc.constantFrom(...places),
    aside: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ z, place, aside }): Tile => {
    const { x, y } = tileAt(place.at, z)
    return { z, x: (x + aside) % 2 ** z, y }
  })

function tileAt([lon, lat]: Placed['at'], z: number): Tile {
  const held = (Math.min(85.05, Math.max(-85.05, lat)) * Math.PI) / 180
  const x = Math.floor((((lon === 180 ? -180 : lon) + 180) / 360) * 2 ** z)
  return { z, x, y: Math.floor((0.5 - Math.asinh(Math.tan(held)) / (2 * Math.PI)) * 2 ** z) }
}

describe('the tiles of a search', () => {
  it('hold in each cell how many lie there, how bad and how well placed, at the antimeridian and the poles as well', async () => {
    await fc.assert(
      fc.asyncProperty(anyTile, async (tile) => {
        const found = read(await bytesOf(tile))
        const cells = byCell(tile)
        const worst = ({ severity }: Placed) => 4 - severities.indexOf(severity)
        const counted = [...cells.values()].map((them) => [
          them.length,
          Math.max(...them.map(worst)),
          Math.max(...them.map(({ metres }) => metres)),
        ])
        const said = found.map((it) => [it['count'], it['worst'], it['metres']])
        expect(said.toSorted()).toEqual(counted.toSorted())
      }),
      { numRuns: 60 },
    )
  })

  it('draw what lies alone where it lies, with its name, type and times', async () => {
    const tile = { z: 9, x: 313, y: 202 }
    const alone = [...byCell(tile).values()].flatMap((them) => (them.length === 1 ? them : []))
    const found = read(await bytesOf(tile)).filter(({ count }) => count === 1)
    expect(found.map(({ x, y }) => [x, y]).toSorted()).toEqual(alone.map((it) => [...inTile(it.at, tile)]).toSorted())
    expect(found[0]).toMatchObject({ type: 'ambush', kind: 'event', known: Math.floor(at.clock.ms() / 60_000) })
    const days = found.map((it) => (Number(it['at']) * 60_000 - begun) / dayMs)
    expect(days.toSorted()).toEqual(alone.map(({ day }) => day).toSorted())
    expect(found.every(({ id }) => typeof id === 'string' && id.length === 36)).toBe(true)
  })

  it('of a zoom hold each incident once', async () => {
    const all = await Promise.all([0, 1, 2, 3].flatMap((x) => [0, 1, 2, 3].map((y) => bytesOf({ z: 2, x, y }))))
    const count = all.flatMap(read).reduce((sum, it) => sum + Number(it['count']), 0)
    expect(count).toBe(places.length)
  })

  it('tell each slice of a time for itself', async () => {
    const span = { from: instantOf(begun + 100 * dayMs), to: instantOf(begun + 200 * dayMs) }
    const found = read(await bytesOf({ z: 0, x: 0, y: 0 }, { ...span, slices: '10' }))
    for (const slice of [0, 3, 9]) {
      const days = [100 + slice * 10, 110 + slice * 10] as const
      const then = places.filter(({ day }) => day >= days[0] && day < days[1])
      const counted = found.filter((it) => it['slice'] === slice).reduce((sum, it) => sum + Number(it['count']), 0)
      expect([slice, counted]).toEqual([slice, then.length])
    }
    expect(await tiles.tile({ z: 0, x: 0, y: 0 }, asked({ slices: '10' }), officer)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', errors: [{ path: 'slices' }] },
    })
  })

  it('hold no more than the search: its box, its words and what was known then', async () => {
    const whole = { z: 0, x: 0, y: 0 }
    const count = async (question: object) =>
      read(await bytesOf(whole, question)).reduce((sum, it) => sum + Number(it['count']), 0)
    const inBox = places.filter(({ at: [lon, lat] }) => lon >= 38 && lon <= 40 && lat >= 33 && lat <= 37)
    expect(await count({ bbox: '38,33,40,37' })).toBe(inBox.length)
    expect(await count({ q: 'Raid 7' })).toBe(1)
    const before = at.clock.now()
    at.clock.pass(10)
    const moved = { title: 'Raid 7', severity: 'extreme', source: 'RIC', externalId: '7' }
    await at.report(ambush(10.5, 10.5, { ...moved, occurredFrom: instantOf(begun) }))
    const there = { z: 6, x: 33, y: 30 }
    // What it says has changed; since when it is known has not.
    const known = Math.floor(Date.parse(before) / 60_000)
    expect(read(await bytesOf(there))).toMatchObject([{ count: 1, worst: 4, known }])
    expect(read(await bytesOf(there, { asOf: before }))).toEqual([])
    expect(await count({ asOf: before })).toBe(places.length)
    expect(await count({ asOf: '2020-01-01T00:00:00Z' })).toBe(0)
  })

  it('show to those who see places coarsely the middle of a cell, with its radius, and to nobody else', async () => {
    const tile = tileAt([40.4372, 35.1529], 14)
    expect(read(await bytesOf(tile, {}, { by: coarse })).length).toBeGreaterThan(0)
    const told = read(await bytesOf({ z: 5, x: 19, y: 12 }, {}, { by: coarse, who: viewer }))
    expect(told.length).toBeGreaterThan(0)
    expect(told.every(({ metres }) => Number(metres) >= 11_250)).toBe(true)
    // Many lie at one door: all that is seen of them at any zoom is one point, which is not there.
    expect(read(await bytesOf(tile, {}, { by: coarse, who: viewer }))).toEqual([])
  })

  it('are the same whoever writes them', async (context) => {
    skipUnless(context, own.database.kind === 'server', 'The embedded PostGIS has no ST_AsMVT: CORDON_TEST_DB=postgres')
    await fc.assert(
      fc.asyncProperty(anyTile, fc.boolean(), async (tile, isSliced) => {
        const search = await searches.of(asked({}), officer)
        if (!search.ok) throw new Error('Refused')
        const slices = isSliced ? { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', count: 12 } : null
        const tiling = { tile, grid: tileGrid(tile, cellsAcross(tile.z, isSliced)), slices }
        const rows = await own.database.query<TileRow>(tileRows(search.value, tiling))
        const [theirs] = await own.database.query<{ tile: Uint8Array }>(tileBytes(search.value, tiling))
        expect(read(vectorTile(rows))).toEqual(read(theirs?.tile ?? new Uint8Array()))
        expect(rows.length === 0).toBe(theirs?.tile.length === 0)
      }),
      { numRuns: 40 },
    )
  })
})
