import {
  canonical,
  casualtyClaims,
  checkReported,
  checkTimes,
  claimedCasualties,
  say,
  type Casualties,
  type Report,
} from '@cordon/alerts'
import { correctReport, type ReportRow } from '@cordon/db'
import { requireMatch } from '../platform/etag.js'
import type { IncidentInput, ReportInput, ReportPatch } from '../wire/index.js'
import { attributed, contentFrom } from './content.js'
import type { Desk, Draft } from './desk.js'
import { draftNew } from './draft-new.js'
import type { Entry } from './entry.js'
import { revisedAnew, survivorAnew } from './judge-anew.js'
import type { Working } from './known.js'
import { noSuchIncident, refused } from './refused.js'
import { reportFrom, sourceOf } from './report-from.js'
import { hashOf, messageKeys, reportKeysOf } from './report-keys.js'

/** One more report of an incident that is known. */
export function draftReport(entry: Entry & { what: 'report' }, desk: Desk): Draft {
  const before = desk.known.byId.get(entry.id)
  if (before === undefined) return noSuchIncident(entry.id)
  const errors = checkReported(entry.report.reportedAt ?? null, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors: [...errors] })
  const known = messageKeys(reportKeysOf(entry)).some((key) => desk.known.reports.has(key))
  if (known) return { what: 'unchanged', working: before }
  return added(before, entry.report, { contentHash: hashOf(entry), desk })
}

/** A report that says what happened: of an incident that the same message told before, or of a new one. */
export function draftTold(entry: Entry & { what: 'tell' }, desk: Desk): Draft {
  const errors = toldErrors(entry, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors })
  const { source } = sourceOf(entry.report.source, desk.known)
  const same = messageKeys(reportKeysOf(entry)).flatMap((key) => desk.known.reports.get(key) ?? [])
  const [first] = same
  const before = first === undefined ? undefined : desk.known.byId.get(first.incidentId)
  if (first === undefined || before === undefined) return founded(entry, desk)
  const own = same.find((report) => report.sourceId === source.id)
  if (own !== undefined) return repeated(own, before, { entry, desk })
  return added(before, entry.report, { contentHash: hashOf(entry), desk })
}

function toldErrors({ report, incident }: Entry & { what: 'tell' }, now: string) {
  const within = checkTimes(contentFrom(incident), now).map((it) => ({ ...it, path: `incident.properties.${it.path}` }))
  return [...checkReported(report.reportedAt ?? null, now), ...within]
}

function founded(entry: Entry & { what: 'tell' }, desk: Desk): Draft {
  const { report, incident } = entry
  const { title, text } = report
  return draftNew(incident, desk, {
    title,
    text: text ?? null,
    claims: claimsOf(report, incident),
    contentHash: hashOf(entry),
  })
}

/** The same source again: what it says of the incident, and its own words, where either has changed. */
function repeated(
  report: Report,
  before: Working,
  { entry, desk }: { readonly entry: Entry & { what: 'tell' }; readonly desk: Desk },
): Draft {
  const isLate = entry.report.reportedAt != null && entry.report.reportedAt < report.reportedAt
  if (isLate) return { what: 'unchanged', working: before }
  const restated = foundsIt(entry, before) ? draftNew(entry.incident, desk) : null
  const now = { ...report, ...wordsOf(entry.report, entry.incident) }
  if (sameWords(report, now)) return restated ?? { what: 'unchanged', working: before }
  const working = restated?.what === 'revised' ? restated.working : before
  const change = { report, now, reason: say('kept.otherwise', {}) }
  const amended = amend(working, change, desk)
  // One entry is one revision: what was restated is part of it.
  return restated?.what === 'revised' ? asOneRevision(amended, before) : amended
}

function foundsIt({ report }: Entry & { what: 'tell' }, { incident }: Working): boolean {
  return report.externalId != null && incident.externalId === report.externalId && incident.source === report.source
}

function asOneRevision(drafted: Draft, before: Working): Draft {
  if (drafted.what !== 'revised') return drafted
  const incident = { ...drafted.working.incident, revision: before.incident.revision + 1 }
  const { quiet: _loud, ...rest } = drafted
  return { ...rest, working: { ...drafted.working, incident } }
}

/** Corrects a report, or takes it back. */
export function draftAmended(entry: Entry & { what: 'amend' }, desk: Desk): Draft {
  const [report] = desk.known.reports.get(entry.reportId) ?? []
  const before = report === undefined ? undefined : desk.known.byId.get(report.incidentId)
  if (report === undefined || before === undefined)
    return refused({ code: 'not-found', detail: `There is no report ${entry.reportId}.` })
  const match = requireMatch(entry.ifMatch, report.revision)
  if (!match.ok) return refused(match.failure)
  const errors = checkReported(entry.patch.reportedAt ?? null, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors: [...errors] })
  const { reason, ...patch } = entry.patch
  const cleaned = patched(report, patch)
  const drafted = sameWords(report, cleaned)
    ? ({ what: 'unchanged', working: before } as const)
    : amend(before, { report, now: cleaned, reason }, desk)
  entry.heard?.(drafted.what === 'revised' ? (drafted.amended ?? report) : report)
  return drafted
}

/** A report as a patch leaves it: what it does not name stays, what it sets to null is not said any more. */
function patched(report: Report, patch: Omit<ReportPatch, 'reason'>): Report {
  const { credibility = report.credibility, claims = report.claims, ...said } = patch
  const { title = report.title, text = report.text, origin = report.origin, link = report.link } = said
  const { reportedAt, withdrawn = report.withdrawn } = said
  const now = { ...report, title, text, origin, link, withdrawn, reportedAt: reportedAt ?? report.reportedAt }
  return { ...now, credibility: credibility ?? '6', claims: claims ?? [] }
}

interface Amendment {
  readonly report: Report
  readonly now: Report
  readonly reason: string
}

function amend(before: Working, { report, now, reason }: Amendment, desk: Desk): Draft {
  const after = { ...now, revision: report.revision + 1 }
  const reports = before.reports.map((it) => (it.id === report.id ? after : it))
  const casualties = recounted(before, reports, report)
  const working = revisedAnew({ ...before, reports }, { patch: { casualties }, reason }, desk)
  const besides = [correctReport({ before: report, after, at: desk.now, by: desk.by, reason })]
  const also = survivorAnew(working, reason, desk)
  return { what: 'revised', working, report: null, newSource: null, amended: after, also, besides }
}

/** The casualties of an incident after a report was corrected: what its source claims is claimed by its reports. */
function recounted(before: Working, reports: readonly Report[], changed: Report): readonly Casualties[] {
  const { casualties } = before.incident
  const claimed = reports
    .filter((it) => it.sourceName === changed.sourceName && !it.withdrawn)
    .flatMap((it) => claimedCasualties(it.claims, it.sourceName))
  const at = casualties.findIndex((it) => it.source === changed.sourceName)
  const others = casualties.filter((it) => it.source !== changed.sourceName)
  return at < 0 ? [...others, ...claimed] : [...others.slice(0, at), ...claimed, ...others.slice(at)]
}

interface Adding {
  readonly contentHash: string
  readonly desk: Desk
}

function added(before: Working, said: ReportInput, { contentHash, desk }: Adding): Draft {
  const { source, isNew } = sourceOf(said.source, desk.known)
  const message = { ...said, claims: claimsOf(said, null), contentHash }
  const report: ReportRow = reportFrom(message, source, { id: before.incident.id, desk })
  const claimed =
    said.casualties == null ? claimedCasualties(report.claims, source.name) : attributed(said.casualties, source.name)
  const patch = { casualties: [...before.incident.casualties, ...claimed] }
  const reason = `Report of ${source.name}`
  const working = revisedAnew({ ...before, reports: [...before.reports, report] }, { patch, reason }, desk)
  const also = survivorAnew(working, reason, desk)
  return { what: 'revised', working, report, newSource: isNew ? source : null, also }
}

/** What a report claims: what it says itself, and the casualties that it or its incident gives. */
function claimsOf(said: ReportInput, incident: IncidentInput | null): Report['claims'] {
  const claims = said.claims ?? []
  const counted = casualtyClaims(said.casualties ?? incident?.properties.casualties ?? [])
  return [...claims, ...counted.filter(({ topic }) => !claims.some((claim) => claim.topic === topic))]
}

function wordsOf(said: ReportInput, incident: IncidentInput) {
  return {
    title: said.title,
    text: said.text ?? null,
    credibility: said.credibility ?? '6',
    link: said.link ?? null,
    claims: claimsOf(said, incident),
    ...(said.origin == null ? {} : { origin: said.origin }),
    ...(said.reportedAt == null ? {} : { reportedAt: said.reportedAt }),
  }
}

function sameWords(a: Report, b: Report): boolean {
  return canonical(a) === canonical(b)
}
