import { Cells, columnsOf } from './cells.js'
import { admin1Of, columnOf } from './csv.js'
import type { Mapping } from './mapping.js'
import type { Draft, Told } from './page.js'
import { at, contentId } from './told-record.js'

/** What a record of a known data set tells; `record` holds its columns by name. */
export function toldByColumns(
  { where, record }: { readonly where: string; readonly record: object },
  mapping: Mapping,
): Told {
  const columns = columnsOf(Object.keys(record))
  const cells = new Cells(columns, Object.values(record).map(cellOf))
  const { draft, externalId } = draftOf(mapping.draft(cells))
  const raw = () => JSON.stringify(record, null, 1)
  if (cells.errors.length > 0) return { refused: cells.errors.map((it) => at(where, it)), externalId, draft, raw }
  return {
    externalId: externalId ?? contentId(record),
    updatedAt: null,
    draft,
    admin1: admin1Of(cells, mapping),
    fieldOf: (path) => columnOf(path, mapping, cells),
    raw,
  }
}

/** What a record that is an incident as our own API takes it tells. */
export function toldByOwn({ record }: { readonly record: object }): Told {
  const { draft, externalId } = draftOf(record)
  const place = draft.properties['place']
  const raw = () => JSON.stringify(record, null, 1)
  const places = typeof place === 'string' ? [place] : []
  return { externalId: externalId ?? contentId(record), updatedAt: null, draft, places, raw }
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(cellOf).join(';')
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** A feature as a draft, with its own id. */
function draftOf(feature: object): { readonly draft: Draft; readonly externalId: string | null } {
  const geometry: unknown = 'geometry' in feature ? feature.geometry : null
  const said = 'properties' in feature ? feature.properties : {}
  const entries: readonly (readonly [string, unknown])[] =
    typeof said === 'object' && said !== null ? Object.entries(said) : []
  const properties = Object.fromEntries(entries)
  const coordinates: unknown =
    typeof geometry === 'object' && geometry !== null && 'coordinates' in geometry ? geometry.coordinates : null
  const { externalId } = properties
  return {
    draft: { coordinates: Array.isArray(coordinates) ? coordinates.slice(0, 2).map(Number) : null, properties },
    externalId: typeof externalId === 'string' ? externalId : null,
  }
}
