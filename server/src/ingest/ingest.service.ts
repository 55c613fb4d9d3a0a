import { Inject, Injectable, Optional } from '@nestjs/common'
import { storeBatch, type Database, type Transaction } from '@cordon/db'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { apartFromRequests, workNoter } from '../platform/idempotency.js'
import { newId } from '../platform/id.js'
import { Metrics } from '../platform/metrics.js'
import { Ahead } from './ahead.js'
import { Batcher } from './batcher.js'
import { besides } from './besides.js'
import { withCounts } from './count.js'
import { draftBatch, outcomesOf } from './draft-batch.js'
import type { Job, Kept, Outcome } from './entry.js'
import { sinceKept } from './kept.js'
import { planWrite } from './plan.js'
import { sinceWatched } from './regraded.js'
import { RuleShelf } from './rule-shelf.js'

/** Rows in one batch of live incidents. */
const batchRows = 100
/** Rows that may wait: some seconds of work. */
const waitingRows = 20_000
/** Batches on their way to the database: one that is written, and others that are ready behind it. */
const batchesAtOnce = 3
/** A second one of fewer rows costs more than it saves. */
const leastRows = 16
/** So long after the last live incident the next one is not expected at once. */
const quietMs = 5_000

/**
 * The one way in for incidents: load, decide, store in one durable transaction, announce. What it answers is on disk
 * with every alert it raises and every delivery it owes.
 */
@Injectable()
export class IngestService {
  private readonly shelf = new RuleShelf()
  private readonly ahead: Ahead
  /** Batches that are being stored. */
  private underWay = 0
  /** When the last job came that somebody is to be told of. */
  private lastLiveMs = -Infinity
  private readonly batcher = new Batcher<Job, readonly Outcome[]>({
    rows: batchRows,
    waiting: waitingRows,
    atOnce: batchesAtOnce,
    least: leastRows,
    rowsOf: (job) => job.entries.length,
    keyOf,
    run: (jobs, sent) => this.store(jobs, sent),
    isOutage,
  })

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Optional() @Inject(Metrics) private readonly metrics?: Metrics,
  ) {
    const { shelf, newId } = this
    this.ahead = new Ahead({ database, shelf, newId, now: () => clock.now() })
  }

  private readonly newId = () => newId(this.clock.ms())

  /** Stores a job as a whole; one outcome an entry, in order. */
  submit(job: Job): Promise<readonly Outcome[]> {
    if (!job.history) this.lastLiveMs = performance.now()
    const noted = withNote(job)
    return apartFromRequests(() => this.batcher.add(noted))
  }

  /** Whether nothing but history comes in: what is sent ahead of its turn then keeps nobody waiting. */
  isQuiet(): boolean {
    return performance.now() - this.lastLiveMs > quietMs
  }

  /** Resolves when everything that came in is stored. */
  idle(): Promise<void> {
    return this.batcher.idle()
  }

  private async store(jobs: readonly Job[], sent: () => void): Promise<readonly (readonly Outcome[])[]> {
    const begun = performance.now()
    faultPoint('ingest.begun')
    const { outcomes, raised } = await this.kept(jobs, sent)
    faultPoint('ingest.committed')
    this.signal.committed()
    this.metrics?.batches.observe((performance.now() - begun) / 1000)
    this.metrics?.alerts.inc({ what: 'raise' }, raised)
    for (const it of outcomes.flat()) this.metrics?.incidents.inc({ outcome: it.ok ? it.what : 'refused' })
    return outcomes
  }

  private async kept(jobs: readonly Job[], sent: () => void): Promise<Kept> {
    this.underWay += 1
    try {
      return (await this.ahead.store(jobs, sent, this.underWay === 1)) ?? (await this.inTurn(jobs, sent))
    } finally {
      this.underWay -= 1
    }
  }

  /** Takes the head of the feed first, so that nothing moves until the batch is committed. */
  private async inTurn(jobs: readonly Job[], sent: () => void): Promise<Kept> {
    const { head, ...kept } = await this.database.transaction('plain', (run) => this.inTransaction(jobs, run, sent))
    this.ahead.expect(head)
    return kept
  }

  /** What does not wait for an answer is sent before the answers to what came before. */
  private async inTransaction(jobs: readonly Job[], run: Transaction, sent: () => void) {
    const taken = takenHead(run)
    // It is heard below; if the connection ends before that, nobody else shall stumble over it.
    taken.catch(() => undefined)
    const zones = async () => this.ahead.zonesAt((await taken).watch)
    const { shelf, newId } = this
    const now = this.clock.now()
    const bench = { run, shelf, now, newId, zones, inTurn: true }
    const batch = await draftBatch(jobs, bench)
    faultPoint('ingest.measured')
    const { seq: base } = await taken
    const outcomes = outcomesOf(batch, base)
    if (batch.drafted.length + batch.held.length === 0) {
      for (const statement of batch.besides) await run.query(statement)
      await besides(jobs, run, outcomes)
      return { outcomes, raised: 0, head: base }
    }
    const known = await sinceKept(await sinceWatched(batch, run), batch, bench)
    const pairs = await withCounts(known, now, run)
    const write = planWrite(batch.drafted, pairs, { now, newId, history: batch.history, base, watch: null })
    if (batch.besides.length > 0 || jobs.some((job) => job.beside !== undefined)) {
      await run.query(storeBatch(write))
      for (const statement of batch.besides) await run.query(statement)
      await besides(jobs, run, outcomes)
    } else {
      const stored = run.last(storeBatch(write))
      sent()
      faultPoint('ingest.sent')
      await stored
    }
    return { outcomes, raised: write.raised.length, head: write.head }
  }
}

/**
 * What is told of an incident has to be stored before it is merged, so that it is not told again of the other one; what is
 * held again is told as it stands when its turn comes, the worst first.
 */
function keyOf({ history, entries }: Job): string {
  if (history) return 'history'
  if (entries.some(({ what }) => what === 'hold')) return 'held'
  return entries.some(({ what }) => what === 'merge' || what === 'unmerge') ? 'merges' : 'live'
}

/** A job of a request that has an idempotency key says so with what it stores. */
function withNote(job: Job): Job {
  const note = workNoter()
  if (note === null) return job
  return {
    ...job,
    beside: async (run, outcomes) => {
      await job.beside?.(run, outcomes)
      await note(run)
    },
  }
}
