import { say, type RecordMapping } from '@cordon/alerts'
import { shown } from '../../wire/index.js'
import { knownMapping, unknownColumns } from './detect.js'
import type { Told } from './page.js'
import { toldByColumns, toldByOwn } from './told-known.js'
import { at, toldByMapping, unread, type FeedRecord } from './told-record.js'

/** Records of one payload that are read; what comes after them is said, not taken. */
export const mostRecords = 100_000

export type Teller =
  { readonly ok: true; readonly tell: (found: FeedRecord) => Told } | { readonly ok: false; readonly message: string }

/** How the records of a payload are told: by the feed's mapping, or as their columns are known. */
export function tellerOf(mapping: RecordMapping | null, first: object | null): Teller {
  if (mapping !== null) return { ok: true, tell: (found) => toldByMapping(found, mapping) }
  if (first === null || isOwn(first)) return { ok: true, tell: byRecord(toldByOwn) }
  const header = Object.keys(first)
  const known = knownMapping(header)
  if (known === null) return { ok: false, message: say('read.giveMapping', { why: unknownColumns(header) }) }
  return { ok: true, tell: byRecord((found) => toldByColumns(found, known)) }
}

/** The data set that a record is known by: its name, or `geojson` where it is an incident as our API takes it. */
export function knownAs(first: object | null): string | null {
  if (first === null) return null
  return isOwn(first) ? 'geojson' : (knownMapping(Object.keys(first))?.format ?? null)
}

function byRecord(tell: (found: { readonly where: string; readonly record: object }) => Told) {
  return (found: FeedRecord): Told => {
    if ('errors' in found) return unread(found)
    const { where, record } = found
    if (typeof record === 'object' && record !== null) return tell({ where, record })
    return unread({ where, errors: [{ path: '', message: noObject(record) }] })
  }
}

function noObject(record: unknown): string {
  return say('refused.expected', { expected: say('expected.object', {}), got: shown(record) })
}

/** An incident as our own API takes it. */
function isOwn(record: object): boolean {
  const said = 'properties' in record ? record.properties : null
  return typeof said === 'object' && said !== null && 'occurredFrom' in said && 'title' in said
}

/** Tells records one after another, and says of the first beyond what is read that there are more. */
export class Telling {
  private count = 0

  constructor(private readonly tell: (found: FeedRecord) => Told) {}

  /** Whether nothing behind it is told any more. */
  get isOver(): boolean {
    return this.count > mostRecords
  }

  told(found: FeedRecord): Told {
    if (++this.count > mostRecords) {
      const message = say('refused.firstRead', { mostCount: mostRecords })
      return unread({ where: found.where, errors: [{ path: '', message }] })
    }
    if (!('record' in found) || isRecord(found.record)) return this.tell(found)
    const { where, record } = found
    const errors = [at(where, { path: '', message: noObject(record) })]
    return { refused: errors, externalId: null, raw: () => JSON.stringify(record, null, 1) }
  }
}

/** The records of a list: one more than are read, so that it is said that there are more. */
export function recordsOf(list: readonly unknown[]): readonly FeedRecord[] {
  return list.slice(0, mostRecords + 1).map((record, index) => ({ where: `Record ${index + 1}`, record }))
}

/** Tells records as they are asked for: whoever keeps none holds none. */
export function* toldOf(found: Iterable<FeedRecord>, tell: (found: FeedRecord) => Told): Generator<Told> {
  const telling = new Telling(tell)
  for (const it of found) {
    yield telling.told(it)
    if (telling.isOver) return
  }
}

function isRecord(it: unknown): boolean {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
