import type { Position } from 'geojson'
import { lonLat } from '../match/ellipsoid.js'
import { project, unproject } from './transverse-mercator.js'

/*
 * The Military Grid Reference System on WGS 84 (NGA.STND.0037, "The Universal Grids and the Transverse Mercator and Polar
 * Stereographic Map Projections"): zones of UTM with the exceptions of Norway and Svalbard, bands of latitude, squares of
 * 100 km. The polar grids (UPS) are left out: who looks at a point there is told that it has no reference.
 */
const bands = 'CDEFGHJKLMNPQRSTUVWX'
const columns = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'] as const
const rows = 'ABCDEFGHJKLMNPQRSTUV'
/** The first band north of the equator. */
const equator = bands.indexOf('N')
const scale = 0.9996
const falseEast = 500_000
const falseNorth = 10_000_000
const square = 100_000
/** After as many metres to the north the letters of the rows begin anew. */
const rowCycle = rows.length * square

/** The reference of a position to a metre, `37S FV 30050 91200`; null north of 84° and south of 80°. */
export function mgrsText(position: Position): string | null {
  const [longitude, latitude] = lonLat(position)
  const lon = wrapped(longitude)
  if (latitude < -80 || latitude > 84) return null
  const band = bands[bandAt(latitude)] ?? 'X'
  const zone = zoneAt(lon, latitude)
  const { eastMetres, northMetres } = project(lon, latitude, centreOf(zone))
  const east = Math.floor(eastMetres * scale + falseEast)
  const north = northOf(northMetres * scale, bandAt(latitude) < equator)
  const column = columnsOf(zone)[Math.floor(east / square) - 1] ?? ''
  const row = rows[(Math.floor(north / square) + rowShift(zone)) % rows.length] ?? ''
  const digits = (metres: number) => String(metres % square).padStart(5, '0')
  return `${String(zone).padStart(2, '0')}${band} ${column}${row} ${digits(east)} ${digits(north)}`
}

/** What a reference names: the middle of a square, and the radius of the disc around all of it. */
export interface MgrsSquare {
  readonly position: readonly [number, number]
  readonly withinMetres: number
}

const written = /^(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])\s*([A-HJ-NP-V])\s*((?:\d\s*){0,10})$/

/** Reads a reference with any number of digits, down to a square of 100 km. Null where there is no such square. */
export function readMgrs(text: string): MgrsSquare | null {
  const [, zoneText = '', band = '', column = '', row = '', rest = ''] = written.exec(text.trim().toUpperCase()) ?? []
  const [zone, digits] = [Number(zoneText), rest.replaceAll(/\s/g, '')]
  const [columnAt, rowAt] = [columnsOf(zone).indexOf(column), rows.indexOf(row)]
  if (zone < 1 || zone > 60 || digits.length % 2 === 1 || column === '' || columnAt < 0 || rowAt < 0) return null
  const size = square / 10 ** (digits.length / 2)
  const part = (from: number) => Number(digits.slice(from, from + digits.length / 2) || 0) * size + size / 2
  const east = (columnAt + 1) * square + part(0)
  const fromRow = ((rowAt - rowShift(zone) + rows.length) % rows.length) * square + part(digits.length / 2)
  const position = inBand({ zone, band, east, fromRow, slackDegrees: size / 50_000 })
  return position === null ? null : { position, withinMetres: size / Math.SQRT2 }
}

interface Wanted {
  readonly zone: number
  readonly band: string
  readonly east: number
  readonly fromRow: number
  /** How far the middle of a square may lie beyond the zone and the band that the square reaches into. */
  readonly slackDegrees: number
}

/** Of the squares that bear the same letters, the one in the band. */
function inBand({ zone, band, east, fromRow, slackDegrees }: Wanted): readonly [number, number] | null {
  const at = bands.indexOf(band)
  const [south, north] = [at * 8 - 80, band === 'X' ? 84 : at * 8 - 72]
  for (let north0 = fromRow; north0 < falseNorth; north0 += rowCycle) {
    const northMetres = (north0 - (south < 0 ? falseNorth : 0)) / scale
    const [lon, lat] = unproject({ eastMetres: (east - falseEast) / scale, northMetres }, centreOf(zone))
    if (lat < south - slackDegrees || lat > north + slackDegrees) continue
    return liesIn(zone, [lon, Math.min(Math.max(lat, south), north)], slackDegrees) ? [wrapped(lon), lat] : null
  }
  return null
}

/** Whether a position belongs to a zone, or to its neighbour by no more than what is allowed. */
function liesIn(zone: number, [lon, lat]: readonly [number, number], slackDegrees: number): boolean {
  // A degree of longitude is shorter to the north.
  const slack = slackDegrees / Math.max(0.05, Math.cos((lat * Math.PI) / 180))
  return [lon, lon - slack, lon + slack].some((it) => zoneAt(wrapped(it), lat) === zone)
}

/** Whole metres north as they are counted in a hemisphere; a hair's breadth below the equator is south of it all the same. */
function northOf(metres: number, isSouth: boolean): number {
  return isSouth ? Math.min(Math.floor(metres + falseNorth), falseNorth - 1) : Math.max(Math.floor(metres), 0)
}

function bandAt(latitude: number): number {
  return Math.min(Math.floor((latitude + 80) / 8), bands.length - 1)
}

/** South-western Norway belongs to zone 32; Svalbard is divided among the odd zones alone. */
function zoneAt(longitude: number, latitude: number): number {
  if (latitude >= 56 && latitude < 64 && longitude >= 3 && longitude < 12) return 32
  if (latitude >= 72 && longitude >= 0 && longitude < 42) {
    if (longitude < 9) return 31
    if (longitude < 21) return 33
    return longitude < 33 ? 35 : 37
  }
  return Math.floor((longitude + 180) / 6) + 1
}

/** Longitude brought into -180 ≤ longitude < 180. */
function wrapped(longitude: number): number {
  return ((((longitude + 180) % 360) + 360) % 360) - 180
}

function centreOf(zone: number): number {
  return zone * 6 - 183
}

function columnsOf(zone: number): string {
  return columns[(zone + 2) % 3] ?? ''
}

/** In even zones the rows begin with F. */
function rowShift(zone: number): number {
  return zone % 2 === 0 ? 5 : 0
}
