import type { Report, Source } from '@cordon/alerts'
import type { ReportRow, Statement } from '@cordon/db'
import type { Failure } from '../wire/index.js'
import { draftCorrection } from './draft-correction.js'
import { draftMerge, draftUnmerge } from './draft-merge.js'
import { draftNew } from './draft-new.js'
import { draftAmended, draftReport, draftTold } from './draft-report.js'
import type { Entry } from './entry.js'
import { draftRegrade } from './judge-anew.js'
import { draftUndo } from './draft-undo.js'
import { keyOf, type Known, type Working } from './known.js'
import { messageKeys } from './report-keys.js'

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
  | Change
  | { readonly what: 'unchanged'; readonly working: Working }
  | { readonly what: 'refused'; readonly failure: Failure }

/** A new state of an incident. */
export interface Change {
  readonly what: 'stored' | 'revised'
  readonly working: Working
  readonly report: ReportRow | null
  readonly newSource: Source | null
  /** Whether it is a matter of the books alone, which wakes nobody: it is held against no rule. */
  readonly quiet?: true
  /** What else changes with it, as quietly: the incident that stands for it, or that it stood for. */
  readonly also?: readonly Working[]
  /** A report that was corrected, in its present words. */
  readonly amended?: Report
  /** For a merged incident, the one that stands for it now; null where it stands for itself again. */
  readonly merged?: { readonly into: string | null }
  /** Written in the same transaction. */
  readonly besides?: readonly Statement[]
}

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
