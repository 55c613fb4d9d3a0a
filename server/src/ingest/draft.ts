import {
  checkReported,
  checkTimes,
  contentKey,
  defaultUncertaintyMetres,
  deriveGrade,
  deriveStatus,
  revise,
  sameContent,
  type Incident,
  type IncidentContent,
  type Report,
  type Source,
} from '@cordon/alerts'
import { createHash } from 'node:crypto'
import { requireMatch } from '../platform/etag.js'
import type { Failure, IncidentPatch } from '../wire/index.js'
import { attributed, contentFrom, sourceIdOf } from './content.js'
import type { Entry } from './entry.js'
import { keyOf, type Known, type Working } from './known.js'

/** Everything that drafting takes from outside. */
export interface Desk {
  readonly known: Known
  readonly now: string
  readonly by: string
  readonly history: boolean
  readonly newId: () => string
}

/** What an entry comes to: a new state of an incident with the report behind it, nothing new, or a refusal. */
export type Draft =
  | {
      readonly what: 'stored' | 'revised'
      readonly working: Working
      readonly report: Report | null
      readonly newSource: Source | null
    }
  | { readonly what: 'unchanged'; readonly working: Working }
  | { readonly what: 'refused'; readonly failure: Failure }

/** Drafts one entry and notes what it changed, so that the next entry builds on it. */
export function draft(entry: Entry, desk: Desk): Draft {
  const drafted = draftEntry(entry, desk)
  if (drafted.what === 'stored' || drafted.what === 'revised') note(drafted, desk.known)
  return drafted
}

function draftEntry(entry: Entry, desk: Desk): Draft {
  if (entry.what === 'correct') return draftCorrection(entry, desk)
  return entry.what === 'report' ? draftReport(entry, desk) : draftNew(entry, desk)
}

function note(drafted: Draft & { what: 'stored' | 'revised' }, known: Known): void {
  const { working, report, newSource } = drafted
  const { id, externalId } = working.incident
  known.byId.set(id, working)
  if (working.sourceId !== null && externalId !== null) known.idByKey.set(keyOf(working.sourceId, externalId), id)
  if (report !== null && report.externalId !== null) known.reportKeys.set(keyOf(report.sourceId, report.externalId), id)
  if (newSource !== null) known.sources.set(newSource.id, newSource)
}

function draftNew(entry: Entry & { what: 'new' }, desk: Desk): Draft {
  const content = contentFrom(entry.input)
  const contentHash = hash(content)
  const { externalId, source } = entry.input.properties
  const before = externalId == null ? undefined : workingByKey(desk.known, keyOf(sourceIdOf(source ?? ''), externalId))
  if (before === undefined) return firstRevision(entry, content, desk)
  if (before.contentHash === contentHash) return { what: 'unchanged', working: before }
  const { status, ...restated } = content
  const patch = entry.input.properties.status == null ? restated : { ...restated, status }
  const meta = { by: desk.by, at: desk.now, reason: 'Its source says otherwise now' }
  const incident = revise(before.incident, patch, meta)
  return { what: 'revised', working: { ...before, incident, contentHash }, report: null, newSource: null }
}

function workingByKey(known: Known, key: string): Working | undefined {
  const id = known.idByKey.get(key)
  return id === undefined ? undefined : known.byId.get(id)
}

function firstRevision(entry: Entry & { what: 'new' }, content: IncidentContent, desk: Desk): Draft {
  const { properties: said } = entry.input
  const id = desk.newId()
  const from = said.source == null ? null : sourceOf(said.source, desk)
  const message = { ...said, source: said.source ?? '', text: said.summary }
  const report = from === null ? null : reportOf(message, from.source, { id, desk })
  const reports = report === null ? [] : [report]
  const incident: Incident = {
    ...content,
    id,
    revision: 1,
    seq: 0,
    status: said.status ?? deriveStatus(reports, content.status),
    grade: deriveGrade(reports),
    source: from?.source.name ?? null,
    externalId: said.externalId ?? null,
    reportedAt: said.reportedAt ?? desk.now,
    recordedAt: desk.now,
    recordedBy: desk.by,
    reason: null,
    history: desk.history,
  }
  // Without a source the external id still identifies it: what is entered twice by a program is one incident.
  const sourceId = from?.source.id ?? (said.externalId == null ? null : sourceIdOf(''))
  const working = { incident, sourceId, contentHash: hash(content), reports }
  return {
    what: 'stored',
    working,
    report,
    newSource: from?.isNew === true ? from.source : unnamedSource(sourceId, desk),
  }
}

/** The source that stands for "not stated", made when it is first needed. */
function unnamedSource(sourceId: string | null, { known }: Desk): Source | null {
  if (sourceId !== sourceIdOf('') || known.sources.has(sourceId)) return null
  return { id: sourceId, name: 'Not stated', kind: 'other', reliability: 'F' }
}

function sourceOf(name: string, { known }: Desk): { readonly source: Source; readonly isNew: boolean } {
  const id = sourceIdOf(name)
  const source = known.sources.get(id)
  if (source !== undefined) return { source, isNew: false }
  return { source: { id, name, kind: 'other', reliability: 'F' }, isNew: true }
}

/** The parts of a message that a report keeps. */
interface Message {
  readonly title: string
  readonly text?: string | null | undefined
  readonly credibility?: Report['credibility'] | null | undefined
  readonly origin?: string | null | undefined
  readonly externalId?: string | null | undefined
  readonly link?: string | null | undefined
  readonly reportedAt?: string | null | undefined
}

function reportOf(message: Message, source: Source, { id, desk }: { id: string; desk: Desk }): Report {
  return {
    id: desk.newId(),
    incidentId: id,
    sourceId: source.id,
    sourceName: source.name,
    reliability: source.reliability,
    credibility: message.credibility ?? '6',
    origin: message.origin ?? null,
    externalId: message.externalId ?? null,
    title: message.title,
    text: message.text ?? null,
    link: message.link ?? null,
    reportedAt: message.reportedAt ?? desk.now,
    recordedAt: desk.now,
  }
}

function draftCorrection(entry: Entry & { what: 'correct' }, desk: Desk): Draft {
  const before = desk.known.byId.get(entry.id)
  if (before === undefined) return refused({ code: 'not-found', detail: `There is no incident ${entry.id}.` })
  const match = requireMatch(entry.ifMatch, before.incident.revision)
  if (!match.ok) return refused(match.failure)
  const patch = patchOf(entry.patch)
  const after = { ...before.incident, ...patch }
  if (sameContent(before.incident, after)) return { what: 'unchanged', working: before }
  const errors = checkTimes(after, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors: errors.map(underProperties) })
  const incident = revise(before.incident, patch, { by: desk.by, at: desk.now, reason: entry.patch.reason })
  return { what: 'revised', working: { ...before, incident }, report: null, newSource: null }
}

/** What a patch changes: what it leaves out stays, what it sets to null goes back to its default. */
function patchOf(patch: IncidentPatch): Partial<IncidentContent> {
  const said = patch.properties ?? {}
  const named = Object.entries(said).filter(([, value]) => value !== undefined)
  const precision = said.locationPrecision
  return {
    ...(precision == null ? {} : { uncertaintyMetres: defaultUncertaintyMetres(precision) }),
    ...Object.fromEntries(named.filter(([, value]) => value !== null)),
    ...Object.fromEntries(
      Object.entries(cleared).filter(([key]) => named.some(([name, it]) => name === key && it === null)),
    ),
    ...(patch.geometry === undefined ? {} : { point: patch.geometry }),
  }
}

const cleared = {
  summary: null,
  place: null,
  occurredTo: null,
  actors: [],
  targets: [],
  casualties: [],
  tags: [],
  severity: 'unknown',
} as const

function draftReport(entry: Entry & { what: 'report' }, desk: Desk): Draft {
  const before = desk.known.byId.get(entry.id)
  if (before === undefined) return refused({ code: 'not-found', detail: `There is no incident ${entry.id}.` })
  const errors = checkReported(entry.report.reportedAt ?? null, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors: [...errors] })
  const { source, isNew } = sourceOf(entry.report.source, desk)
  const { externalId } = entry.report
  if (externalId != null && desk.known.reportKeys.has(keyOf(source.id, externalId))) {
    return { what: 'unchanged', working: before }
  }
  const report = reportOf(entry.report, source, { id: entry.id, desk })
  const reports = [...before.reports, report]
  const patch = {
    status: deriveStatus(reports, before.incident.status),
    casualties: [...before.incident.casualties, ...attributed(entry.report.casualties ?? [], source.name)],
  }
  const meta = { by: desk.by, at: desk.now, reason: `Report of ${source.name}`, grade: deriveGrade(reports) }
  const incident = revise(before.incident, patch, meta)
  return { what: 'revised', working: { ...before, incident, reports }, report, newSource: isNew ? source : null }
}

function refused(failure: Failure): Draft {
  return { what: 'refused', failure }
}

function underProperties<T extends { readonly path: string }>(error: T): T {
  return { ...error, path: `properties.${error.path}` }
}

function hash(content: IncidentContent): string {
  return createHash('sha256').update(contentKey(content)).digest('hex')
}
