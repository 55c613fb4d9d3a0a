import { bearingDegrees, distanceMetres } from '@cordon/alerts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { circleRing, destination, zoomWhere } from './geodesic.js'

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true })

it('goes where the inverse problem says it went, to the centimetre', () => {
  fc.assert(
    fc.property(degrees(-180, 180), degrees(-80, 80), degrees(0, 359.99), degrees(10, 500_000), (...all) => {
      const [lon, lat, bearing, metres] = all
      const to = destination([lon, lat], bearing, metres)
      expect(Math.abs(distanceMetres([lon, lat], to) - metres)).toBeLessThan(0.01)
      const turned = Math.abs(bearingDegrees([lon, lat], to) - bearing) % 360
      expect(Math.min(turned, 360 - turned)).toBeLessThan(0.01)
    }),
  )
})

it('draws a ring across the date line in one piece, closed', () => {
  const ring = circleRing([179.9, 10], 50_000, 32)
  const longitudes = ring.map(([lon = 0]) => lon)
  expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(1)
  expect(ring[0]).toEqual(ring.at(-1))
})

it('knows from which zoom a disc can be seen as one', () => {
  const zoom = zoomWhere(1000, 36, 6)
  expect(zoom).toBeGreaterThan(8)
  expect(zoom).toBeLessThan(9)
  expect(zoomWhere(10_000_000, 0, 6)).toBe(0)
})
