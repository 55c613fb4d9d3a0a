import { circleRing, disc, isRoundPole, unwrapped, type Zone } from '@cordon/alerts'
import type { LineString, MultiPolygon, Polygon, Position } from 'geojson'

type ZoneShape = Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres'>

/** The area that a zone stands for, as it is drawn: where it crosses the date line it runs on, with longitudes beyond ±180. */
export function areaOf({ geometry, radiusMetres, widthMetres }: ZoneShape): Polygon | MultiPolygon {
  switch (geometry.type) {
    case 'Point':
      return disc(geometry.coordinates, radiusMetres ?? 0, 96)
    case 'LineString':
      return { type: 'Polygon', coordinates: [beyondLine(geometry.coordinates, (widthMetres ?? 0) / 2)] }
    case 'MultiLineString':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((line) => [beyondLine(line, (widthMetres ?? 0) / 2)]),
      }
    case 'Polygon':
      return { type: 'Polygon', coordinates: ringsOf(geometry.coordinates) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(ringsOf) }
  }
}

/** What goes round a pole runs on and on, and has no inside on a flat map: it is drawn as it is told. */
function ringsOf(coordinates: Position[][]): Position[][] {
  const [outer = []] = coordinates
  const around = isRoundPole(outer) ? null : unwrapped({ type: 'Polygon', coordinates })
  return around?.type === 'Polygon' ? around.coordinates : coordinates
}

/** The lines at a distance beyond a zone's drawn shape: its rings and its reach. */
export function linesBeyond({ geometry, radiusMetres, widthMetres }: ZoneShape, metres: number): LineString[] {
  switch (geometry.type) {
    case 'Point':
      return [line(circleRing(geometry.coordinates, (radiusMetres ?? 0) + metres, 96))]
    case 'LineString':
      return [line(beyondLine(geometry.coordinates, (widthMetres ?? 0) / 2 + metres))]
    case 'MultiLineString':
      return geometry.coordinates.map((it) => line(beyondLine(it, (widthMetres ?? 0) / 2 + metres)))
    case 'Polygon':
      return geometry.coordinates.slice(0, 1).map((ring) => line(beyondRing(ring, metres)))
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((it) => it.slice(0, 1).map((ring) => line(beyondRing(ring, metres))))
  }
}

function line(coordinates: Position[]): LineString {
  return { type: 'LineString', coordinates }
}

/** A point in metres on the plane that touches the Earth near the shape. */
type Metres = readonly [x: number, y: number]

interface Plane {
  readonly to: (position: Position) => Metres
  readonly from: (point: Metres) => Position
}

/** Good to 1 % within some hundred kilometres: for drawing, never for deciding. */
function planeAt([lon0 = 0, lat0 = 0]: Position): Plane {
  const perLat = 111_132.95 - 559.85 * Math.cos((2 * lat0 * Math.PI) / 180)
  const perLon = 111_412.84 * Math.cos((lat0 * Math.PI) / 180)
  return {
    to: ([lon = 0, lat = 0]) => [(((lon - lon0 + 540) % 360) - 180) * perLon, (lat - lat0) * perLat],
    from: ([x, y]) => [lon0 + x / perLon, lat0 + y / perLat],
  }
}

/** The outline of a line made wide: along its one side, round its end, and back along the other. */
function beyondLine(positions: readonly Position[], metres: number): Position[] {
  const plane = planeAt(middleOf(positions))
  const points = positions.map(plane.to).filter(isNew)
  return outlineOf([...points, ...points.toReversed().slice(1, -1)], points, metres).map(plane.from)
}

/** The outline that lies outside a ring at a distance. */
function beyondRing(positions: readonly Position[], metres: number): Position[] {
  const plane = planeAt(middleOf(positions))
  const closed = positions.map(plane.to)
  const ring = counterClockwise(closed.slice(0, -1).filter(isNew))
  return outlineOf(ring, closed, metres).map(plane.from)
}

/** Two corners in one place have no direction between them. */
function isNew([x, y]: Metres, at: number, path: readonly Metres[]): boolean {
  const before = path[at - 1]
  return before === undefined || before[0] !== x || before[1] !== y
}

function middleOf(positions: readonly Position[]): Position {
  return positions[Math.floor(positions.length / 2)] ?? [0, 0]
}

function counterClockwise(ring: readonly Metres[]): readonly Metres[] {
  const doubled = ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)
  return doubled > 0 ? ring : ring.toReversed()
}

/**
 * Goes round a closed path and keeps to its right at a distance, with an arc at every outer corner. Where the path
 * bends inwards such a line overlaps itself: what comes nearer to the source than the distance is left out.
 */
function outlineOf(path: readonly Metres[], source: readonly Metres[], metres: number): Metres[] {
  const raw = path.flatMap((at, index) => {
    const before = path[(index - 1 + path.length) % path.length] ?? at
    const after = path[(index + 1) % path.length] ?? at
    return arcFrom(headingOf(before, at), headingOf(at, after)).map(([x, y]): Metres => [
      at[0] + x * metres,
      at[1] + y * metres,
    ])
  })
  const kept = raw.filter((point) => distanceToPath(point, source) > metres * 0.995)
  const [first] = kept
  return first === undefined ? [] : [...kept, first]
}

function headingOf(from: Metres, to: Metres): number {
  return Math.atan2(to[1] - from[1], to[0] - from[0])
}

/** From a corner to its outline, in units of the distance: an arc at an outer corner, the crossing of both sides at an inner one. */
function arcFrom(inHeading: number, outHeading: number): readonly Metres[] {
  const turn = (((outHeading - inHeading) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
  const sweep = turn > Math.PI + 1e-9 ? turn - 2 * Math.PI : turn
  const first = inHeading - Math.PI / 2
  if (sweep < 0) return crossing(first, sweep)
  const steps = Math.ceil(sweep / (Math.PI / 24)) + 1
  return Array.from({ length: steps + 1 }, (_, step): Metres => unit(first + (sweep * step) / steps))
}

/** Where the sides before and after an inner corner meet; sides that turn right back never do. */
function crossing(direction: number, sweep: number): readonly Metres[] {
  const stretch = 1 / Math.cos(sweep / 2)
  const [x, y] = unit(direction + sweep / 2)
  return Number.isFinite(stretch) ? [[x * stretch, y * stretch]] : []
}

function unit(direction: number): Metres {
  return [Math.cos(direction), Math.sin(direction)]
}

function distanceToPath(point: Metres, path: readonly Metres[]): number {
  let least = Infinity
  for (let at = 1; at < path.length; at++) {
    const [from, to] = [path[at - 1], path[at]]
    if (from !== undefined && to !== undefined) least = Math.min(least, distanceToEdge(point, from, to))
  }
  return least
}

function distanceToEdge([x, y]: Metres, [ax, ay]: Metres, [bx, by]: Metres): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
