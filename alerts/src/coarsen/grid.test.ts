import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destination } from '../match/direct.js'
import { distanceMetres } from '../match/geodesic.js'
import type { LocationPrecision } from '../model.js'
import { cellCentre, coarseDisc, coarseGrid, type Disc } from './grid.js'

const sizes = [1, 5, 10, 50, 200] as const
const anySize = fc.constantFrom(...sizes)

/** Anywhere, and often where it is awkward: at the poles, at the date line, and at their corners. */
const longitude = fc.oneof(spread(-180, 180), fc.constantFrom(-180, 180, 179.9999, -179.9999, 0))
const latitude = fc.oneof(spread(-90, 90), spread(88, 90), spread(-90, -88), fc.constantFrom(-90, 90, 60, -60, 0))
const position = fc.tuple(longitude, latitude)
const uncertainty = fc.oneof(fc.integer({ min: 0, max: 2_000 }), spread(0, 600_000))

function disc(coordinates: readonly number[], metres: number, locationPrecision: LocationPrecision = 'exact'): Disc {
  return { point: { type: 'Point', coordinates: [...coordinates] }, uncertaintyMetres: metres, locationPrecision }
}

describe('a coarse grid', () => {
  it('has no point of a cell farther from its centre than half a diagonal, anywhere on earth', () => {
    fc.assert(
      fc.property(position, anySize, (at, km) => {
        const grid = coarseGrid(km)
        expect(distanceMetres(at, cellCentre(at, grid))).toBeLessThanOrEqual(grid.halfDiagonalMetres)
      }),
      { numRuns: 3_000 },
    )
  })

  it('has cells of about the size that was asked for: a neighbour as far away has another centre', () => {
    fc.assert(
      fc.property(longitude, spread(-85, 85), anySize, (lon, lat, km) => {
        const grid = coarseGrid(km)
        const north = destination([lon, lat], 0, km * 1_000 * 1.02)
        expect(cellCentre(north, grid)).not.toEqual(cellCentre([lon, lat], grid))
      }),
    )
  })

  it('takes both names of the date line for one', () => {
    // Here the last digit of a quotient would make the one the last column and the other the first.
    expect(cellCentre([180, -88.16509199403282], coarseGrid(5))[0]).toBeLessThan(0)
    fc.assert(
      fc.property(latitude, anySize, (lat, km) => {
        const grid = coarseGrid(km)
        expect(cellCentre([180, lat], grid)).toEqual(cellCentre([-180, lat], grid))
      }),
    )
  })

  it('has the date line for an edge: what lies on its other side is told on its own side', () => {
    const grid = coarseGrid(10)
    expect(cellCentre([179.99, 0], grid)[0]).toBeGreaterThan(179)
    expect(cellCentre([-179.99, 0], grid)[0]).toBeLessThan(-179)
  })

  it('tells a point at a pole in a cell beside it, within the world', () => {
    for (const lat of [90, -90])
      for (const km of sizes) expect(Math.abs(cellCentre([12, lat], coarseGrid(km))[1])).toBeLessThan(90)
  })
})

describe('a coarse disc', () => {
  it('covers the disc that it stands for', () => {
    fc.assert(
      fc.property(position, uncertainty, anySize, (at, metres, km) => {
        const told = coarseDisc(disc(at, metres), coarseGrid(km))
        const away = distanceMetres(at, told.point.coordinates)
        expect(away + metres).toBeLessThanOrEqual(told.uncertaintyMetres + 1e-6)
      }),
      { numRuns: 3_000 },
    )
  })

  it('stays as it is when it is made coarse again', () => {
    fc.assert(
      fc.property(position, uncertainty, anySize, (at, metres, km) => {
        const told = coarseDisc(disc(at, metres), coarseGrid(km))
        expect(coarseDisc(told, coarseGrid(km))).toEqual(told)
      }),
    )
  })

  it('is the same for all that lie in one cell, however well each place is known within the cell', () => {
    const inCell = fc.tuple(spread(-0.4, 0.4), fc.integer({ min: 0, max: 3_000 }))
    fc.assert(
      fc.property(position, inCell, inCell, (at, [a, metresA], [b, metresB]) => {
        const grid = coarseGrid(10)
        const [lon, lat] = cellCentre(at, grid)
        const within = (share: number, metres: number) => disc([lon, lat + share * grid.rowDegrees], metres)
        expect(coarseDisc(within(a, metresA), grid)).toEqual(coarseDisc(within(b, metresB), grid))
      }),
    )
  })

  it('says how precise it is, and never more precise than it was', () => {
    const grid = coarseGrid(10)
    expect(coarseDisc(disc([40.43, 35.15], 100), grid)).toMatchObject({
      uncertaintyMetres: 11_250,
      locationPrecision: 'area',
    })
    expect(coarseDisc(disc([40.43, 35.15], 100), coarseGrid(100)).locationPrecision).toBe('admin1')
    expect(coarseDisc(disc([40.43, 35.15], 100, 'country'), grid).locationPrecision).toBe('country')
  })
})
