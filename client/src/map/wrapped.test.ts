import { expect, it } from 'vitest'
import { wrapped } from './wrapped.js'

it('tells what is drawn on another copy of the map with longitudes within ±180, and all else as it is', () => {
  const line = [
    [179, 10],
    [181, 11],
    [-181, 12],
    [541, 13],
    [180, 14],
    [-180, 15],
    [0.1, 16],
  ]
  expect(wrapped(line)).toEqual([
    [179, 10],
    [-179, 11],
    [179, 12],
    [-179, 13],
    [180, 14],
    [-180, 15],
    [0.1, 16],
  ])
})
