import { expect, it } from 'vitest'
import { zoomWhere } from './zoom.js'

it('knows from which zoom a disc can be seen as one', () => {
  const zoom = zoomWhere(1000, 36, 6)
  expect(zoom).toBeGreaterThan(8)
  expect(zoom).toBeLessThan(9)
  expect(zoomWhere(10_000_000, 0, 6)).toBe(0)
})
