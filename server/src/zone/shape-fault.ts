import { faultAt, finding, type FindingCode, type ZoneGeometry } from '@cordon/alerts'
import type { FieldError } from '../wire/index.js'

/** What PostGIS finds wrong with a shape, by its reason (`ST_IsValidReason`), and the code that says it. */
const codes: Readonly<
  Record<
    string,
    Exclude<FindingCode & `shape.${string}`, 'shape.onePlace' | 'shape.allRound' | 'shape.noArea' | 'shape.other'>
  >
> = {
  'Self-intersection': 'shape.crosses',
  'Ring Self-intersection': 'shape.touches',
  'Hole lies outside shell': 'shape.holeOutside',
  'Holes are nested': 'shape.holeInHole',
  'Nested shells': 'shape.partInPart',
  'Interior is disconnected': 'shape.cutApart',
  'Duplicate Rings': 'shape.twice',
  'Too few points in geometry component': 'shape.corners',
}

/** What was expected of a shape, and where it is otherwise, as people write positions: latitude first. */
export function shapeFault(fault: string, geometry: ZoneGeometry): FieldError {
  const [, reason = '', longitude, latitude] = /^(.*?)\s*\[(\S+) (\S+)\]$/.exec(fault) ?? []
  const code = codes[reason]
  if (code === undefined) return faultAt('geometry', finding('shape.other', { fault }))
  if (code === 'shape.corners') {
    // A line has two positions: they are one.
    if (!isArea(geometry)) return faultAt('geometry', finding('shape.onePlace', {}))
    // Unwrapped across the date line, its west and its east are one.
    if (outlinesOf(geometry).some(isAllRound)) return faultAt('geometry', finding('shape.allRound', {}))
  }
  const where = `${Number(latitude).toFixed(5)}, ${within180(Number(longitude))}`
  return faultAt('geometry', finding(code, { where }))
}

type Area = Extract<ZoneGeometry, { type: 'Polygon' | 'MultiPolygon' }>

function isArea(geometry: ZoneGeometry): geometry is Area {
  return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
}

function outlinesOf({ type, coordinates }: Area) {
  return type === 'Polygon' ? coordinates : coordinates.flat()
}

function isAllRound(ring: readonly (readonly number[])[]): boolean {
  const longitudes = ring.map(([longitude = 0]) => longitude)
  return Math.max(...longitudes) - Math.min(...longitudes) >= 360
}

function within180(longitude: number): string {
  return (((((longitude + 180) % 360) + 360) % 360) - 180).toFixed(5)
}
