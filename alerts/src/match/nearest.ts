import type { ZoneGeometry } from '../model.js'
import { degrees, lonLat, radians } from './ellipsoid.js'
import { distanceMetres } from './geodesic.js'
import type { Position } from 'geojson'

/** A shape ready to be measured from anywhere near it. */
export interface Outline {
  readonly what: 'point' | 'line' | 'area'
  /** Line by line or ring by ring, the corners as unit vectors: x, y, z, x, y, z … */
  readonly lines: readonly Float64Array[]
}

/** How far a place is from an outline; inside an area it is 0 m away and so deep. Metres. */
export interface Proximity {
  readonly metres: number
  readonly depthMetres: number
}

type Vector = readonly [number, number, number]

/** A place with the plane that touches the globe there: east and north span it. */
export interface Spot {
  readonly position: readonly [number, number]
  readonly up: Vector
  readonly east: Vector
  readonly north: Vector
}

/** The outline of a shape whose edges are great circles between longitudes and latitudes taken as on a sphere. */
export function outlineOf(geometry: ZoneGeometry): Outline {
  switch (geometry.type) {
    case 'Point':
      return { what: 'point', lines: [vectors([geometry.coordinates])] }
    case 'LineString':
      return { what: 'line', lines: [vectors(geometry.coordinates)] }
    case 'MultiLineString':
      return { what: 'line', lines: geometry.coordinates.map(vectors) }
    case 'Polygon':
      return { what: 'area', lines: geometry.coordinates.map(vectors) }
    case 'MultiPolygon':
      return { what: 'area', lines: geometry.coordinates.flat().map(vectors) }
  }
}

/** The spot at a GeoJSON position. */
export function spotAt(position: Position): Spot {
  const [longitude, latitude] = lonLat(position)
  const [sinL, cosL] = [Math.sin(radians(longitude)), Math.cos(radians(longitude))]
  const [sinB, cosB] = [Math.sin(radians(latitude)), Math.cos(radians(latitude))]
  return {
    position: [longitude, latitude],
    up: [cosB * cosL, cosB * sinL, sinB],
    east: [-sinL, cosL, 0],
    north: [-sinB * cosL, -sinB * sinL, cosB],
  }
}

/**
 * How near a spot is to an outline, as PostGIS measures geographies: the nearest place of the outline by great circles,
 * then the geodesic to it. Seen from the globe's centre onto the plane that touches it at the spot, great circles are
 * straight lines and what is nearer stays nearer, so that the question is one of plane geometry. Null where a corner
 * lies beyond that view (some 87° away).
 */
export function nearness(spot: Spot, outline: Outline): Proximity | null {
  const seen = seek(spot, outline)
  if (seen === null) return null
  const metres = distanceMetres(spot.position, positionAt(spot, seen.u, seen.v))
  return outline.what === 'area' && seen.inside ? { metres: 0, depthMetres: metres } : { metres, depthMetres: 0 }
}

/** The place of an outline, longitude first, that is nearest to a spot, also to one inside; null where nearness is. */
export function nearestPlace(spot: Spot, outline: Outline): readonly [number, number] | null {
  const seen = seek(spot, outline)
  return seen === null ? null : positionAt(spot, seen.u, seen.v)
}

function seek(spot: Spot, outline: Outline): Seen | null {
  const seen: Seen = { u: 0, v: 0, square: Infinity, inside: false }
  for (const line of outline.lines) if (!look(spot, line, seen)) return null
  return seen.square === Infinity ? null : seen
}

/** The nearest place so far on the touching plane, and whether an odd number of edges lies to the east of the spot. */
interface Seen {
  u: number
  v: number
  square: number
  inside: boolean
}

/** Goes along one line or ring; false where it leaves the view. Every place of every zone nearby passes here: no lists. */
function look({ up, east, north }: Spot, line: Float64Array, seen: Seen): boolean {
  let u0 = 0
  let v0 = 0
  for (let at = 0; at < line.length; at += 3) {
    const x = line[at] ?? 0
    const y = line[at + 1] ?? 0
    const z = line[at + 2] ?? 0
    const w = x * up[0] + y * up[1] + z * up[2]
    if (w < 0.05) return false
    const u = (x * east[0] + y * east[1]) / w
    const v = (x * north[0] + y * north[1] + z * north[2]) / w
    const du = at === 0 ? 0 : u - u0
    const dv = at === 0 ? 0 : v - v0
    const share = at === 0 ? 1 : along(u0 * du + v0 * dv, du * du + dv * dv)
    note(seen, u - (1 - share) * du, v - (1 - share) * dv)
    if (at > 0 && v0 > 0 !== v > 0 && u0 - (v0 * du) / dv > 0) seen.inside = !seen.inside
    u0 = u
    v0 = v
  }
  return true
}

function note(seen: Seen, u: number, v: number): void {
  const square = u * u + v * v
  if (square >= seen.square) return
  seen.u = u
  seen.v = v
  seen.square = square
}

/** Where on an edge the foot of the perpendicular lies, 0 at its start and 1 at its end. */
function along(product: number, squareLength: number): number {
  return squareLength === 0 ? 0 : Math.max(0, Math.min(1, -product / squareLength))
}

function positionAt({ up, east, north }: Spot, u: number, v: number): readonly [number, number] {
  const x = up[0] + u * east[0] + v * north[0]
  const y = up[1] + u * east[1] + v * north[1]
  const z = up[2] + v * north[2]
  return [degrees(Math.atan2(y, x)), degrees(Math.atan2(z, Math.sqrt(x * x + y * y)))]
}

function vectors(positions: readonly Position[]): Float64Array {
  return Float64Array.from(positions.flatMap((position) => spotAt(position).up))
}
