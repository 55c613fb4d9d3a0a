import { lastWatch, storeBatch, ZonesAtHand, type Database, type View } from '@cordon/db'
import { faultPoint } from '../platform/fault-point.js'
import { isTaken } from '../platform/failure.js'
import { draftBatch, outcomesOf, type Bench, type DraftBatch } from './draft-batch.js'
import type { Job, Kept } from './entry.js'
import { planWrite } from './plan.js'

type Tools = Omit<Bench, 'run' | 'now' | 'zones' | 'inTurn'> & {
  readonly database: Database
  readonly now: () => string
}

/**
 * The way of most batches: drafted, measured and planned while the batch before is still being written, as if nobody else
 * wrote. The one statement that stores it writes nothing where somebody did: where the head of the feed, a zone or a rule
 * has moved. Such a batch, and any whose outcome depends on what the one before it does, goes in its turn instead.
 */
export class Ahead {
  /** Where the feed will stand when all that was sent is written; null where that is not known. */
  private expected: number | null = null
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

  /** Stores a batch; null where nothing was written and it has to go in its turn. */
  async store(jobs: readonly Job[], sent: () => void): Promise<Kept | null> {
    if (this.standsAt() === null || !jobs.every(isNews)) return null
    const { database, now, ...tools } = this.tools
    const zones = this.zones.view()
    if (zones === null) this.read()
    const watching = zones ?? this.lastWatch()
    const bench = { ...tools, run: database.ahead, now: now(), zones: async () => zones, inTurn: false }
    const [watched, batch] = await Promise.all([watching, draftBatch(jobs, bench)])
    faultPoint('ingest.measured')
    const base = this.standsAt()
    if (watched === null || base === null || !standsAlone(batch)) return null
    const { watch } = watched
    const write = planWrite(batch.drafted, batch.pairs, { ...bench, history: false, base, watch })
    this.expected = write.head
    const stored = database.append.query(storeBatch(write)).catch(ifTaken)
    sent()
    faultPoint('ingest.sent')
    const rows = await stored.catch((error: unknown) => {
      this.expected = null
      this.zones.forget()
      throw error
    })
    if (rows.length > 0) return { outcomes: outcomesOf(batch, write.base), raised: write.alerts.length }
    this.expected = null
    this.read()
    return null
  }

  /** Brings the zones at hand up to date; until they are, PostGIS measures everything. */
  private read(): void {
    this.zones.refresh(this.tools.database).catch(() => undefined)
  }

  private async lastWatch(): Promise<{ readonly watch: number } | null> {
    const [last] = await this.tools.database.ahead.query<{ watch: number }>(lastWatch())
    return last ?? null
  }

  private standsAt(): number | null {
    return this.expected
  }
}

/** Something new, with nothing to be written beside it. */
function isNews(job: Job): boolean {
  return !job.history && job.beside === undefined && job.entries.every((entry) => entry.what === 'new')
}

/** Whether neither an incident that is known already nor a cooldown ties it to what others write. */
function standsAlone({ isNews, drafted, drafts, pairs }: DraftBatch): boolean {
  const isNew = drafts.every((list) => list.every((it) => it.what === 'stored'))
  return isNew && isNews && drafted.length > 0 && pairs.every(({ rule }) => rule.cooldownMinutes === 0)
}

/** An external id that somebody stored meanwhile: nothing was written. */
function ifTaken(error: unknown): readonly never[] {
  if (isTaken(error)) return []
  throw error
}
