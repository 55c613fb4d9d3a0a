import { describe, expect, it } from 'vitest'
import { aFacility, anIncident, aSnapshot } from '../world/samples.js'
import { applySnapshot } from '../world/world.js'
import { allBounds, boundsOf, firstBounds } from './bounds.js'

const facilityAt = (id: string, coordinates: [number, number]) =>
  aFacility({ id, point: { type: 'Point', coordinates } })

describe('the first view', () => {
  const incident = anIncident({ point: { type: 'Point', coordinates: [10, 50] } })

  it('looks at what is guarded, however far away history happened', () => {
    const world = applySnapshot(aSnapshot({ facilities: [aFacility()], incidents: [incident] }))
    expect(firstBounds(world)).toEqual([40.7625, 36.4775, 40.7625, 36.4775])
  })

  it('looks at what has happened where nothing is guarded yet', () => {
    expect(firstBounds(applySnapshot(aSnapshot({ incidents: [incident] })))).toEqual([10, 50, 10, 50])
  })

  it('is no wider for one thing that lies far away from all others, which is in the view of everything', () => {
    const near = [40.2, 40.7, 41.3, 42].map((lon, at) => facilityAt(`near-${at}`, [lon, 36]))
    const world = applySnapshot(aSnapshot({ facilities: [facilityAt('far', [-70, -33]), ...near] }))
    expect(firstBounds(world)).toEqual([40.2, 36, 42, 36])
    expect(allBounds(world, [])).toEqual([-70, -33, 42, 36])
  })

  it('holds all of what is spread over a country, and both of two', () => {
    const spread = [36, 38, 40, 42, 44].map((lon, at) => facilityAt(`f${at}`, [lon, 33 + at]))
    expect(firstBounds(applySnapshot(aSnapshot({ facilities: spread })))).toEqual([36, 33, 44, 37])
    const two = [facilityAt('a', [40, 36]), facilityAt('b', [-70, -33])]
    expect(firstBounds(applySnapshot(aSnapshot({ facilities: two })))).toEqual([-70, -33, 40, 36])
  })

  it('knows what is near across the date line', () => {
    const across = [179, 179.5, -179.5, -179].map((lon, at) => facilityAt(`f${at}`, [lon, 0]))
    expect(firstBounds(applySnapshot(aSnapshot({ facilities: across })))).toEqual([179, 0, 181, 0])
  })

  it('has no opinion on an empty world', () => {
    expect(firstBounds(applySnapshot(aSnapshot()))).toBeNull()
  })
})

it('stays narrow across the date line', () => {
  expect(
    boundsOf([
      [179, 0],
      [-179, 1],
    ]),
  ).toEqual([179, 0, 181, 1])
})
