import { expect, it } from 'vitest'
import { aFacility, aZone } from '../world/samples.js'
import { distancesTo } from './distances.js'

const prison = aFacility({ id: 'prison' })

it('tells how far and in which direction from a facility, nearest first', () => {
  const north = { type: 'Point' as const, coordinates: [40.7625, 36.5675] }
  const far = aFacility({ id: 'far', point: { type: 'Point', coordinates: [41.7625, 36.4775] } })
  const [first, second] = distancesTo(north, [far, prison], [])
  expect([first?.id, second?.id]).toEqual(['prison', 'far'])
  expect(first?.metres).toBeGreaterThan(9_900)
  expect(first?.metres).toBeLessThan(10_050)
  expect(Math.round(first?.bearingDegrees ?? -1) % 360).toBe(0)
})

it('tells how deep inside a circle a point lies', () => {
  const [inside] = distancesTo({ type: 'Point', coordinates: [40.42716, 35.15618] }, [], [aZone()])
  expect(inside).toMatchObject({ metres: 0, depthMetres: 15_000, bearingDegrees: null })
})

it('leaves polygons and corridors to the database, and archived zones out', () => {
  const line = aZone({
    geometry: {
      type: 'LineString',
      coordinates: [
        [40, 35],
        [41, 35],
      ],
    },
    radiusMetres: null,
    widthMetres: 2000,
  })
  expect(distancesTo({ type: 'Point', coordinates: [40, 35] }, [], [line, aZone({ archived: true })])).toEqual([])
})
