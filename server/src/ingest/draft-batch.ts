import type { Incident } from '@cordon/alerts'
import { candidateOf, measureBatch, type Candidate, type Disc, type MeasureRow, type Runner } from '@cordon/db'
import { draft, type Draft } from './draft.js'
import type { Job, Outcome } from './entry.js'
import { loadKnown, type Known } from './known.js'
import { seqOf, type Drafted, type Pair } from './plan.js'
import type { RuleShelf } from './rule-shelf.js'

/** What drafting and measuring a batch take from outside. */
export interface Bench {
  readonly run: Runner
  readonly shelf: RuleShelf
  readonly now: string
  readonly newId: () => string
}

/** A batch as far as it comes without a place in the feed. */
export interface DraftBatch {
  readonly history: boolean
  readonly known: Known
  /** Job by job, entry by entry. */
  readonly drafts: readonly (readonly Draft[])[]
  /** Those that are to be stored. */
  readonly drafted: readonly Drafted[]
  readonly pairs: readonly Pair[]
}

/** Loads what the entries refer to, drafts them, and measures the drafts against every zone. */
export async function draftBatch(jobs: readonly Job[], bench: Bench): Promise<DraftBatch> {
  const history = jobs.some((job) => job.history)
  const entries = jobs.flatMap((job) => job.entries)
  const known = await loadKnown(bench.run, entries)
  const desk = { ...bench, known, history }
  const drafts = jobs.map((job) => job.entries.map((entry) => draft(entry, { ...desk, by: job.by })))
  const drafted = drafts.flat().filter(isDrafted)
  return { history, known, drafts, drafted, pairs: history ? [] : await match(drafted, bench) }
}

/** What became of each entry, at the places that a plan on `base` gives them. */
export function outcomesOf({ drafts, history }: DraftBatch, base: number): readonly (readonly Outcome[])[] {
  let at = 0
  const place = (it: Draft) => (isDrafted(it) ? seqOf(at++, { base, history }) : null)
  return drafts.map((list) => list.map((it) => outcomeOf(it, place(it))))
}

async function match(drafts: readonly Drafted[], { run, shelf }: Bench): Promise<readonly Pair[]> {
  if (drafts.length === 0) return []
  const incidents = drafts.map((drafted) => drafted.working.incident)
  const rows = await run.query<MeasureRow>(measureBatch(incidents.map(discOf)))
  const candidates = rows.map(candidateOf)
  const ruleOf = await shelf.of(candidates, run)
  return candidates.map((candidate) => ({ candidate, incident: at(incidents, candidate), rule: ruleOf(candidate) }))
}

function at(incidents: readonly Incident[], { n }: Candidate): Incident {
  const incident = incidents[n]
  if (incident === undefined) throw new Error(`The batch has no incident ${n}.`)
  return incident
}

/** The disc in which an incident is believed to be; `n` is its place in the batch. */
export function discOf(incident: Incident, n: number): Disc {
  return { n, incidentId: incident.id, point: incident.point, radiusMetres: incident.uncertaintyMetres }
}

function isDrafted(drafted: Draft): drafted is Drafted {
  return drafted.what === 'stored' || drafted.what === 'revised'
}

function outcomeOf(drafted: Draft, seq: number | null): Outcome {
  if (drafted.what === 'refused') return { ok: false, failure: drafted.failure }
  const { incident } = drafted.working
  return { ok: true, what: drafted.what, incident: seq === null ? incident : { ...incident, seq } }
}
