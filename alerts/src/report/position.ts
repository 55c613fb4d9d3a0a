import type { Point } from 'geojson'
import { readDegrees, readPair } from './degrees.js'
import { refuse, type Desk } from './field.js'
import { firstSaid, valueAt } from './record.js'
import type { FieldPath, MappedPosition } from './words.js'

/** The position of a record; null where it tells none or it was refused. */
export function positionOf(desk: Desk, mapped: MappedPosition | null): Point | null {
  if (mapped === null) return null
  switch (mapped.how) {
    case 'fields':
      return fromFields(desk, mapped)
    case 'pair':
      return fromPair(desk, mapped)
    case 'geometry':
      return fromGeometry(desk, mapped.from)
  }
}

/** The fields that a position is read from. */
export function positionPaths(mapped: MappedPosition | null): readonly FieldPath[] {
  if (mapped === null) return []
  return mapped.how === 'fields' ? [...mapped.longitude, ...mapped.latitude] : mapped.from
}

type Fields = Extract<MappedPosition, { how: 'fields' }>

function fromFields(desk: Desk, mapped: Fields): Point | null {
  const [lon, lat] = [firstSaid(desk.record, mapped.longitude), firstSaid(desk.record, mapped.latitude)]
  if (lon === null && lat === null) return null
  const longitude = degrees(desk, mapped.longitude, 180)
  const latitude = degrees(desk, mapped.latitude, 90)
  return longitude === null || latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] }
}

function degrees(desk: Desk, from: readonly FieldPath[], most: 90 | 180): number | null {
  const said = firstSaid(desk.record, from)
  const value = said === null ? null : readDegrees(said.text, desk.decimal)
  if (value !== null && Math.abs(value) <= most) return value
  refuse(desk, said?.path ?? from[0] ?? '', { value: said?.text ?? '', expectation: expected(value, most) })
  return null
}

function expected(value: number | null, most: 90 | 180): string {
  const swapped = most === 90 && value !== null && Math.abs(value) <= 180 ? '; are longitude and latitude swapped?' : ''
  return `a ${most === 90 ? 'latitude' : 'longitude'} between -${most} and ${most}${swapped}`
}

function fromPair(desk: Desk, { from, order }: Extract<MappedPosition, { how: 'pair' }>): Point | null {
  const said = firstSaid(desk.record, from)
  if (said === null) return null
  // A list of numbers says itself joined by `;`.
  const pair = readPair(said.text, { order, decimal: Array.isArray(said.value) ? 'point' : desk.decimal })
  const fits = pair !== null && Math.abs(pair.longitude) <= 180 && Math.abs(pair.latitude) <= 90
  if (fits) return { type: 'Point', coordinates: [pair.longitude, pair.latitude] }
  const words = order === 'lon-lat' ? 'a longitude and a latitude' : 'a latitude and a longitude'
  const swapped =
    pair !== null && Math.abs(pair.latitude) <= 180 && Math.abs(pair.longitude) <= 90
      ? '; is their order the other way round?'
      : ''
  refuse(desk, said.path, {
    value: said.text,
    expectation: `${words} in degrees, such as ${order === 'lon-lat' ? '40.42, 35.15' : '35.15, 40.42'}${swapped}`,
  })
  return null
}

function fromGeometry(desk: Desk, from: readonly FieldPath[]): Point | null {
  const path = from.find((it) => valueAt(desk.record, it) != null)
  if (path === undefined) return null
  const positions = positionsIn(valueAt(desk.record, path))
  const middle = middleOf(positions)
  if (middle !== null && Math.abs(middle[0]) <= 180 && Math.abs(middle[1]) <= 90)
    return { type: 'Point', coordinates: middle }
  const [lon, lat] = middle ?? []
  const value = middle === null ? 'no position' : `${lon}, ${lat}`
  refuse(desk, path, { value, expectation: 'positions [longitude, latitude] within ±180 and ±90' })
  return null
}

/** Every position of a geometry, however deep; at most ten thousand are looked at. */
function positionsIn(geometry: unknown): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  const stack: unknown[] = [geometry]
  while (stack.length > 0 && found.length < 10_000) {
    const it = stack.pop()
    if (!Array.isArray(it)) stack.push(...partsOf(it))
    else if (typeof it[0] === 'number' && typeof it[1] === 'number') found.push([it[0], it[1]])
    else for (const part of it.slice(0, 10_000)) stack.push(part)
  }
  return found
}

function partsOf(it: unknown): readonly unknown[] {
  if (typeof it !== 'object' || it === null) return []
  if ('coordinates' in it) return [it.coordinates]
  return 'geometries' in it ? [it.geometries] : []
}

/** The middle of the box round positions. */
function middleOf(positions: readonly (readonly [number, number])[]): [number, number] | null {
  if (positions.length === 0) return null
  const [lons, lats] = [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)]
  return [between(lons), between(lats)]
}

function between(values: readonly number[]): number {
  const [low, high] = values.reduce(
    ([least, most], it) => [Math.min(least, it), Math.max(most, it)],
    [Infinity, -Infinity],
  )
  return low === high ? low : Number(((low + high) / 2).toFixed(7))
}
