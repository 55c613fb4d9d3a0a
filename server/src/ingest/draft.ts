import type { Report } from '@cordon/alerts'
import type { Change, Desk, Draft } from './desk.js'
import { draftCorrection } from './draft-correction.js'
import { draftHold } from './draft-hold.js'
import { draftLink } from './draft-link.js'
import { draftMerge, draftUnmerge } from './draft-merge.js'
import { draftNew } from './draft-new.js'
import { draftAmended } from './draft-amended.js'
import { draftReport } from './draft-report.js'
import { draftTold } from './draft-told.js'
import type { Entry } from './entry.js'
import { draftRegrade } from './judge-anew.js'
import { draftUndo } from './draft-undo.js'
import { keyOf, noteKnownBy, type Known } from './known.js'
import { noteMerging } from './merged.js'
import { messageKeys } from './report-keys.js'

/** Drafts one entry and notes what it changed, so that the next entry builds on it. */
export function draft(entry: Entry, desk: Desk): Draft {
  const drafted = draftEntry(entry, desk)
  note(drafted, desk.known)
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
    case 'link':
      return draftLink(entry, desk)
    case 'regrade':
      return draftRegrade(entry, desk)
    case 'hold':
      return draftHold(entry, desk)
    case 'undo':
      return draftUndo(entry, desk)
  }
}

/** Notes what an entry came to in what is known. */
export function note(drafted: Draft, known: Known): void {
  if (drafted.what === 'refused') return
  if (drafted.what !== 'unchanged') noteChange(drafted, known)
  for (const { report, keys } of drafted.knownBy ?? []) noteKnownBy(known.reports, report, messageKeys(keys))
}

function noteChange({ working, report, newSource, also = [], amended, merges = [] }: Change, known: Known): void {
  const { id, externalId } = working.incident
  for (const it of [working, ...also]) known.byId.set(it.incident.id, it)
  if (working.sourceId !== null && externalId !== null) known.idByKey.set(keyOf(working.sourceId, externalId), id)
  if (report !== null) noteKnownBy(known.reports, report, [report.id, ...messageKeys(report)])
  if (amended !== undefined) noteAmended(amended, known)
  if (newSource !== null) known.sources.set(newSource.id, newSource)
  for (const it of merges) noteMerging(it, known)
}

function noteAmended(amended: Report, { reports, saidBefore }: Known): void {
  const before = (reports.get(amended.id) ?? []).filter(({ id }) => id === amended.id)
  saidBefore.set(amended.id, [...(saidBefore.get(amended.id) ?? []), ...before])
  for (const [key, list] of reports)
    reports.set(
      key,
      list.map((it) => (it.id === amended.id ? amended : it)),
    )
}
