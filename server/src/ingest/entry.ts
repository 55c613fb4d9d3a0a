import type { Incident, IncidentContent, IncidentLink, Report, UnitReach } from '@cordon/alerts'
import type { Runner } from '@cordon/db'
import type { Failure, IncidentPatch, ReportInput, ReportPatch } from '../wire/index.js'
import type { Stated } from './content.js'

/** One thing that a request asks of the incidents. */
export type Entry =
  | { readonly what: 'new'; readonly input: Stated }
  | {
      readonly what: 'correct'
      readonly id: string
      readonly patch: IncidentPatch
      /** What the editor saw, as `If-Match` says it; null where they did not say. */
      readonly ifMatch: string | null
      /** What speaks against the place as it is corrected; left out where the patch does not touch it. */
      readonly doubtOf?: (content: IncidentContent) => string | null
      /** How wide it is where it stands for a whole unit and the patch does not say. */
      readonly reachOf?: UnitReach
    }
  /** One more report of an incident that is known. */
  | { readonly what: 'report'; readonly id: string; readonly report: ReportInput }
  /** A report that says what happened: a new incident, or one that the same message told before. */
  | { readonly what: 'tell'; readonly report: ReportInput; readonly incident: Stated }
  /** Corrects a report, or takes it back. */
  | {
      readonly what: 'amend'
      readonly reportId: string
      readonly patch: ReportPatch
      /** The report's revision that the editor saw, as `If-Match` says it; null where they did not say. */
      readonly ifMatch: string | null
      /** Hears how the report reads afterwards, as an outcome tells of incidents alone; the last word counts. */
      readonly heard?: (report: Report) => void
    }
  | { readonly what: 'merge'; readonly id: string; readonly into: string; readonly reason: string }
  | { readonly what: 'unmerge'; readonly id: string; readonly reason: string }
  /** Says how one incident bears on another, or does no longer. */
  | { readonly what: 'link'; readonly link: IncidentLink; readonly reason: string }
  /** Derives grade and status anew, because what is held of a source has changed. */
  | { readonly what: 'regrade'; readonly id: string; readonly reason: string }
  /** Holds it as it stands against the rules again for which that is due; that makes no revision of it. */
  | { readonly what: 'hold'; readonly id: string }
  /** Puts back what was there `before` an import wrote this revision. */
  | {
      readonly what: 'undo'
      readonly id: string
      readonly revision: number
      readonly before: Incident
      readonly reason: string
    }

/** What one request asks, to be stored as a whole in one transaction. */
export interface Job {
  readonly entries: readonly Entry[]
  /** Name of the account, token or import. */
  readonly by: string
  /** History is recorded and counted, and alerts nobody. */
  readonly history: boolean
  /** Written in the same transaction, once the outcomes are known; what it throws undoes the job. */
  readonly beside?: (run: Runner, outcomes: readonly Outcome[]) => Promise<void>
}

/** What became of one entry. */
export type Outcome =
  | { readonly ok: true; readonly what: 'stored' | 'revised' | 'unchanged'; readonly incident: Incident }
  | { readonly ok: false; readonly failure: Failure }

/** A batch that is on disk: what became of each job's entries, and how many alerts it raised. */
export interface Kept {
  readonly outcomes: readonly (readonly Outcome[])[]
  readonly raised: number
}
