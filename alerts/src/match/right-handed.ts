import type { Position } from 'geojson'
import type { ZoneGeometry } from '../model.js'
import { runOn } from './unwrap.js'

/** The same shape with outlines anticlockwise and holes clockwise, as other people's programs expect it (RFC 7946, 3.1.6). */
export function rightHanded(geometry: ZoneGeometry): ZoneGeometry {
  switch (geometry.type) {
    case 'Point':
    case 'LineString':
    case 'MultiLineString':
      return geometry
    case 'Polygon':
      return { ...geometry, coordinates: turned(geometry.coordinates) }
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map(turned) }
  }
}

function turned(rings: Position[][]): Position[][] {
  return rings.map((ring, at) => (isClockwise(ring) === at > 0 ? ring : ring.toReversed()))
}

/** By the sign of the area, across the antimeridian too. */
function isClockwise(ring: readonly Position[]): boolean {
  const around = runOn(ring)
  const twiceArea = around.reduce((sum, [longitude = 0, latitude = 0], at) => {
    const [before = longitude, under = latitude] = around[at - 1] ?? []
    return sum + (longitude - before) * (latitude + under)
  }, 0)
  return twiceArea > 0
}
