import { bareLocationPrecision } from '../match/defaults.js'
import type { Casualties, Instant, Severity } from '../model.js'
import { say } from '../tell/finding.js'
import { codeOf, countOf, flagOf, momentOf, radiusOf, refuse, stepOf, type Desk } from './field.js'
import { positionOf } from './position.js'
import { clipped, mappedList, mappedText, pathsOf, wholeCharacters } from './record.js'
import type { FieldPath, MappedIncident, RecordFault, RecordMapping } from './words.js'

/** What one record tells, or what is wrong with it. */
export type MappedRecord =
  | {
      readonly ok: true
      readonly input: MappedIncident
      /** The governorate or the like that the record names. */
      readonly admin1: string | null
      readonly updatedAt: Instant | null
      /** Taken back by its source. */
      readonly deleted: boolean
    }
  | {
      readonly ok: false
      readonly errors: readonly RecordFault[]
      /** What could be read all the same, to be repaired or to be known again by. */
      readonly partly: PartlyMapped
      readonly updatedAt: Instant | null
      readonly deleted: boolean
    }

/** An incident as far as it could be read: what is missing is null. */
export interface PartlyMapped {
  readonly geometry: MappedIncident['geometry']
  readonly properties: Partly<MappedIncident['properties']>
}
type Partly<T> = { readonly [K in keyof T]: T[K] | null }

/** A mapping that takes nothing but a title, a type and a time: the others are written over it. */
export const bareMapping = {
  ...{
    records: null,
    decimal: 'point',
    id: null,
    summary: null,
    kind: null,
    severity: null,
    status: null,
    position: null,
    place: null,
  },
  ...{ admin1: null, uncertaintyMetres: null, locationPrecision: null, occurredTo: null, timePrecision: null },
  ...{
    actors: null,
    targets: null,
    tags: null,
    killed: null,
    injured: null,
    casualtyWords: null,
    casualtySource: null,
  },
  ...{ exercise: null, source: null, credibility: null, origin: null, link: null, reportedAt: null, updatedAt: null },
  deleted: null,
} as const satisfies Partial<RecordMapping>

/** Reads one record (a row by column, or a JSON value) as an incident; every field that is wrong is named. */
export function mapRecord(record: unknown, mapping: RecordMapping): MappedRecord {
  const desk: Desk = { record, decimal: mapping.decimal, faults: [] }
  const geometry = positionOf(desk, mapping.position)
  const partly = properties(desk, mapping)
  const { type, occurredFrom, title } = partly
  const updatedAt = momentOf(desk, mapping.updatedAt)?.instant ?? null
  const deleted = flagOf(desk, mapping.deleted)
  if (type === null || occurredFrom === null || title === null || desk.faults.length > 0)
    return { ok: false, errors: desk.faults, partly: { geometry, properties: partly }, updatedAt, deleted }
  const whole = { ...partly, type, occurredFrom, title, locationPrecision: precisionOf(partly, geometry) }
  const admin1 = mappedText(record, mapping.admin1)
  return { ok: true, input: { type: 'Feature', geometry, properties: whole }, admin1, updatedAt, deleted }
}

/** As the record states it; a position that comes without a word of it is taken for no more than it can be. */
function precisionOf(
  { locationPrecision, uncertaintyMetres, place }: PartlyMapped['properties'],
  geometry: PartlyMapped['geometry'],
) {
  const isBare = locationPrecision === null && uncertaintyMetres === null
  return isBare && geometry !== null ? bareLocationPrecision(geometry.coordinates, place) : locationPrecision
}

function properties(desk: Desk, mapping: RecordMapping) {
  const { record } = desk
  const type = codeOf(desk, mapping.type)
  const title = needed(desk, {
    text: mappedText(record, mapping.title),
    path: pathsOf(mapping.title)[0],
    what: 'a title',
  })
  const when = times(desk, mapping)
  const rest = { ...named(desk, mapping), ...graded(desk, mapping), casualties: casualties(desk, mapping) }
  return { type, title: title === null ? null : clipped(title, 300), ...when, ...rest }
}

function needed(desk: Desk, it: { text: string | null; path: FieldPath | undefined; what: string }): string | null {
  if (it.text === null) refuse(desk, it.path ?? '', { value: '', expectation: it.what })
  return it.text
}

function times(desk: Desk, mapping: RecordMapping) {
  const before = desk.faults.length
  const from = momentOf(desk, mapping.occurredFrom)
  if (from === null && desk.faults.length === before) {
    refuse(desk, mapping.occurredFrom.from[0] ?? '', { value: '', expectation: 'the time at which it happened' })
  }
  const to = momentOf(desk, mapping.occurredTo)
  const precision = codeOf(desk, mapping.timePrecision) ?? (from?.dateOnly === true ? 'day' : null)
  if (from !== null && to !== null && to.instant < from.instant) {
    refuse(desk, mapping.occurredTo?.from[0] ?? '', {
      value: to.instant,
      expectation: `an end at or after ${from.instant}`,
    })
  }
  const occurredTo = to === null || to.instant === from?.instant ? null : to.instant
  return { occurredFrom: from?.instant ?? null, occurredTo, timePrecision: precision }
}

/** Who, where and by whom, in words. */
function named({ record, decimal, faults }: Desk, mapping: RecordMapping) {
  const text = (mapped: Parameters<typeof mappedText>[1], most: number) => {
    const said = mappedText(record, mapped)
    return said === null ? null : clipped(said, most)
  }
  const summary = mappedText(record, mapping.summary)
  return {
    summary: summary === null ? null : wholeCharacters(summary.slice(0, 20_000)),
    place: text(mapping.place, 500),
    actors: mappedList(record, mapping.actors),
    targets: mappedList(record, mapping.targets),
    tags: mappedList(record, mapping.tags),
    source: text(mapping.source, 200),
    externalId: text(mapping.id, 300),
    origin: text(mapping.origin, 200),
    link: link(text(mapping.link, 2000)),
    reportedAt: momentOf({ record, decimal, faults }, mapping.reportedAt)?.instant ?? null,
  }
}

/** Whatever is no address of a page is left out: a link is a help, not a ground for refusal. */
function link(text: string | null): string | null {
  return text !== null && /^https?:\/\/[^\s/]+/.test(text) && !/\s/.test(text) ? text : null
}

/** What it is judged by: codes and numbers. */
function graded(desk: Desk, mapping: RecordMapping) {
  return {
    kind: codeOf(desk, mapping.kind) ?? ('event' as const),
    severity: severity(desk, mapping),
    status: codeOf(desk, mapping.status),
    locationPrecision: codeOf(desk, mapping.locationPrecision),
    uncertaintyMetres: radiusOf(desk, mapping.uncertaintyMetres),
    exercise: flagOf(desk, mapping.exercise),
    credibility: codeOf(desk, mapping.credibility),
  }
}

function severity(desk: Desk, { severity: mapped }: RecordMapping): Severity {
  if (mapped === null) return 'unknown'
  return 'steps' in mapped ? stepOf(desk, mapped) : (codeOf(desk, mapped) ?? 'unknown')
}

function casualties(desk: Desk, mapping: RecordMapping): readonly Casualties[] {
  const killed = countOf(desk, mapping.killed)
  const injured = countOf(desk, mapping.injured)
  const words = mappedText(desk.record, mapping.casualtyWords)
  if (killed === null && injured === null && words === null) return []
  const source = mappedText(desk.record, mapping.casualtySource ?? mapping.source)
  return [{ source: source && clipped(source, 200), killed, injured, words: words && clipped(words, 500) }]
}

/** What is wrong with a field, in a sentence. */
export function faultText({ value, expectation }: Pick<RecordFault, 'value' | 'expectation'>): string {
  if (value === '') return say('refused.empty', { expected: expectation })
  return say('refused.expected', { expected: expectation, got: `"${value}"` })
}
