import { doesCount } from '@cordon/alerts'
import { lastWatch, storeBatch, ZonesAtHand, type Database, type Statement, type View } from '@cordon/db'
import { besides } from './besides.js'
import { takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { isTaken } from '../platform/failure.js'
import { draftBatch, outcomesOf, type Bench, type DraftBatch } from './draft-batch.js'
import type { Job, Kept } from './entry.js'
import { planWrite } from './plan.js'

type Tools = Omit<Bench, 'run' | 'now' | 'zones' | 'inTurn'> & {
  readonly database: Database
  readonly now: () => string
}

/** Where the feed stands, and its last change of a zone or rule. */
interface Head {
  readonly seq: number
  readonly watch: number
}

interface Planned extends Kept {
  readonly statement: Statement
}

interface Writing {
  readonly statement: Statement
  readonly jobs: readonly Job[]
  readonly outcomes: Kept['outcomes']
  /** Tells that the next batch may begin behind this one. */
  readonly sent: () => void
}

/**
 * The way of most batches: drafted, measured and planned while the batch before is still being written, as if nobody else
 * wrote. The one statement that stores it writes nothing where somebody did: where the head of the feed, a zone or a rule
 * has moved. Such a batch, and any whose outcome depends on what the one before it does, goes in its turn instead.
 */
export class Ahead {
  /** Where the feed will stand when all that was sent is written; null where that is not known. */
  private expected: number | null = null
  /** Transactions of ours under way: what goes behind one of them goes in one as well. */
  private transactions = 0
  /** What has to have the head of the feed before a transaction may ask for it: connections keep no order among them. */
  private before: Promise<unknown> = Promise.resolve()
  private readonly zones = new ZonesAtHand()

  constructor(private readonly tools: Tools) {}

  /** Tells where the feed stood after a batch that went in its turn. */
  expect(head: number): void {
    this.expected = head
  }

  /** The zones at hand where they are as they stood at a change of a zone or rule; null where PostGIS is to be asked. */
  zonesAt(watch: number): View | null {
    const zones = this.zones.view()
    if (zones?.watch === watch) return zones
    this.read()
    return null
  }

  /**
   * Stores a batch; null where nothing was written and it has to go in its turn. Where no other one is under way (`alone`)
   * and it is large, as one of a feed is, it is asked first where the feed stands: others write there too.
   */
  async store(jobs: readonly Job[], sent: () => void, alone = false): Promise<Kept | null> {
    if (alone && jobs.some(({ beside }) => beside !== undefined)) this.expected = (await this.head())?.seq ?? null
    if (this.standsAt() === null || !jobs.every(isNews)) return null
    const planned = await this.planned(jobs)
    if (planned === null) return null
    const { statement, outcomes, raised } = planned
    const rows = await this.write({ statement, jobs, outcomes, sent })
    if (rows.length > 0) return { outcomes, raised }
    this.expected = null
    this.read()
    return null
  }

  /**
   * Drafts, measures and plans a batch, and takes its place in the feed; null where it has to go in its turn. All that it
   * was made of is garbage once this has answered: while the batch is written, only what is written and told is kept.
   */
  private async planned(jobs: readonly Job[]): Promise<Planned | null> {
    const { database, shelf, newId } = this.tools
    const now = this.tools.now()
    const zones = this.zones.view()
    if (zones === null) this.read()
    const watching = zones ?? this.head()
    const bench = { run: database.ahead, shelf, now, newId, zones: async () => zones, inTurn: false }
    const [watched, batch] = await Promise.all([watching, draftBatch(jobs, bench)])
    faultPoint('ingest.measured')
    const base = this.standsAt()
    if (watched === null || base === null || !standsAlone(batch)) return null
    const { history } = batch
    // History is held against no zone.
    const watch = history ? null : watched.watch
    const write = planWrite(batch.drafted, batch.pairs, { now, newId, history, base, watch })
    this.expected = write.head
    return { statement: storeBatch(write), outcomes: outcomesOf(batch, write.base), raised: write.raised.length }
  }

  /** Writes a batch, with what its jobs write beside it in one transaction; gives no row where nothing was written. */
  private async write(writing: Writing): Promise<readonly object[]> {
    const isAlone = writing.jobs.every(({ beside }) => beside === undefined)
    const stored = isAlone && this.transactions === 0 ? this.append(writing) : this.transaction(writing)
    return stored.catch(ifOvertaken).catch((error: unknown) => {
      this.expected = null
      if (error instanceof BesideFailed) throw error.cause
      this.zones.forget()
      throw error
    })
  }

  private append(writing: Writing): Promise<readonly object[]> {
    const stored = told(this.tools.database.append.query(writing.statement), writing)
    this.before = stored.catch(() => undefined)
    return stored
  }

  /**
   * What is written beside a batch is sent at once behind it, and undone where the batch itself wrote nothing. The head is
   * taken first: a statement that began while another transaction had it would see it as it was before.
   */
  private async transaction(writing: Writing): Promise<readonly object[]> {
    const { statement, jobs, outcomes } = writing
    this.transactions += 1
    await this.before
    try {
      return await this.tools.database.transaction('plain', async (run) => {
        const taken = takenHead(run)
        this.before = taken.catch(() => undefined)
        const query = told(run.query(statement), writing)
        const [stored, beside] = await Promise.allSettled([query, besides(jobs, run, outcomes), taken])
        if (stored.status === 'rejected') throw stored.reason
        if (stored.value.length === 0) throw new Overtaken()
        if (beside.status === 'rejected') throw new BesideFailed('', { cause: beside.reason })
        return stored.value
      })
    } finally {
      this.transactions -= 1
    }
  }

  /** Brings the zones at hand up to date; until they are, PostGIS measures everything. */
  private read(): void {
    this.zones.refresh(this.tools.database, this.tools.now()).catch(() => undefined)
  }

  private async head(): Promise<Head | null> {
    const [head] = await this.tools.database.ahead.query<Head>(lastWatch())
    return head ?? null
  }

  private standsAt(): number | null {
    return this.expected
  }
}

/** Something new. */
function isNews(job: Job): boolean {
  return job.entries.every((entry) => entry.what === 'new')
}

/** Whether neither an incident that is known already nor a cooldown or a count ties it to what others write. */
function standsAlone({ isNews, drafted, drafts, pairs, besides }: DraftBatch): boolean {
  const isNew = drafts.every((list) => list.every((it) => it.what === 'stored'))
  return (
    isNew &&
    isNews &&
    drafted.length > 0 &&
    besides.length === 0 &&
    pairs.every(({ rule }) => rule.cooldownMinutes === 0 && !doesCount(rule))
  )
}

/** Says that a batch was sent, so that the next one may begin behind it. */
function told(stored: Promise<readonly object[]>, { sent }: Writing): Promise<readonly object[]> {
  sent()
  faultPoint('ingest.sent')
  return stored
}

/** What was to be written beside a batch failed; the database and its zones are as they were. */
class BesideFailed extends Error {
  override readonly name = 'BesideFailed'
}

/** Somebody else has written meanwhile. */
class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** Somebody else was first, or has stored one of the external ids: nothing was written. */
function ifOvertaken(error: unknown): readonly never[] {
  if (error instanceof Overtaken || isTaken(error)) return []
  throw error
}
