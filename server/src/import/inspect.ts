import { guessMapping, type MappingGuess, type RecordMapping, type SampledColumn } from '@cordon/alerts'
import { knownMapping } from '../feed/read/detect.js'
import { placemarks, waypoints } from '../feed/read/drawn.js'
import { openFile, type OpenFile, type SourceRow } from '../feed/read/records-of.js'

/** What a file holds, before anything is imported. */
export interface Inspection {
  readonly format: 'csv' | 'geojson' | 'kml' | 'gpx'
  readonly encoding: string
  readonly delimiter: string | null
  /** A data set that is known by its columns, or our own export: it needs no mapping. */
  readonly known: string | null
  readonly columns: readonly SampledColumn[]
  readonly guess: MappingGuess
}

export type Inspected =
  { readonly ok: true; readonly inspection: Inspection } | { readonly ok: false; readonly message: string }

/** Records that are looked at, and how much of a value is shown. */
const lookedAt = 200
const samplesShown = 50
const longestSample = 120

/** Looks at the first records of a file: its columns with values, and what each may tell. */
export async function inspect(bytes: AsyncIterable<Uint8Array>): Promise<Inspected> {
  const opened = await openFile(bytes)
  if (!opened.ok) return opened
  const { file } = opened
  const columns = await sampled(file)
  const guess = withDrawing(file, guessMapping(columns))
  const known = file.container === 'csv' ? (knownMapping(file.header)?.format ?? null) : ownGeoJson(file, columns)
  const { container: format, encoding, delimiter } = file
  return { ok: true, inspection: { format, encoding, delimiter, known, columns, guess } }
}

function ownGeoJson({ container }: OpenFile, columns: readonly SampledColumn[]): string | null {
  const own = ['properties.type', 'properties.title', 'properties.occurredFrom']
  return container === 'geojson' && own.every((name) => columns.some((it) => it.name === name)) ? 'geojson' : null
}

async function sampled(file: OpenFile): Promise<readonly SampledColumn[]> {
  const found = new Map<string, string[]>(file.header.filter((name) => name !== '').map((name) => [name, []]))
  let seen = 0
  for await (const row of file.records()) {
    note(found, row)
    if (++seen >= lookedAt) break
  }
  return [...found].map(([name, samples]) => ({ name, samples }))
}

function note(found: Map<string, string[]>, row: SourceRow): void {
  if (!('record' in row)) return
  for (const [name, value] of fieldsIn(row.record)) {
    const samples = found.get(name) ?? []
    if (found.size < 300) found.set(name, samples)
    const text = String(value).slice(0, longestSample)
    if (text.trim() !== '' && samples.length < samplesShown && !samples.includes(text)) samples.push(text)
  }
}

/** The fields of a record: its columns, or the properties of a feature; those that hold a list are shown as JSON. */
function fieldsIn(record: unknown): readonly (readonly [string, unknown])[] {
  if (typeof record !== 'object' || record === null) return []
  const entries: readonly (readonly [string, unknown])[] = Object.entries(record)
  return entries.flatMap(([name, value]) => {
    if (name === 'properties' && typeof value === 'object' && value !== null) {
      const inner: readonly (readonly [string, unknown])[] = Object.entries(value)
      return inner.map(([key, it]) => [`properties.${key}`, plainText(it)] as const)
    }
    if (name === 'type' && value === 'Feature') return []
    return name === 'bbox' ? [] : [[name, plainText(value)] as const]
  })
}

function plainText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? '')
}

/** Drawings are read as their format has it where no field says more. */
function withDrawing({ container }: OpenFile, guess: MappingGuess): MappingGuess {
  const preset: RecordMapping | null = container === 'kml' ? placemarks : container === 'gpx' ? waypoints : null
  if (preset === null) return guess
  const { mapping, missing } = guess
  const own = missing.includes('occurredFrom') ? preset.occurredFrom : mapping.occurredFrom
  const type = 'constant' in mapping.type ? preset.type : mapping.type
  const merged = {
    ...mapping,
    position: preset.position,
    occurredFrom: own,
    occurredTo: mapping.occurredTo ?? preset.occurredTo,
    type,
  }
  return { ...guess, mapping: merged, missing: missing.filter((it) => it === 'title') }
}
