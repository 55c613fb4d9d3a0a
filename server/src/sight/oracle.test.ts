import { cellCentre, coarsenIncident, distanceMetres, incidentTypes } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localToken, ownServer, type OwnServer } from '../platform/server.fixture.js'
import { featureIncident, type IncidentFeature } from '../wire/index.js'
import { Sight } from './sight.js'

/*
 * Asking often must tell no more than being told: whatever a list is narrowed by, those who see places coarsely get what
 * the told incidents answer to, and not what the stored ones do.
 */

const coarseKm = 10
const { grid } = new Sight({ coarseKm })
let server: OwnServer
let whole: readonly IncidentFeature[]
let zone: string
let reader: string

/** Near the theatre, at the date line on both sides, near both poles. */
const around = [
  [40.43, 35.15],
  [179.99, -17],
  [-179.99, -17],
  [12, 89.9],
  [-100, -89.6],
] as const

/** A few hundred metres to some tens of kilometres apart, the same on every run. */
function positions(): readonly (readonly [number, number])[] {
  // The first lies where the last digit of a quotient would lead to another column than the first one.
  const line = Array.from({ length: 40 }, (_, at): readonly [number, number] => [180, -86.37493784186972 + at * 4.4])
  const clusters = around.flatMap(([lon, lat]) =>
    Array.from({ length: 40 }, (_, at): readonly [number, number] => {
      const [east, north] = [((at * 37) % 40) / 100 - 0.2, ((at * 23) % 40) / 100 - 0.2]
      return [wrapped(lon + east), Math.min(90, Math.max(-90, lat + north))]
    }),
  )
  return [...line, ...clusters]
}

function wrapped(lon: number): number {
  return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon
}

function body([lon, lat]: readonly [number, number], at: number): object {
  const types = Object.keys(incidentTypes)
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      type: types[at % types.length],
      title: `Nameless hamlet ${at}`,
      place: 'Nameless hamlet',
      occurredFrom: new Date(Date.UTC(2024, 0, 1 + at)).toISOString(),
      uncertaintyMetres: (at % 7) * 900,
    },
  }
}

beforeAll(async () => {
  server = await ownServer(startPostgres, { config: { coarseKm } })
  const admin = await localToken(server.folder)
  const features = positions().map(body)
  const stored = await server.send('POST', '/api/incidents', {
    as: admin,
    body: { type: 'FeatureCollection', features },
  })
  const all: { readonly features: readonly IncidentFeature[] } = await stored.json()
  whole = all.features
  const made = await server.send('POST', '/api/tokens', { as: admin, body: { name: 'partner', scopes: ['read'] } })
  const { token }: { readonly token: string } = await made.json()
  reader = token
  const circle = { name: 'Mill', visibility: 'public', radiusMetres: 300, reachMetres: 200 }
  const geometry = { type: 'Point', coordinates: [40.43, 35.15] }
  const chief = await server.enter('chief', 'correct horse')
  const drawn = await server.send('POST', '/api/zones', {
    as: chief,
    body: { type: 'Feature', geometry, properties: circle },
  })
  const { id }: { readonly id: string } = await drawn.json()
  zone = id
})
afterAll(() => server.close())

async function found(query: string): Promise<readonly string[]> {
  const answer = await server.send('GET', `/api/incidents?limit=1000&${query}`, { as: reader })
  const page: { readonly features: readonly IncidentFeature[] } = await answer.json()
  return page.features.map(({ id }) => id).toSorted()
}

/** What the told incidents answer to, by the law itself. */
function told(is: (it: IncidentFeature['properties'] & { readonly at: readonly [number, number] }) => boolean) {
  if (grid === null) throw new Error('This house shows places coarsely.')
  const cells = grid
  return whole
    .filter((feature) => {
      const { point, ...properties } = coarsenIncident(featureIncident(feature), cells)
      const [lon = 0, lat = 0] = point.coordinates
      return is({ ...properties, at: [lon, lat] })
    })
    .map(({ id }) => id)
    .toSorted()
}

describe('a list that somebody narrows who sees places coarsely', () => {
  it.each(around)(
    'holds by a box round %d, %d what is told to be in it, and nothing by what is not told',
    async (...at) => {
      for (const half of [0.001, 0.05, 0.11, 0.3]) {
        const [west, east] = [wrapped(at[0] - half), wrapped(at[0] + half)]
        const [south, north] = [Math.max(-90, at[1] - half), Math.min(90, at[1] + half)]
        const across = west > east
        const inside = told(({ at: [lon, lat] }) => {
          const beside = across ? lon >= west || lon <= east : lon >= west && lon <= east
          return beside && lat >= south && lat <= north
        })
        expect(await found(`bbox=${west},${south},${east},${north}`)).toEqual(inside)
        expect(await found(`bbox=${west},${south},${east},${north}&asOf=${new Date().toISOString()}`)).toEqual(inside)
      }
    },
  )

  it('holds by the box of one cell’s centre all of that cell', async () => {
    if (grid === null) throw new Error('This house shows places coarsely.')
    for (const { geometry } of whole.slice(0, 80)) {
      const [lon, lat] = cellCentre(geometry.coordinates, grid)
      const ids = await found(`bbox=${lon},${lat},${lon},${lat}`)
      expect(ids).toEqual(told(({ at }) => at[0] === lon && at[1] === lat))
      expect(ids.length).toBeGreaterThan(0)
    }
  })

  it('holds by a zone what is told to lie within its reach, perhaps', async () => {
    const within = told(({ at, uncertaintyMetres }) => distanceMetres([40.43, 35.15], at) <= 500 + uncertaintyMetres)
    expect(await found(`zone=${zone}`)).toEqual(within)
    expect(within.length).toBeGreaterThan(1)
  })

  it('knows no word that is not told, and the name of each type', async () => {
    expect(await found('q=hamlet')).toEqual([])
    expect(await found('q=nameless')).toEqual([])
    expect(await found('q=ambush')).toEqual(told(({ type }) => type === 'ambush'))
    expect((await found('q=ambush')).length).toBeGreaterThan(0)
  })
})

describe('the same list for who may see', () => {
  it('is narrowed by what is stored', async () => {
    const admin = await localToken(server.folder)
    const ask = async (query: string) => {
      const answer = await server.send('GET', `/api/incidents?${query}`, { as: admin })
      const page: { readonly features: readonly IncidentFeature[] } = await answer.json()
      return page.features.length
    }
    expect(await ask('q=hamlet&limit=1000')).toBe(whole.length)
    const [lon = 0, lat = 0] = whole[43]?.geometry.coordinates ?? []
    expect(await ask(`bbox=${lon - 1e-6},${lat - 1e-6},${lon + 1e-6},${lat + 1e-6}`)).toBe(1)
  })
})
