import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { crossingOf, crossingSoFar, whereText } from './crossing.js'

const area = (...corners: Position[]) => ({
  type: 'Polygon' as const,
  coordinates: [[...corners, ...corners.slice(0, 1)]],
})

const bowtie: Position[] = [
  [40, 36],
  [41, 37],
  [41, 36],
  [40, 37],
]

describe('an outline that crosses itself', () => {
  it('is told with the place where it does, as the server says it', () => {
    const there = crossingOf(area(...bowtie))
    expect(there).toEqual([40.5, 36.5])
    expect(whereText(there ?? [])).toBe('36.50000, 40.50000')
  })

  it('is told over the date line too, within ±180°', () => {
    const there = crossingOf(area([179.5, 0], [-179.5, 1], [-179.5, 0], [179.5, 1]))
    expect(whereText(there ?? [])).toBe('0.50000, -180.00000')
  })

  it('is told while it is drawn, as soon as a side crosses one before', () => {
    expect(crossingSoFar(bowtie.slice(0, 3))).toBeNull()
    expect(crossingSoFar([...bowtie.slice(0, 3), [40.5, 37]])).not.toBeNull()
  })

  it('may be one ring that crosses another', () => {
    const hole: Position[] = [
      [40.5, 36.5],
      [41.5, 36.5],
      [41.5, 36.6],
      [40.5, 36.5],
    ]
    const square = area([40, 36], [41, 36], [41, 37], [40, 37])
    expect(crossingOf({ ...square, coordinates: [...square.coordinates, hole] })).not.toBeNull()
  })
})

describe('an outline that does not', () => {
  it.each([
    ['a square', area([40, 36], [41, 36], [41, 37], [40, 37])],
    ['a triangle', area([40, 36], [41, 36], [41, 37])],
    ['one with a corner that bends inwards', area([40, 36], [41, 36], [40.2, 36.2], [40, 37])],
    ['a line, which may', { type: 'LineString' as const, coordinates: [...bowtie, [40, 36]] }],
  ])('is left in peace: %s', (_, drawn) => {
    expect(crossingOf(drawn)).toBeNull()
  })
})
