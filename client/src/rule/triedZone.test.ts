import { expect, it } from 'vitest'
import { aZone } from '../world/samples.js'
import { triedZone } from './triedZone.js'

const stored = aZone({ rings: [5_000, 15_000], reachMetres: 15_000 })

it('is the zone with each of its rings and its reach once', () => {
  expect(triedZone(null, stored)).toMatchObject({ radiusMetres: 15_000, beyondMetres: [5_000, 15_000] })
  expect(triedZone(null, null)).toBeNull()
})

it('is the zone as it is drawn, where that is not saved yet', () => {
  const geometry = { type: 'Point' as const, coordinates: [1, 2] }
  const drawn = { type: 'Feature' as const, geometry, properties: { name: 'Depot', radiusMetres: 500, reachMetres: 0 } }
  expect(triedZone(drawn, stored)).toEqual({ geometry, radiusMetres: 500, widthMetres: null, beyondMetres: [] })
})
