import type { Position } from 'geojson'
import { expect, it } from 'vitest'
import { rightHanded } from './right-handed.js'

const outline: Position[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
]
const hole: Position[] = [
  [1, 1],
  [1, 2],
  [2, 2],
  [1, 1],
]
/** From 178° E to 178° W. */
const across: Position[] = [
  [178, 0],
  [-178, 0],
  [-178, 4],
  [178, 4],
  [178, 0],
]

it('turns outlines anticlockwise and holes clockwise, and leaves what is so', () => {
  const right = { type: 'Polygon' as const, coordinates: [outline, hole] }
  expect(rightHanded({ type: 'Polygon', coordinates: [outline.toReversed(), hole.toReversed()] })).toEqual(right)
  expect(rightHanded(right)).toEqual(right)
})

it('sees across the antimeridian which way an outline goes', () => {
  const right = { type: 'MultiPolygon' as const, coordinates: [[outline], [across]] }
  expect(rightHanded({ ...right, coordinates: [[outline], [across.toReversed()]] })).toEqual(right)
  expect(rightHanded(right)).toEqual(right)
})

it.each([
  { type: 'Point' as const, coordinates: [1, 2] },
  { type: 'LineString' as const, coordinates: outline },
  { type: 'MultiLineString' as const, coordinates: [outline.toReversed()] },
])('leaves a $type as it is', (shape) => expect(rightHanded(shape)).toEqual(shape))
