import type { Report } from '@cordon/alerts'
import type { ReportRow } from '@cordon/db'
import type { Change, Desk, Draft } from './desk.js'
import { draftCorrection } from './draft-correction.js'
import { draftMerge, draftUnmerge } from './draft-merge.js'
import { draftNew } from './draft-new.js'
import { draftAmended, draftReport, draftTold } from './draft-report.js'
import type { Entry } from './entry.js'
import { draftRegrade } from './judge-anew.js'
import { draftUndo } from './draft-undo.js'
import { keyOf, type Known } from './known.js'
import { messageKeys } from './report-keys.js'

/** Drafts one entry and notes what it changed, so that the next entry builds on it. */
export function draft(entry: Entry, desk: Desk): Draft {
  const drafted = draftEntry(entry, desk)
  if (drafted.what === 'stored' || drafted.what === 'revised') note(drafted, desk.known)
  return drafted
}

function draftEntry(entry: Entry, desk: Desk): Draft {
  switch (entry.what) {
    case 'new':
      return draftNew(entry.input, desk)
    case 'correct':
      return draftCorrection(entry, desk)
    case 'report':
      return draftReport(entry, desk)
    case 'tell':
      return draftTold(entry, desk)
    case 'amend':
      return draftAmended(entry, desk)
    case 'merge':
      return draftMerge(entry, desk)
    case 'unmerge':
      return draftUnmerge(entry, desk)
    case 'regrade':
      return draftRegrade(entry, desk)
    case 'undo':
      return draftUndo(entry, desk)
  }
}

function note(drafted: Change, known: Known): void {
  const { working, report, newSource, also = [], amended, merged } = drafted
  const { id, externalId } = working.incident
  for (const it of [working, ...also]) known.byId.set(it.incident.id, it)
  if (working.sourceId !== null && externalId !== null) known.idByKey.set(keyOf(working.sourceId, externalId), id)
  if (report !== null) noteReport(report, known)
  if (amended !== undefined) noteAmended(amended, known)
  if (newSource !== null) known.sources.set(newSource.id, newSource)
  if (merged?.into === null) known.merged.delete(id)
  else if (merged !== undefined) known.merged.set(id, merged.into)
}

function noteReport(report: ReportRow, { reports }: Known): void {
  for (const key of [report.id, ...messageKeys(report)]) reports.set(key, [...(reports.get(key) ?? []), report])
}

function noteAmended(amended: Report, { reports }: Known): void {
  for (const [key, list] of reports)
    reports.set(
      key,
      list.map((it) => (it.id === amended.id ? amended : it)),
    )
}
