import { attributed } from './content.js'
import { casualtyClaims, checkReported, claimedCasualties, type Report } from '@cordon/alerts'
import type { ReportRow } from '@cordon/db'
import type { IncidentInput, ReportInput } from '../wire/index.js'
import type { Change, Desk, Draft } from './desk.js'
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

interface Adding {
  readonly contentHash: string
  readonly desk: Desk
}

/** An incident with one more report of it. */
export function added(before: Working, said: ReportInput, { contentHash, desk }: Adding): Change {
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
export function claimsOf(said: ReportInput, incident: IncidentInput | null): Report['claims'] {
  const claims = said.claims ?? []
  const counted = casualtyClaims(said.casualties ?? incident?.properties.casualties ?? [])
  return [...claims, ...counted.filter(({ topic }) => !claims.some((claim) => claim.topic === topic))]
}
