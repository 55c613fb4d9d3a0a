import { say, valueAt, type RecordMapping } from '@cordon/alerts'
import { parseJson } from './json.js'
import { emptyPage, type ReadContext, type ReadPayload } from './page.js'
import { settle } from './settle.js'
import { mostRecords, recordsOf, tellerOf, toldOf } from './teller.js'
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
  const list = path === null ? (featuresIn(parsed.value) ?? listIn([parsed.value], 0)) : valueAt(parsed.value, path)
  if (Array.isArray(list)) {
    return { ok: true, records: recordsOf(list) }
  }
  const expected = path === null ? say('expected.records', {}) : say('expected.recordsAt', { path })
  return { ok: false, message: say('refused.expected', { expected, got: shape(parsed.value) }) }
}

/** The features of a collection, whatever stands among them. */
function featuresIn(value: unknown): unknown {
  const isCollection = isObject(value) && 'type' in value && value.type === 'FeatureCollection'
  return isCollection && 'features' in value ? value.features : undefined
}

/** The document itself, or the first list with objects in it that is found from the top. */
function listIn(values: readonly unknown[], depth: number): unknown {
  const lists = values.filter((it) => Array.isArray(it) && (it.length === 0 || it.some(isObject)))
  const full = lists.find((it) => Array.isArray(it) && it.length > 0) ?? lists[0]
  if (full !== undefined || depth === deepest) return full
  const inner = values.filter(isObject).flatMap((it): readonly unknown[] => Object.values(it).slice(0, 200))
  return inner.length === 0 ? undefined : listIn(inner, depth + 1)
}

/** JSON lines: one record a line, of which a broken one costs itself alone. */
function linesIn(text: string): Records | null {
  const records: FeedRecord[] = []
  for (const { line, text: said } of filledLines(text)) {
    const parsed = parseJson(said, line)
    const where = `Line ${line}`
    if (records.length === 0 && !(parsed.ok && isObject(parsed.value))) return null
    records.push(
      parsed.ok ? { where, record: parsed.value } : { where, errors: [{ path: '', message: parsed.message }] },
    )
    if (records.length > mostRecords) break
  }
  return records.length > 1 ? { ok: true, records } : null
}

function* filledLines(text: string): Generator<{ readonly line: number; readonly text: string }> {
  for (let [start, line] = [0, 1]; start < text.length; line++) {
    const end = text.indexOf('\n', start)
    const said = text.slice(start, end < 0 ? undefined : end)
    if (said.trim() !== '') yield { line, text: said }
    start = end < 0 ? text.length : end + 1
  }
}

function shape(value: unknown): string {
  if (!isObject(value)) return Array.isArray(value) ? 'a list of something else' : JSON.stringify(value).slice(0, 40)
  return `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'nothing in it'}`
}

function isObject(it: unknown): it is object {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
