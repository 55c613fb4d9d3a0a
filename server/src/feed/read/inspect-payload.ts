import { guessMapping, type MappingGuess, type SampledColumn } from '@cordon/alerts'
import { decode } from './decode.js'
import { recordsIn } from './document.js'
import type { ReadContext } from './page.js'
import { openTable } from './table.js'
import { knownAs } from './teller.js'

/** What the records of a CSV or JSON payload hold, and what each field may tell. */
export interface RecordLook {
  /** The data set that its fields are known by; it needs no mapping. */
  readonly known: string | null
  readonly columns: readonly SampledColumn[]
  readonly guess: MappingGuess
}

export type Inspected =
  { readonly ok: true; readonly look: RecordLook | null } | { readonly ok: false; readonly message: string }

/** Records that are looked at, fields and values of each that are shown. */
const lookedAt = 200
const mostFields = 300
const samplesShown = 50
const longestSample = 120
const deepest = 5

/** Looks at the first records of a payload; nothing to see in the formats that need no mapping. */
export async function inspectPayload(bytes: Uint8Array, context: ReadContext): Promise<Inspected> {
  if (context.format !== 'csv' && context.format !== 'json') return { ok: true, look: null }
  const found = context.format === 'csv' ? await firstRows(bytes) : firstRecords(bytes, context)
  if (!found.ok) return found
  const columns = sampled(found)
  const known = knownAs(found.records.find(isObject) ?? null)
  return { ok: true, look: { known, columns, guess: guessMapping(columns) } }
}

type Found =
  | { readonly ok: true; readonly header: readonly string[]; readonly records: readonly unknown[] }
  | { readonly ok: false; readonly message: string }

async function firstRows(bytes: Uint8Array): Promise<Found> {
  const opened = await openTable(bytes)
  if (!opened.ok) return opened
  const header = opened.file.header.filter((name) => name !== '')
  const records: unknown[] = []
  for await (const row of opened.file.records()) {
    if ('record' in row) records.push(row.record)
    if (records.length >= lookedAt) break
  }
  return { ok: true, header, records }
}

function firstRecords(bytes: Uint8Array, { contentType, mapping }: ReadContext): Found {
  const decoded = decode(bytes, contentType)
  if (!decoded.ok) return decoded
  const found = recordsIn(decoded.text, mapping?.records ?? null)
  if (!found.ok) return found
  const records = found.records.flatMap((it) => ('record' in it ? [it.record] : []))
  return { ok: true, header: [], records: records.slice(0, lookedAt) }
}

function sampled({ header, records }: Found & { ok: true }): readonly SampledColumn[] {
  const found = new Map<string, string[]>(header.slice(0, mostFields).map((name) => [name, []]))
  for (const record of records) {
    for (const [path, text] of header.length > 0 ? cells(record) : leaves(record, '', 0)) {
      const samples = found.get(path) ?? []
      if (found.size < mostFields || found.has(path)) found.set(path, samples)
      const cut = text.slice(0, longestSample)
      if (cut.trim() !== '' && samples.length < samplesShown && !samples.includes(cut)) samples.push(cut)
    }
  }
  return [...found].map(([name, samples]) => ({ name, samples }))
}

type Leaf = readonly [string, string]

function cells(record: unknown): readonly Leaf[] {
  return isObject(record) ? Object.entries(record).map(([name, value]) => [name, String(value)]) : []
}

/** The fields of a JSON record by path; a geometry and a list stay whole. */
function leaves(value: unknown, path: string, depth: number): readonly Leaf[] {
  if (Array.isArray(value))
    return [[path, value.every((it) => !isObject(it)) ? value.join('; ') : JSON.stringify(value)]]
  if (!isObject(value)) return [[path, plain(value)]]
  if ('coordinates' in value || depth === deepest) return [[path, JSON.stringify(value)]]
  const inner: readonly (readonly [string, unknown])[] = Object.entries(value)
  return inner.flatMap(([name, it]) =>
    name === 'type' && it === 'Feature' ? [] : leaves(it, path === '' ? name : `${path}.${name}`, depth + 1),
  )
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function isObject(it: unknown): it is object {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
