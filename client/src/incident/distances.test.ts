import type { Point } from 'geojson'
import { expect, it } from 'vitest'
import { aFacility, anAlert, aZone } from '../world/samples.js'
import { facilityDistances, zoneDistances, zoneLines } from './distances.js'

const prison = aFacility({ id: 'prison' })
const busayrah: Point = { type: 'Point', coordinates: [40.42716, 35.15618] }
/** Some 11.1 km north of Busayrah. */
const north: Point = { type: 'Point', coordinates: [40.42716, 35.25618] }
const at = (point: Point) => ({ point, uncertaintyMetres: 1000 })

it('tells how far and in which direction from a facility, nearest first', () => {
  const from: Point = { type: 'Point', coordinates: [40.7625, 36.5675] }
  const far = aFacility({ id: 'far', point: { type: 'Point', coordinates: [41.7625, 36.4775] } })
  const [first, second] = facilityDistances(from, [far, prison])
  expect([first?.id, second?.id]).toEqual(['prison', 'far'])
  expect(first?.metres).toBeGreaterThan(9_900)
  expect(first?.metres).toBeLessThan(10_050)
  expect(Math.round(first?.bearingDegrees ?? -1) % 360).toBe(0)
})

it('tells how deep inside a circle a point lies, and how sure that is', () => {
  const [inside] = zoneDistances(at(busayrah), [aZone()])
  expect(inside).toMatchObject({
    metres: 0,
    depthMetres: expect.closeTo(15_000, 3),
    bearingDegrees: null,
    certainty: 'definite',
  })
  const [edge] = zoneDistances({ point: north, uncertaintyMetres: 5_000 }, [aZone()])
  expect(edge).toMatchObject({ metres: 0, certainty: 'possible' })
})

const road = aZone({
  id: 'road',
  geometry: {
    type: 'LineString',
    coordinates: [
      [40, 35.15618],
      [41, 35.15618],
    ],
  },
  ...{ radiusMetres: null, widthMetres: 2000 },
})
const fields = aZone({
  id: 'fields',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [40.5, 35],
        [41, 35],
        [41, 36],
        [40.5, 36],
        [40.5, 35],
      ],
    ],
  },
  radiusMetres: null,
})

it('tells the direction from the nearest place of what is not round, and none inside of it', () => {
  const bearings = (point: Point) =>
    zoneDistances(at(point), [road, fields]).map(({ id, bearingDegrees }) => [id, bearingDegrees])
  // North of the middle of the road, and west of the edge of the fields.
  expect(bearings(north)).toEqual([
    ['fields', expect.closeTo(270, 0)],
    ['road', expect.closeTo(360, 0)],
  ])
  const inside: Point = { type: 'Point', coordinates: [40.6, 35.157] }
  expect(bearings(inside)).toEqual([
    ['fields', null],
    ['road', null],
  ])
})

it('measures corridors from their edge and areas from theirs, and leaves archived zones out', () => {
  const line = aZone({
    id: 'line',
    geometry: {
      type: 'LineString',
      coordinates: [
        [40, 35.15618],
        [41, 35.15618],
      ],
    },
    ...{ radiusMetres: null, widthMetres: 2000 },
  })
  const area = aZone({
    id: 'area',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [40, 35.2],
          [41, 35.2],
          [41, 36],
          [40, 36],
          [40, 35.2],
        ],
      ],
    },
    radiusMetres: null,
  })
  const found = zoneDistances(at(north), [line, area, aZone({ id: 'old', archived: true })])
  expect(found.map(({ id, certainty }) => [id, certainty])).toEqual([
    ['area', 'definite'],
    ['line', 'none'],
  ])
  const [within, beyond] = found
  expect(within?.depthMetres).toBeGreaterThan(6_000)
  expect(beyond?.metres).toBeGreaterThan(9_900)
  expect(beyond?.metres).toBeLessThan(10_300)
})

const raised = anAlert({ distanceMetres: 0, depthMetres: 15_000 })
const lines = (point: Point, zone = aZone(), alert = raised) => zoneLines(zoneDistances(at(point), [zone]), [alert], 8)

it('says nothing of when an alert was raised while that is as it was', () => {
  expect(lines(busayrah)).toMatchObject([
    { id: 'zone', now: { depthMetres: expect.closeTo(15_000, 3), certainty: 'definite' }, raised: [] },
  ])
})

it.each([
  ['the incident was moved', lines(north)],
  ['the zone was moved', lines(busayrah, aZone({ geometry: north }))],
  ['the zone was renamed', lines(busayrah, aZone({ name: 'Busayrah, outer ring' }))],
  [
    'it is as far, in another direction',
    zoneLines(
      zoneDistances(at(north), [aZone({ radiusMetres: 1000 })]),
      [anAlert({ distanceMetres: 10_095, depthMetres: 0, bearingDegrees: 180, certainty: 'definite' })],
      8,
    ),
  ],
])('tells what is so now and, beneath, what was so when the alert was raised: %s', (_, [line, ...more]) => {
  expect(more).toEqual([])
  expect(line?.now).not.toBeNull()
  expect(line?.raised).toHaveLength(1)
})

it('does not hold the direction of an alert, which is from the middle, against that from the nearest place', () => {
  const [now] = zoneDistances(at(north), [fields])
  const then = { distanceMetres: now?.metres ?? 0, depthMetres: 0, bearingDegrees: 200, certainty: 'definite' } as const
  const zone = aZone({ ...fields, id: 'zone', reachMetres: 50_000 })
  expect(lines(north, zone, anAlert(then))).toMatchObject([{ now: { fromMiddle: false }, raised: [] }])
})

it('measures a zone that an incident has left from where the incident is now', () => {
  const [line] = lines(north, aZone({ radiusMetres: 5000 }))
  expect(line?.now?.certainty).toBe('none')
  expect(line?.now?.metres).toBeGreaterThan(6_000)
})

it('keeps a zone that alerted however many are nearer, and one that is gone by its alert alone', () => {
  const near = aZone({ id: 'near', name: 'Near' })
  const far = aZone({ geometry: prison.point })
  expect(zoneLines(zoneDistances(at(busayrah), [far, near]), [raised], 1).map(({ id }) => id)).toEqual(['near', 'zone'])
  expect(zoneLines(zoneDistances(at(busayrah), [near]), [raised], 1)).toMatchObject([
    { id: 'near', raised: [] },
    { id: 'zone', name: 'Busayrah 15 km', now: null, raised: [{ id: 'alert' }] },
  ])
})
