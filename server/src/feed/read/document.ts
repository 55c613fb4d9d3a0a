import { valueAt, type RecordMapping } from '@cordon/alerts'
import { parseJson } from './json.js'
import { emptyPage, type ReadContext, type ReadPayload } from './page.js'
import { settle } from './settle.js'
import { tellerOf, toldOf } from './teller.js'
import type { FeedRecord } from './told-record.js'

/** How deep a list of records is looked for. */
const deepest = 4

export type Records =
  { readonly ok: true; readonly records: readonly FeedRecord[] } | { readonly ok: false; readonly message: string }

/** Reads JSON or JSON lines: the records of its list, by the feed's mapping or as their fields are known. */
export function readDocument(text: string, context: ReadContext): ReadPayload {
  const found = recordsIn(text, context.mapping?.records ?? null)
  if (!found.ok) return found
  const first = found.records.map((it) => ('record' in it ? it.record : null)).find(isObject) ?? null
  const teller = tellerOf(context.mapping, first)
  if (!teller.ok) return teller
  return { ok: true, page: { ...emptyPage, ...settle(toldOf(found.records, teller.tell), context) } }
}

/** The records of a document: those at `path`, or where they are found. */
export function recordsIn(text: string, path: RecordMapping['records']): Records {
  const parsed = parseJson(text)
  if (!parsed.ok) return linesIn(text) ?? parsed
  const list = path === null ? listIn([parsed.value], 0) : valueAt(parsed.value, path)
  if (Array.isArray(list)) {
    const records: readonly unknown[] = list
    return { ok: true, records: records.map((record, index) => ({ where: `Record ${index + 1}`, record })) }
  }
  const where = path === null ? 'somewhere' : `at "${path}"`
  return { ok: false, message: `Expected a list of records ${where}; got ${shape(parsed.value)}` }
}

/** The document itself, its `features`, or the first list of objects that is found from the top. */
function listIn(values: readonly unknown[], depth: number): unknown {
  const lists = values.filter((it) => Array.isArray(it) && it.every(isObject))
  const full = lists.find((it) => Array.isArray(it) && it.length > 0) ?? lists[0]
  if (full !== undefined || depth === deepest) return full
  const inner = values.filter(isObject).flatMap((it): readonly unknown[] => Object.values(it).slice(0, 200))
  return inner.length === 0 ? undefined : listIn(inner, depth + 1)
}

/** JSON lines: one record a line, of which a broken one costs itself alone. */
function linesIn(text: string): Records | null {
  const lines = text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ line: at + 1, text: line }]))
  const records = lines.map(({ line, text: said }): FeedRecord => {
    const parsed = parseJson(said)
    const where = `Line ${line}`
    return parsed.ok ? { where, record: parsed.value } : { where, errors: [{ path: '', message: parsed.message }] }
  })
  const [first] = records
  const isLines = records.length > 1 && first !== undefined && 'record' in first && isObject(first.record)
  return isLines ? { ok: true, records } : null
}

function shape(value: unknown): string {
  if (!isObject(value)) return Array.isArray(value) ? 'a list of something else' : JSON.stringify(value).slice(0, 40)
  return `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'nothing in it'}`
}

function isObject(it: unknown): it is object {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
