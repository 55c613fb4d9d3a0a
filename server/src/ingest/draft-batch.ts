import { timesByRule } from '../calendar/times.js'
import { instantMs, type Incident } from '@cordon/alerts'
import {
  candidateOf,
  endPostponed,
  measureBatch,
  noteReportKeys,
  type Candidate,
  type Disc,
  type MeasureRow,
  type Runner,
  type Statement,
  type View,
} from '@cordon/db'
import { toldForMerged } from './told-for-merged.js'
import type { Change, Draft } from './desk.js'
import { draft } from './draft.js'
import type { Job, Outcome } from './entry.js'
import { loadKnown, type Working } from './known.js'
import { seqOf, type Drafted, type Pair } from './plan.js'
import type { RuleShelf } from './rule-shelf.js'

/** What drafting and measuring a batch take from outside. */
export interface Bench {
  readonly run: Runner
  readonly shelf: RuleShelf
  readonly now: string
  readonly newId: () => string
  /** The zones in memory; null where PostGIS is to be asked of every disc. */
  readonly zones: () => Promise<View | null>
  /** Whether nobody else writes meanwhile, so that what was told before may be asked. */
  readonly inTurn: boolean
}

/** A batch as far as it comes without a place in the feed. */
export interface DraftBatch {
  readonly history: boolean
  /** Whether nothing was known before of what its entries refer to. */
  readonly isNews: boolean
  /** Job by job, entry by entry. */
  readonly drafts: readonly (readonly Draft[])[]
  /** Those that are to be stored. */
  readonly drafted: readonly Drafted[]
  /** Those that are held again as they stand; as candidates they are numbered after those that are stored. */
  readonly held: readonly Working[]
  readonly pairs: readonly Pair[]
  /** Written beside them in the same transaction. */
  readonly besides: readonly Statement[]
}

/** Loads what the entries refer to, drafts them, and measures the drafts against every zone. */
export async function draftBatch(jobs: readonly Job[], bench: Bench): Promise<DraftBatch> {
  const history = jobs.some((job) => job.history)
  const entries = jobs.flatMap((job) => job.entries)
  const known = await loadKnown(bench.run, entries)
  // Drafting adds to what is known.
  const isNews = known.byId.size === 0 && known.reports.size === 0
  const { now, newId } = bench
  const drafts = jobs.map(({ entries: own, by }) => {
    const desk = { known, history, by, now, newId }
    return own.map((entry) => draft(entry, desk))
  })
  const changes = drafts.flat().filter(isChange)
  const drafted = changes.flatMap(statesOf)
  const held = drafts.flat().flatMap((it) => (it.what === 'unchanged' && it.isHeld === true ? [it.working] : []))
  const besides = [
    ...changes.flatMap((change) => change.besides ?? []),
    ...keysOf(drafts.flat()),
    ...forgetting(held, bench.now),
  ]
  const pairs = history ? [] : await toldForMerged(await match({ drafted, held }, bench), known, bench.run)
  return { history, isNews, drafts, drafted, held, pairs, besides }
}

/** What was due of those that are held again is settled; what they come to may be due later. */
function forgetting(held: readonly Working[], now: string): readonly Statement[] {
  return held.length === 0
    ? []
    : [
        endPostponed(
          held.map(({ incident }) => incident.id),
          now,
        ),
      ]
}

/** By what else reports are known from now on. */
function keysOf(drafts: readonly Draft[]): readonly Statement[] {
  const known = drafts.flatMap((it) => (it.what === 'refused' ? [] : (it.knownBy ?? [])))
  return known.length === 0 ? [] : [noteReportKeys(known.map(({ report, keys }) => ({ ...keys, reportId: report.id })))]
}

/** What became of each entry, at the places that a plan on `base` gives them. */
export function outcomesOf({ drafts, history }: DraftBatch, base: number): readonly (readonly Outcome[])[] {
  let at = 0
  const place = (it: Draft) => {
    if (!isChange(it)) return null
    const seq = seqOf(at, { base, history })
    at += statesOf(it).length
    return seq
  }
  return drafts.map((list) => list.map((it) => outcomeOf(it, place(it))))
}

async function match(
  { drafted: drafts, held }: Pick<DraftBatch, 'drafted' | 'held'>,
  bench: Bench,
): Promise<readonly Pair[]> {
  const { run, shelf, now } = bench
  const incidents = [...drafts.map(({ working }) => working), ...held].map(({ incident }) => incident)
  const discs = incidents.map(discOf).filter(({ n }) => drafts[n]?.quiet !== true)
  if (discs.length === 0) return []
  const candidates = await measure(discs, ({ n }) => drafts[n]?.what === 'stored', bench)
  const ruleOf = await shelf.of(candidates, run)
  const timesOf = await timesByRule(candidates.map(ruleOf), instantMs(now), run)
  return candidates.map((candidate) => {
    const [incident, rule] = [at(incidents, candidate), ruleOf(candidate)]
    const message = rule.absence === undefined ? undefined : messageOf(incident, drafts[candidate.n])
    const times = timesOf(rule)
    return { candidate, incident, rule, message, calendars: times.length > 0 ? times : undefined }
  })
}

/** Memory measures what is new and clear; PostGIS the rest, and whatever hangs on what was told before. */
async function measure(
  discs: readonly Disc[],
  isNew: (disc: Disc) => boolean,
  { run, now, zones, inTurn }: Bench,
): Promise<readonly Candidate[]> {
  const fresh = discs.filter(isNew)
  const view = fresh.length === 0 ? null : await zones()
  const { found, unclear } = view?.near(fresh) ?? { found: [], unclear: fresh }
  const asked = new Set([...unclear, ...found.filter((it) => inTurn && isTied(it))].map(({ n }) => n))
  const clear = found.filter(({ n }) => !asked.has(n))
  const others = discs.filter((disc) => !isNew(disc) || asked.has(disc.n))
  if (others.length === 0) return clear
  const rows = await run.query<MeasureRow>(measureBatch(others, now))
  return [...clear, ...rows.map(candidateOf)].sort((a, b) => a.n - b.n)
}

/** Whether what its rule told last decides. */
function isTied({ rule }: Candidate): boolean {
  return rule !== null && rule.cooldownMinutes > 0
}

function at(incidents: readonly Incident[], { n }: Candidate): Incident {
  const incident = incidents[n]
  if (incident === undefined) throw new Error(`The batch has no incident ${n}.`)
  return incident
}

/** The message that brought a revision: what it was first told by, or a report that came later; a person's correction is none, and what is held again as it stands came in none. */
function messageOf({ revision, source }: Incident, drafted: Drafted | undefined): Pair['message'] {
  if (drafted === undefined) return undefined
  if (revision === 1) return { by: source }
  return drafted.report === null ? undefined : { by: drafted.report.sourceName }
}

/** The disc in which an incident is believed to be; `n` is its place in the batch. */
export function discOf({ id: incidentId, exercise, point, uncertaintyMetres }: Incident, n: number): Disc {
  return { n, incidentId, exercise, point, radiusMetres: uncertaintyMetres }
}

/** The states that an entry comes to, in the order in which they are stored. */
function statesOf(change: Change): readonly Drafted[] {
  const { quiet, also = [] } = change
  const others = also.map((working) => ({ what: 'revised', working, report: null, newSource: null }) as const)
  return [change, ...others.map((it) => (quiet === true ? { ...it, quiet } : it))]
}

function isChange(drafted: Draft): drafted is Change {
  return drafted.what === 'stored' || drafted.what === 'revised'
}

function outcomeOf(drafted: Draft, seq: number | null): Outcome {
  if (drafted.what === 'refused') return { ok: false, failure: drafted.failure }
  const { incident } = drafted.working
  return { ok: true, what: drafted.what, incident: seq === null ? incident : { ...incident, seq } }
}
