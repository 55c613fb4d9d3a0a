import { expect, it } from 'vitest'
import { area } from './area.js'

it.each([
  ['a coordinate that is left out', '1,1;2,2;3,'],
  ['one that is written in another base', '0x1,1;2,2;3,1'],
  ['one that is no number', '1,1;2,2;NaN,1'],
  ['a corner that is left out', '1,1;2,2;3,1;'],
])('an area with %s is refused, and not taken for another', (_, drawn) => {
  expect(area.safeParse(drawn).success).toBe(false)
})

it('an area is closed by its first corner', () => {
  expect(area.parse(' 1, 1;2,2 ;+3,1e0').coordinates).toEqual([
    [
      [1, 1],
      [2, 2],
      [3, 1],
      [1, 1],
    ],
  ])
})
