import { canonical, checkReported, claimedCasualties, finding, type Casualties, type Report } from '@cordon/alerts'
import { correctReport } from '@cordon/db'
import { requireMatch } from '../platform/etag.js'
import { told } from '../platform/result.js'
import type { ReportPatch } from '../wire/index.js'
import type { Change, Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { revisedAnew, survivorAnew } from './judge-anew.js'
import type { Working } from './known.js'
import { refused } from './refused.js'

/** Corrects a report, or takes it back. */
export function draftAmended(entry: Entry & { what: 'amend' }, desk: Desk): Draft {
  const [report] = desk.known.reports.get(entry.reportId) ?? []
  const before = report === undefined ? undefined : desk.known.byId.get(report.incidentId)
  if (report === undefined || before === undefined)
    return refused(told('not-found', finding('denied.none', { thing: 'report', id: entry.reportId })))
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

/** An incident with one of its reports in other words. */
export function amend(before: Working, { report, now, reason }: Amendment, desk: Desk): Change {
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

/** Whether two states of a report say the same. */
export function sameWords(a: Report, b: Report): boolean {
  return canonical(a) === canonical(b)
}
