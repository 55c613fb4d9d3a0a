import { Inject, Injectable, Optional } from '@nestjs/common'
import type { Incident } from '@cordon/alerts'
import {
  candidateOf,
  measureBatch,
  storeBatch,
  type Candidate,
  type Database,
  type Disc,
  type MeasureRow,
  type Runner,
  type Transaction,
  type Write,
} from '@cordon/db'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { Metrics } from '../platform/metrics.js'
import { Batcher } from './batcher.js'
import { draft, type Draft } from './draft.js'
import type { Job, Outcome } from './entry.js'
import { loadKnown } from './known.js'
import { planWrite, seqOf, type Drafted, type Pair } from './plan.js'
import { RuleShelf } from './rule-shelf.js'

/** Rows in one batch of live incidents. */
const batchRows = 100
/** Rows that may wait: some seconds of work. */
const waitingRows = 20_000

/**
 * The one way in for incidents: load, decide, store in one durable transaction, announce. What it answers is on disk
 * with every alert it raises and every delivery it owes.
 */
@Injectable()
export class IngestService {
  private readonly shelf = new RuleShelf()
  private readonly batcher = new Batcher<Job, readonly Outcome[]>({
    rows: batchRows,
    waiting: waitingRows,
    rowsOf: (job) => job.entries.length,
    keyOf: (job) => (job.history ? 'history' : 'live'),
    run: (jobs, sent) => this.store(jobs, sent),
    isOutage,
  })

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Optional() @Inject(Metrics) private readonly metrics?: Metrics,
  ) {}

  /** Stores a job as a whole; one outcome an entry, in order. */
  submit(job: Job): Promise<readonly Outcome[]> {
    return this.batcher.add(job)
  }

  /** Resolves when everything that came in is stored. */
  idle(): Promise<void> {
    return this.batcher.idle()
  }

  private async store(jobs: readonly Job[], sent: () => void): Promise<readonly (readonly Outcome[])[]> {
    const begun = performance.now()
    const outcomes = await this.database.transaction('plain', (run) => this.ingest(jobs, run, sent))
    faultPoint('ingest.committed')
    this.signal.committed()
    this.metrics?.batches.observe((performance.now() - begun) / 1000)
    for (const it of outcomes.flat()) this.metrics?.incidents.inc({ outcome: it.ok ? it.what : 'refused' })
    return outcomes
  }

  /** What does not wait for an answer is sent before the answers to what came before: two journeys, not five. */
  private async ingest(
    jobs: readonly Job[],
    run: Transaction,
    sent: () => void,
  ): Promise<readonly (readonly Outcome[])[]> {
    faultPoint('ingest.begun')
    const head = takenHead(run)
    // It is heard below; if the connection ends before that, nobody else shall stumble over it.
    head.catch(() => undefined)
    const history = jobs.some((job) => job.history)
    const known = await loadKnown(
      run,
      jobs.flatMap((job) => job.entries),
    )
    const desk = { known, now: this.clock.now(), history, newId: () => newId(this.clock.ms()) }
    const drafts = jobs.map((job) => job.entries.map((entry) => draft(entry, { ...desk, by: job.by })))
    const drafted = drafts.flat().filter(isDrafted)
    const pairs = history ? [] : await this.match(drafted, run)
    faultPoint('ingest.measured')
    const plan = { ...desk, base: await head }
    if (drafted.length > 0) await this.write(planWrite(drafted, pairs, plan), { jobs, run, sent })
    let at = 0
    const place = (it: Draft) => (isDrafted(it) ? seqOf(at++, plan) : null)
    const outcomes = drafts.map((list) => list.map((it) => outcomeOf(it, place(it))))
    for (const [index, job] of jobs.entries()) await job.beside?.(run, outcomes[index] ?? [])
    return outcomes
  }

  /** Commits in the same breath where nothing is written beside. */
  private async write(
    write: Write,
    { jobs, run, sent }: { readonly jobs: readonly Job[]; readonly run: Transaction; readonly sent: () => void },
  ): Promise<void> {
    if (jobs.some((job) => job.beside !== undefined)) return void (await run.query(storeBatch(write)))
    const stored = run.last(storeBatch(write))
    sent()
    faultPoint('ingest.sent')
    await stored
  }

  private async match(drafts: readonly Drafted[], run: Runner): Promise<readonly Pair[]> {
    if (drafts.length === 0) return []
    const incidents = drafts.map((drafted) => drafted.working.incident)
    const rows = await run.query<MeasureRow>(measureBatch(incidents.map(discOf)))
    const candidates = rows.map(candidateOf)
    const ruleOf = await this.shelf.of(candidates, run)
    return candidates.map((candidate) => ({ candidate, incident: at(incidents, candidate), rule: ruleOf(candidate) }))
  }
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
