import { parse } from 'csv-parse/sync'
import { placeInput, type PlaceInput } from '../wire/index.js'

/** A place of a file, or why its row is none. */
export type PlaceRow =
  { readonly row: number; readonly place: PlaceInput } | { readonly row: number; readonly reason: string }

/** Columns that mean the same, in small letters without spaces or underscores. */
const columns: Readonly<Record<string, readonly string[]>> = {
  key: ['key', 'id', 'pcode', 'geonameid'],
  name: ['name', 'nameen', 'placename'],
  otherNames: ['othernames', 'names', 'alternatenames', 'variants', 'aliases', 'namear', 'namearabic'],
  kind: ['kind', 'type'],
  country: ['country', 'countrycode', 'iso2'],
  admin1: ['admin1', 'adm1', 'governorate', 'province', 'state'],
  admin2: ['admin2', 'adm2', 'district'],
  lat: ['lat', 'latitude', 'y'],
  lon: ['lon', 'lng', 'long', 'longitude', 'x'],
  uncertaintyMetres: ['uncertaintymetres', 'uncertaintym', 'accuracymetres', 'radius'],
  population: ['population', 'pop'],
}

type Cells = Readonly<Record<string, unknown>>

/** Reads the places of a CSV or GeoJSON file; what is wrong with a row is said of that row alone. */
export function readPlaceFile(text: string): readonly PlaceRow[] {
  const bare = text.replace(/^\uFEFF/, '')
  const records = /^\s*[{[]/.test(bare) ? featuresOf(bare) : csvOf(bare)
  return records.map((cells, at) => rowOf(byMeaning(cells), at + 1))
}

function csvOf(text: string): readonly Cells[] {
  const [head = ''] = text.split('\n', 1)
  const delimiter = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ','
  return parse(text, { columns: true, delimiter, skip_empty_lines: true, trim: true, relax_column_count: true })
}

function featuresOf(text: string): readonly Cells[] {
  const parsed: unknown = JSON.parse(text)
  const list = isRecord(parsed) && Array.isArray(parsed['features']) ? parsed['features'] : parsed
  if (!Array.isArray(list)) throw new SyntaxError('Expected a GeoJSON FeatureCollection of points.')
  return list.map((feature: unknown) => cellsOf(feature))
}

function cellsOf(feature: unknown): Cells {
  if (!isRecord(feature)) return {}
  const { geometry, properties, id } = feature
  const coordinates = isRecord(geometry) && geometry['type'] === 'Point' ? geometry['coordinates'] : null
  const position: readonly unknown[] = Array.isArray(coordinates) ? coordinates : []
  const [lon, lat] = position
  return { ...(id === undefined ? {} : { id }), ...(isRecord(properties) ? properties : {}), lon, lat }
}

function isRecord(it: unknown): it is Cells {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}

/** The cells by what their columns mean; several columns of names are put together. */
function byMeaning(cells: Cells): Cells {
  const named = Object.entries(cells).map(
    ([column, cell]) => [column.toLowerCase().replace(/[\s_-]/g, ''), cell] as const,
  )
  const found = Object.entries(columns).map(([meaning, names]) => {
    const values = named.filter(([column, cell]) => names.includes(column) && cell !== '' && cell != null)
    const [first] = values
    return [meaning, meaning === 'otherNames' ? values.flatMap(([, cell]) => namesIn(cell)) : first?.[1]] as const
  })
  return Object.fromEntries(found.filter(([, cell]) => cell !== undefined))
}

function namesIn(cell: unknown): readonly string[] {
  if (Array.isArray(cell)) return cell.map(textOf)
  return textOf(cell)
    .split(/[|;,،]/u)
    .map((it) => it.trim())
    .filter((it) => it !== '')
}

function rowOf({ lat, lon, key, country, uncertaintyMetres, population, kind, ...rest }: Cells, row: number): PlaceRow {
  const given = {
    ...rest,
    ...(kind === undefined ? {} : { kind: textOf(kind).toLowerCase() }),
    ...(key === undefined ? {} : { key: textOf(key) }),
    ...(country === undefined ? {} : { country: textOf(country).toUpperCase() }),
    ...(uncertaintyMetres === undefined ? {} : { uncertaintyMetres: Number(uncertaintyMetres) }),
    ...(population === undefined ? {} : { population: Math.round(Number(population)) }),
    point: [degreesIn(lon), degreesIn(lat)],
  }
  const parsed = placeInput.safeParse(given)
  if (parsed.success) return { row, place: parsed.data }
  const [issue] = parsed.error.issues
  return { row, reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'Expected a place'}` }
}

/** An empty cell is no 0. */
function degreesIn(cell: unknown): number {
  return cell === undefined || cell === '' ? NaN : Number(textOf(cell).replace(',', '.'))
}

/** A cell as text; what is neither text nor a number says nothing. */
function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : ''
}
