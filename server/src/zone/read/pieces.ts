import type { ZoneGeometry } from '@cordon/alerts'
import type { Geometry } from 'geojson'

/**
 * What of a geometry may be a zone each: areas together, lines together, every point by itself. The geometries are as the
 * file has them: what is in them is for the contract to judge.
 */
export function piecesOf(geometry: Geometry): readonly ZoneGeometry[] {
  if (geometry.type === 'MultiPoint') return geometry.coordinates.map((it) => ({ type: 'Point', coordinates: it }))
  return geometry.type === 'GeometryCollection' ? collected(geometry.geometries.flatMap(piecesOf)) : [geometry]
}

function collected(pieces: readonly ZoneGeometry[]): readonly ZoneGeometry[] {
  const areas = pieces.flatMap((it) =>
    it.type === 'Polygon' ? [it.coordinates] : it.type === 'MultiPolygon' ? it.coordinates : [],
  )
  const lines = pieces.flatMap((it) =>
    it.type === 'LineString' ? [it.coordinates] : it.type === 'MultiLineString' ? it.coordinates : [],
  )
  return [
    ...together(areas, 'Polygon'),
    ...together(lines, 'LineString'),
    ...pieces.filter((it) => it.type === 'Point'),
  ]
}

type Areas = Extract<ZoneGeometry, { type: 'MultiPolygon' }>['coordinates']
type Lines = Extract<ZoneGeometry, { type: 'MultiLineString' }>['coordinates']

function together(parts: Areas, type: 'Polygon'): readonly ZoneGeometry[]
function together(parts: Lines, type: 'LineString'): readonly ZoneGeometry[]
function together(parts: Areas | Lines, type: 'Polygon' | 'LineString'): readonly unknown[] {
  const [only] = parts
  if (only === undefined) return []
  return parts.length === 1 ? [{ type, coordinates: only }] : [{ type: `Multi${type}`, coordinates: parts }]
}
