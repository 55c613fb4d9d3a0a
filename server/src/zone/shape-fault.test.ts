import { expect, it } from 'vitest'
import { shapeFault } from './shape-fault.js'

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
])('says of %s what was expected, and where, latitude first', (fault, said) => {
  expect(shapeFault(fault)).toMatchObject({ path: 'geometry', message: said })
})
