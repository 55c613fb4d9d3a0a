import { distanceMetres } from '@cordon/alerts'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areaOf, linesBeyond } from './outline.js'

const none = { radiusMetres: null, widthMetres: null }
const square: Position[] = [
  [40, 35],
  [40.2, 35],
  [40.2, 35.2],
  [40, 35.2],
  [40, 35],
]
/** An L: its inner corner is where an outline would overlap itself. */
const bent: Position[] = [
  [40, 35],
  [40.4, 35],
  [40.4, 35.1],
  [40.1, 35.1],
  [40.1, 35.4],
  [40, 35.4],
  [40, 35],
]

/** The shortest distance from a position to a path, by walking along it. */
function distanceTo(path: readonly Position[], [lon = 0, lat = 0]: Position): number {
  const steps = Array.from({ length: 201 }, (_, step) => step / 200)
  const along = path.slice(1).flatMap((to, at) => {
    const [fromLon = 0, fromLat = 0] = path[at] ?? to
    const [toLon = 0, toLat = 0] = to
    return steps.map((part) => [fromLon + (toLon - fromLon) * part, fromLat + (toLat - fromLat) * part])
  })
  return Math.min(...along.map((position) => distanceMetres(position, [lon, lat])))
}

function expectAllAt(outline: readonly Position[], path: readonly Position[], metres: number): void {
  expect(outline.length).toBeGreaterThan(8)
  expect(outline[0]).toEqual(outline.at(-1))
  for (const position of [...outline, ...between(outline)]) {
    expect(distanceTo(path, position)).toBeGreaterThan(metres * 0.97)
    expect(distanceTo(path, position)).toBeLessThan(metres * 1.03)
  }
}

/** Places along the edges: a corner that was cut off shows there alone. */
function between(outline: readonly Position[]): readonly Position[] {
  return outline.slice(1).flatMap(([lon = 0, lat = 0], at) => {
    const [fromLon = 0, fromLat = 0] = outline[at] ?? []
    return [0.25, 0.5, 0.75].map((part) => [fromLon + (lon - fromLon) * part, fromLat + (lat - fromLat) * part])
  })
}

const multi = ({ coordinates }: { readonly coordinates: Position[][] }) => ({
  type: 'MultiPolygon' as const,
  coordinates: [coordinates],
})

describe('the outline of a zone', () => {
  it('is a circle at true scale round a point', () => {
    const area = areaOf({ ...none, geometry: { type: 'Point', coordinates: [40, 35] }, radiusMetres: 15_000 })
    const [ring = []] = area.type === 'Polygon' ? area.coordinates : []
    for (const position of ring) expect(distanceMetres([40, 35], position)).toBeCloseTo(15_000, 1)
  })

  it('runs on over the date line with its holes, and is as wide as it was drawn', () => {
    const ring = (west: number, east: number, by: number): Position[] => [
      [west, 10 + by],
      [east, 10 + by],
      [east, 20 - by],
      [west, 20 - by],
      [west, 10 + by],
    ]
    const geometry = { type: 'Polygon' as const, coordinates: [ring(179, -179, 0), ring(-179.8, -179.4, 2)] }
    const parts = [areaOf({ ...none, geometry }), areaOf({ ...none, geometry: { ...multi(geometry) } })]
    for (const area of parts) {
      const [outer = [], hole = []] = area.type === 'Polygon' ? area.coordinates : (area.coordinates[0] ?? [])
      expect(outer.map(([longitude]) => longitude)).toEqual([179, 181, 181, 179, 179])
      for (const [longitude = 0] of hole) expect(longitude).toBeCloseTo(longitude > 180.4 ? 180.6 : 180.2, 9)
    }
  })

  it('is drawn as it is told where it goes round a pole', () => {
    const round: Position[] = [0, 90, 180, -90, 0].map((longitude) => [longitude, 80])
    const geometry = { type: 'Polygon' as const, coordinates: [round] }
    expect(areaOf({ ...none, geometry })).toEqual(geometry)
  })

  it('keeps half the width from the line of a corridor, round its ends and corners', () => {
    const path: Position[] = [
      [40, 35],
      [40.3, 35.1],
      [40.3, 35.4],
      [40.5, 35.35],
    ]
    const area = areaOf({ ...none, geometry: { type: 'LineString', coordinates: path }, widthMetres: 4000 })
    expectAllAt(area.type === 'Polygon' ? (area.coordinates[0] ?? []) : [], path, 2000)
  })

  it.each([
    ['a square', square],
    ['the same square drawn the other way round', square.toReversed()],
    ['an L, without loops in its inner corner', bent],
  ])('keeps the ring’s distance outside %s', (...[, ring]) => {
    const [line] = linesBeyond({ ...none, geometry: { type: 'Polygon', coordinates: [ring] } }, 5000)
    expectAllAt(line?.coordinates ?? [], ring, 5000)
  })

  it('adds the ring to the radius of a circle', () => {
    const zone = { ...none, geometry: { type: 'Point' as const, coordinates: [40, 35] }, radiusMetres: 5000 }
    const [line] = linesBeyond(zone, 10_000)
    expect(distanceMetres([40, 35], line?.coordinates[0] ?? [])).toBeCloseTo(15_000, 1)
  })
})
