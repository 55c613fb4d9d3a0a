import { expect, it } from 'vitest'
import { shapeFault } from './shape-fault.js'

const area = (...corners: [number, number][]) => ({
  type: 'Polygon' as const,
  coordinates: [[...corners, ...corners.slice(0, 1)]],
})

it.each([
  ['Self-intersection[40.5 36.5]', 'Expected an outline that does not cross itself; it does at 36.50000, 40.50000'],
  [
    'Ring Self-intersection[180.25 -17]',
    'Expected an outline that does not touch itself; it does at -17.00000, -179.75000',
  ],
  [
    'Hole lies outside shell[41.5 36.2]',
    'Expected holes that lie within the outline; one lies outside at 36.20000, 41.50000',
  ],
  ['Interior is disconnected[40 35]', 'Expected an area in one piece; its holes cut it apart at 35.00000, 40.00000'],
  ['Something new[1 2]', 'Expected a valid shape; PostGIS says: Something new[1 2]'],
  [
    'Too few points in geometry component[0 0]',
    'Expected at least three corners in each outline; one has fewer at 0.00000, 0.00000',
  ],
])('says of %s what was expected, and where, latitude first', (fault, said) => {
  expect(shapeFault(fault, area([0, 0], [1, 0], [1, 1]))).toMatchObject({ path: 'geometry', message: said })
})

it.each([
  [
    'a corridor of one place',
    { type: 'LineString' as const, coordinates: Array.from({ length: 2 }, () => [40, 36]) },
    'Expected a shape with some extent; got one place over and over',
  ],
  [
    'a box of the whole world',
    area([-180, -90], [180, -90], [180, 90], [-180, 90]),
    'Expected an area of less than 360° from west to east; this one reaches all the way round: draw it as two',
  ],
])('says of %s what is wrong with it, though it has corners enough', (_, geometry, said) => {
  expect(shapeFault('Too few points in geometry component[40 36]', geometry)).toMatchObject({ message: said })
})
