import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Box } from './box.js'
import { BoxGrid } from './grid.js'

const size = fc.oneof(spread(0, 0.1), spread(0, 3), spread(0, 360))
const box = fc.tuple(spread(-180, 180), spread(-90, 90), size, size).map(([west, south, width, height]): Box => {
  return [west, south, Math.min(180, west + width), Math.min(90, south + height)]
})

it('finds exactly the boxes that touch, large and small, and none that were removed', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 40 }), box, fc.nat(), (boxes, [west, south], removed) => {
      const grid = new BoxGrid<number>()
      boxes.forEach((it, index) => grid.add(it, index))
      const gone = boxes.length === 0 ? -1 : removed % boxes.length
      const there = boxes[gone]
      if (there !== undefined) grid.remove(there, gone)
      const asked: Box = [west, south, Math.min(180, west + 0.5), Math.min(90, south + 0.5)]
      const expected = boxes.flatMap((it, index) => (index !== gone && touch(it, asked) ? [index] : []))
      expect([...grid.touching(asked)].sort((a, b) => a - b)).toEqual(expected)
    }),
  )
})

function touch([west, south, east, north]: Box, asked: Box): boolean {
  return west <= asked[2] && asked[0] <= east && south <= asked[3] && asked[1] <= north
}
