import type { Polygon, Position } from 'geojson'
import { nearestOnSegment } from './lines.js'

export type Ring = readonly Position[]

/**
 * Makes a ring that jumps from 180° to −180° continuous by counting on beyond 180°; the tiler cuts it there and
 * moves each part to its side. A ring round a pole is closed along that pole.
 */
export function unwrap(ring: Ring): Position[] {
  const out: Position[] = []
  let turns = 0
  let before = ring[0]?.[0] ?? 0
  for (const [lon = NaN, lat = NaN] of ring) {
    if (lon - before > 180) turns -= 360
    if (lon - before < -180) turns += 360
    before = lon
    out.push([lon + turns, lat])
  }
  const [first, last] = [out[0], out.at(-1)]
  if (turns === 0 || !first || !last) return out
  const pole = (first[1] ?? 0) < 0 ? -90 : 90
  return [...out, [last[0] ?? 0, pole], [first[0] ?? 0, pole], first]
}

export function areaOf(ring: Ring): number {
  let sum = 0
  ring.forEach(([x = NaN, y = NaN], i) => {
    const [nx = NaN, ny = NaN] = ring[(i + 1) % ring.length] ?? []
    sum += x * ny - nx * y
  })
  return Math.abs(sum) / 2
}

export function contains(ring: Ring, [x = NaN, y = NaN]: Position): boolean {
  let inside = false
  ring.forEach(([ax = NaN, ay = NaN], i) => {
    const [bx = NaN, by = NaN] = ring[(i + 1) % ring.length] ?? []
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}

/** Of a grid of positions within the polygon's outer ring, the one farthest from its edge: a place for a label. */
export function visualCentre(polygon: Polygon): Position {
  const ring = polygon.coordinates[0] ?? []
  const { west, south, east, north } = extentOf(ring)
  let best: Position = [(west + east) / 2, (south + north) / 2]
  let room = -1
  const steps = 24
  for (let i = 1; i < steps; i++)
    for (let j = 1; j < steps; j++) {
      const p: Position = [west + ((east - west) * i) / steps, south + ((north - south) * j) / steps]
      if (!contains(ring, p)) continue
      const free = distanceToEdge(p, ring)
      if (free > room) [best, room] = [p, free]
    }
  return best
}

export function extentOf(ring: Ring) {
  const lons = ring.map(([lon = NaN]) => lon)
  const lats = ring.map(([, lat = NaN]) => lat)
  const min = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b), Infinity)
  const max = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b), -Infinity)
  return { west: min(lons), south: min(lats), east: max(lons), north: max(lats) }
}

function distanceToEdge(p: Position, ring: Ring): number {
  const [px = NaN, py = NaN] = p
  const shrink = Math.cos((py * Math.PI) / 180)
  let least = Infinity
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]]
    if (!a || !b) continue
    const [x = NaN, y = NaN] = nearestOnSegment(p, a, b)
    least = Math.min(least, Math.hypot((x - px) * shrink, y - py))
  }
  return least
}
