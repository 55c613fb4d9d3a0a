import { expect, it } from 'vitest'
import { anIncident, aZone } from '../world/samples.js'
import { triedBounds, triedFeatures, type TriedAlert } from './tried.js'

function tried(incidentId: string, change: TriedAlert['change'], longitude = 40): TriedAlert {
  const { kind, type, severity, uncertaintyMetres } = anIncident()
  const point = { type: 'Point' as const, coordinates: [longitude, 35] }
  return { incidentId, kind, type, severity, uncertaintyMetres, point, change }
}
const alerts = [tried('a', 'added'), tried('b', 'both'), tried('c', 'removed', 42)]
const told = (chosen: string | null) =>
  triedFeatures({ alerts, chosen }).map(({ properties: it }) => `${it?.['id']} ${it?.['part']} ${it?.['change']}`)

it('draws each that would be told as a sign and as the disc that it may lie in, and says what becomes of it', () => {
  expect(told(null)).toEqual([
    ...['a disc added', 'a sign added', 'b disc both', 'b sign both'],
    ...['c disc removed', 'c sign removed'],
  ])
})

it('draws what is picked above the others, and its disc however small it is', () => {
  expect(told('a').slice(-2)).toEqual(['a disc added', 'a sign added'])
  const [disc] = triedFeatures({ alerts, chosen: 'a' }).slice(-2)
  expect(disc?.properties).toMatchObject({ chosen: true, fromZoom: 0 })
})

it('looks at the zone as far as it listens, and at every place', () => {
  const { geometry, radiusMetres, widthMetres } = aZone({ geometry: { type: 'Point', coordinates: [40, 35] } })
  const zone = { geometry, radiusMetres, widthMetres, beyondMetres: [50_000] }
  const [west = 0, , east = 0, north = 0] = triedBounds({ alerts, chosen: null }, zone) ?? []
  // 65 km are 0.71° of longitude there.
  expect(west).toBeCloseTo(39.29, 1)
  expect(north).toBeCloseTo(35.59, 1)
  expect(east).toBe(42)
  expect(triedBounds({ alerts: [], chosen: null }, null)).toBeNull()
})
