import { distanceMetres, type Incident } from '@cordon/alerts'
import { facetsOf, incidentsPage, type FacetsRow, type SearchWay } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PlaceService } from '../place/place.service.js'
import type { Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import type { Entry } from '../ingest/entry.js'
import { incidentFilter } from '../wire/index.js'
import { FacetService } from './facet.service.js'
import { IncidentService } from './incident.service.js'
import { Searches } from './search.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let searches: Searches
let incidents: IncidentService
let zone: string

const seed = Number(process.env['SEED'] ?? 20211109)
const wrapped = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180
/** On both sides of the date line, each known less well than the one before it. */
const reefs = Array.from({ length: 120 }, (_, n) => ({
  ...{ title: `Reef ${n}`, east: 178 + (n % 12) / 3, north: -10 + Math.floor(n / 12), metres: 10 ** (n % 7) },
}))

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  const places = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
  searches = new Searches(own.database, at.clock, new Sight({ coarseKm: null }), places)
  const points = {
    covered: async <T>(them: readonly T[]) => them,
    doubted: async <T>(them: readonly T[]) => them,
    doubtOf: async () => () => null,
    reachOf: async () => () => 0,
  }
  incidents = new IncidentService(own.database, at.ingest, at.clock, searches, points)
  const named = (title: string, more: object = {}) => ambush(40.1, 35.3, { title, uncertaintyMetres: 100, ...more })
  await at.report(
    named('Raid in Deir ez-Zor', { source: 'RIC', actors: ['SDF'], severity: 'minor', type: 'arrest' }),
    named('مداهمة في دير الزور', { source: 'SOHR', actors: ['Islamic State', 'SDF'] }),
    named('Raid in Hajin', { source: 'RIC', occurredFrom: '2026-10-09T05:00:00.000Z' }),
    ...reefs.map(({ title, east, north, metres }) =>
      ambush(wrapped(east), north, { title, uncertaintyMetres: metres }),
    ),
  )
  const drawn = await at.zone({ type: 'Point', coordinates: [179.9, -5] }, { radiusMetres: 90_000 })
  zone = drawn.id
})
afterAll(() => own.close())

async function sure<T>(result: Promise<Result<T>>): Promise<T> {
  const it = await result
  if (!it.ok) throw new Error(JSON.stringify(it.failure))
  return it.value
}
const filterOf = (question: object) => incidentFilter.parse({ limit: 1000, ...question })
async function found(question: object): Promise<readonly Incident[]> {
  return (await sure(incidents.list(filterOf(question), officer))).items
}
const titles = async (question: object) => (await found(question)).map(({ title }) => title).toSorted()

const raids = ['Raid in Deir ez-Zor', 'مداهمة في دير الزور']
describe('a search by words', () => {
  it.each(['Deir Ezzor', 'deir al-zour', 'دير الزور', 'Dayr az Zawr'])(
    'finds a place spelled %s in any spelling',
    async (q) => {
      expect(await titles({ q })).toEqual(raids)
    },
  )

  it('wants every word, and leaves together what is in quotes', async () => {
    expect(await titles({ q: 'raid hajeen' })).toEqual(['Raid in Hajin'])
    expect(await titles({ q: '"in Deir"' })).toEqual(['Raid in Deir ez-Zor'])
  })

  it.each(['.*', '(a+)+$', '[', '\\', '%', '&|!():*<->'])('takes no pattern for a word: %s', async (q) => {
    expect(await titles({ q })).toEqual([])
  })
})

it('narrows by source and by who takes part', async () => {
  const ofRic = ['Raid in Deir ez-Zor', 'Raid in Hajin']
  expect(await titles({ source: 'ric' })).toEqual(ofRic)
  // As a feature says it.
  expect(await titles({ source: 'RIC' })).toEqual(ofRic)
  expect(await titles({ actor: 'SDF' })).toEqual(raids)
  expect(await titles({ actor: ['Islamic State', 'Nobody'] })).toEqual(['مداهمة في دير الزور'])
})

it('says that a walk was cut short only where more is stored than it looked at', async () => {
  const search = await sure(searches.of(incidentFilter.parse({}), officer))
  const cut = async (most: number) => {
    const rows = await own.database.query<FacetsRow>(facetsOf(search, { way: 'walked', most, bins: 4 }))
    return rows.map(({ counted, isCut }) => [counted, isCut])
  }
  expect(await cut(122)).toEqual([[122, true]])
  expect(await cut(123)).toEqual([[123, false]])
})

it('counts what the same search lists', async () => {
  const facets = new FacetService(searches)
  const { limit, cursor, ...filter } = filterOf({ q: 'deir ezzor' })
  const counts = await sure(facets.of(filter, officer))
  expect([limit, cursor]).toEqual([1000, undefined])
  expect(counts).toMatchObject({ counted: 2, isAll: true, among: null })
  const by = (facet: string) =>
    counts.facets.filter((it) => it.facet === facet).map(({ value, count }) => [value, count])
  expect(by('severity')).toEqual([
    ['minor', 1],
    ['severe', 1],
  ])
  expect(by('source')).toEqual([
    ['ric', 1],
    ['sohr', 1],
  ])
  expect(counts.facets.find(({ value }) => value === 'sohr')?.label).toBe('SOHR')
  expect(counts.bins.reduce((sum, { count }) => sum + count, 0)).toBe(2)
})

describe('what is gathered and what is walked for', () => {
  const drawn = '178,-6;-179,-6;-179,-3;178,-3'
  const asOf = { asOf: '2026-11-09T06:04:00.000Z' }
  it.each<object>([
    { q: 'reef' },
    { actor: ['SDF'] },
    { area: drawn },
    { bbox: '178,-6,-179,-3' },
    { q: 'reef', area: drawn, severity: ['severe'] },
    { ...asOf, q: 'reef' },
    { ...asOf, area: drawn, to: '2026-12-31T00:00:00.000Z' },
  ])('is the same, in the same order, for %j', async (question) => {
    const search = await sure(searches.of(filterOf(question), officer))
    const idsOf = async (way: SearchWay) => {
      const page = incidentsPage({ ...search, limit: 1000 }, way)
      return (await own.database.query<{ body: Incident }>(page)).map(({ body }) => body.id)
    }
    const gathered = await idsOf('gathered')
    expect(await idsOf('walked')).toEqual(gathered)
    expect(new Set(gathered).size).toBe(gathered.length)
    const counted = async (way: SearchWay, most: number) =>
      (await own.database.query<FacetsRow>(facetsOf(search, { way, most, bins: 60 })))[0]?.counted
    expect(await counted('gathered', 1000)).toBe(gathered.length)
    expect(await counted('walked', 1000)).toBe(gathered.length)
    expect(await counted('walked', 1)).toBeLessThanOrEqual(4)
  })

  it('is told apart by what gathering costs', async () => {
    expect(await searches.wayOf(await sure(searches.of(filterOf({ q: 'hajin' }), officer)))).toBe('gathered')
  })
})

it('counts in slices of time whatever lies between the first and the last', async () => {
  const facets = new FacetService(searches)
  const counts = await sure(facets.of({ bbox: [40, 35, 41, 36] }, officer))
  expect(counts.bins.map(({ bin, count }) => [bin, count])).toEqual([
    [0, 1],
    [59, 1],
    [59, 1],
  ])
  expect([counts.earliest, counts.latest]).toEqual(['2026-10-09T05:00:00.000Z', '2026-11-09T05:00:00.000Z'])
})

it('knows when the first of what it finds was recorded, whatever was corrected since', async () => {
  const facets = new FacetService(searches)
  const known = async () => (await sure(facets.of(filterOf({ bbox: '40,35,41,36' }), officer))).firstKnown
  const first = await known()
  at.clock.pass(60)
  const patch = { properties: { summary: 'Told again' }, reason: 'More is known' }
  const entries = (await found({ bbox: '40,35,41,36' })).map(({ id }): Entry => ({
    what: 'correct',
    ifMatch: null,
    id,
    patch,
  }))
  await at.ingest.submit({ entries, by: 'test', history: false })
  expect(await known()).toBe(first)
})

describe('a search by place', () => {
  it('finds by a drawn rectangle, across the date line too, all that may lie in it and nothing else', async () => {
    const edge = fc.record({
      west: fc.integer({ min: 174, max: 181 }),
      wide: fc.integer({ min: 1, max: 9 }),
      south: fc.integer({ min: -12, max: 0 }),
    })
    const seen = { within: 0, perhaps: 0, without: 0 }
    await fc.assert(
      fc.asyncProperty(edge, async ({ west, wide, south }) => {
        const [w, e, s, n] = [west + 0.17, west + wide + 0.17, south + 0.5, south + 4.5]
        const corners = [
          [w, s],
          [e, s],
          [e, n],
          [w, n],
        ].map(([lon = 0, lat = 0]) => [wrapped(lon), lat].join())
        const byArea = await titles({ area: corners.join(';') })
        const byBox = await titles({ bbox: [wrapped(w), s, wrapped(e), n].join() })
        for (const { title, east, north, metres } of reefs) {
          const [lon, lat] = [Math.min(e, Math.max(w, east)), Math.min(n, Math.max(s, north))]
          const away = distanceMetres([wrapped(east), north], [wrapped(lon), lat])
          expect([title, byBox.includes(title)]).toEqual([title, away === 0])
          // Somewhere on the edge may be a little nearer than the place at its own latitude.
          if (away > metres && away * 0.98 <= metres) continue
          expect([title, byArea.includes(title)]).toEqual([title, away <= metres])
          seen[away === 0 ? 'within' : away <= metres ? 'perhaps' : 'without'] += 1
        }
      }),
      { numRuns: 15, seed },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50)
  })

  it('finds by a zone all that may lie within its reach, however wide the disc', async () => {
    // As of a time nothing is looked up in boxes beforehand.
    const asOf = at.clock.now()
    const whole = await titles({ zone, asOf })
    expect(await titles({ zone })).toEqual(whole)
    expect(whole.length).toBeGreaterThan(20)
    expect(whole.length).toBeLessThan(110)
  })

  it.each([
    ['0,0;1,1', 'at least 3 corners'],
    ['0,0;1,1;0,0', '3 different corners'],
    ['0,0;1,1;2,x', 'longitude'],
    ['-170,80;-60,80;60,80;170,80', 'round a pole'],
    [Array.from({ length: 10_000 }, (_, n) => `${n / 100},${n % 7}`).join(';'), 'drawn as a zone'],
  ])('refuses the area %.20s… and says why', (area, why) => {
    const parsed = incidentFilter.safeParse({ area })
    expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(why)
  })
})

it('stops what takes too long, and says what to ask instead', async () => {
  const slow = await searches.within({
    name: null,
    text: 'select count(*) from generate_series(1, 100000000000) n',
    values: [],
  })
  expect(slow).toMatchObject({ ok: false, failure: { code: 'search-too-long' } })
  expect(await titles({ q: 'hajin' })).toEqual(['Raid in Hajin'])
}, 30_000)

it('finds by a type that is said of several others all of those, and by one of them that one alone', async () => {
  const types = ['territory-change', 'territory-regained', 'territory-overtaken', 'territory-transferred'] as const
  await at.report(...types.map((type) => ambush(41, 36, { title: `Ground: ${type}`, type })))
  const ofTypes = async (type: string) => (await found({ q: 'ground', type })).map((it) => it.type).toSorted()
  expect(await ofTypes('territory-change')).toEqual([...types].toSorted())
  expect(await ofTypes('ambush,territory-overtaken')).toEqual(['territory-overtaken'])
  const left = await found({ q: 'ground', notType: 'territory-change,territory-regained' })
  expect(left.map(({ type }) => type).toSorted()).toEqual(types.slice(2))
})
