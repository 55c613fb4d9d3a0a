import { describe, expect, it } from 'vitest'
import { aFacility, anIncident, aSnapshot } from '../world/samples.js'
import { applySnapshot } from '../world/world.js'
import { boundsOf, firstBounds } from './bounds.js'

describe('the first view', () => {
  const incident = anIncident({ point: { type: 'Point', coordinates: [10, 50] } })

  it('looks at what is guarded, however far away history happened', () => {
    const world = applySnapshot(aSnapshot({ facilities: [aFacility()], incidents: [incident] }))
    expect(firstBounds(world)).toEqual([40.7625, 36.4775, 40.7625, 36.4775])
  })

  it('looks at what has happened where nothing is guarded yet', () => {
    expect(firstBounds(applySnapshot(aSnapshot({ incidents: [incident] })))).toEqual([10, 50, 10, 50])
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
