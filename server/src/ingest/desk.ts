import type { Report, Source } from '@cordon/alerts'
import type { ReportKeyRow, ReportRow, Statement } from '@cordon/db'
import type { Failure } from '../wire/index.js'
import type { Known, Working } from './known.js'

/** Everything that drafting takes from outside. */
export interface Desk {
  readonly known: Known
  readonly now: string
  readonly by: string
  readonly history: boolean
  readonly newId: () => string
}

/** What an entry comes to: a new state of an incident with the report behind it, nothing new, or a refusal. */
export type Draft = Change | Unchanged | { readonly what: 'refused'; readonly failure: Failure }

/** Nothing new of an incident. */
export interface Unchanged {
  readonly what: 'unchanged'
  readonly working: Working
  /** Whether it is held again, as it stands, against the rules for which that is due. */
  readonly isHeld?: true
  readonly knownBy?: readonly KnownBy[]
}

/** A report that is known by further keys from now on. */
export interface KnownBy {
  readonly report: Report
  readonly keys: Omit<ReportKeyRow, 'reportId'>
}

/** An incident that is merged from now on, as `MergeRow` has it; `intoId` is null where it stands for itself again. */
export interface Merging {
  readonly incidentId: string
  readonly intoId: string | null
  readonly throughId: string | null
}

/** A new state of an incident. */
export interface Change {
  readonly what: 'stored' | 'revised'
  readonly working: Working
  readonly report: ReportRow | null
  readonly newSource: Source | null
  /** Whether it is a matter of the books alone, which wakes nobody: it is held against no rule. */
  readonly quiet?: true
  /** Whether only what is held of its source is new. */
  readonly regraded?: true
  /** What else changes with it: the incident that stands for it, or that it stood for. */
  readonly also?: readonly Working[]
  /** A report that was corrected, in its present words. */
  readonly amended?: Report
  readonly knownBy?: readonly KnownBy[]
  readonly merges?: readonly Merging[]
  /** Written in the same transaction. */
  readonly besides?: readonly Statement[]
}
