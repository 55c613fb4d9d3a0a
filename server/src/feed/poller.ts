import { Inject, Injectable } from '@nestjs/common'
import { behindLimitMs, instantOf, say } from '@cordon/alerts'
import { countPoll, releaseFeed, type Database, type FeedRow, type PollEnd } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { dropFolder, droppedIn, putAside } from './drop.js'
import type { Condition } from './fetch.js'
import { faultOf, faultWords } from './fault.js'
import { Gatherer, joined } from './gather.js'
import { Intake, type TakenPage } from './intake.js'
import { emptyPage, type FeedPage } from './read/page.js'
import { momentAt } from './read/rss.js'

/** A feed that fails is asked more seldom, but at least this often. */
const longestBackoffMs = 3_600_000

/** What one look at a feed came to. */
interface Look {
  readonly error: string | null
  readonly page: FeedPage
  /** How far its server's clock was ahead of ours when it answered; null where it does not tell. */
  readonly skewMs: number | null
  /** When its payload was made, as it says itself or its server does; null where neither tells. */
  readonly madeAt: string | null
  readonly condition: Condition
  /** To be done once everything is stored. */
  readonly after: () => Promise<void>
}

/** What is counted of a poll. */
type Came = Pick<PollEnd, 'news' | 'rejected' | 'error' | 'skewMs' | 'made'>

const nothingAfter = async () => undefined
const unconditional = { etag: null, lastModified: null } as const

/** Asks a feed that was claimed: gets what it has, takes it in, counts, and gives the feed back with its next time. */
@Injectable()
export class Poller {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConfigToken) private readonly config: Config,
    @Inject(Gatherer) private readonly gatherer: Gatherer,
    @Inject(Intake) private readonly intake: Intake,
  ) {}

  async poll(feed: FeedRow): Promise<void> {
    const look = await this.look(feed)
    const { news, rejected, ...taken } = await this.intake.take(feed, look.page)
    const refused = look.error ?? refusedWhole(look.page, taken)
    const error = (await faultOf(look.after, this.config.folder)) ?? refused
    const made = look.madeAt === null ? null : { at: look.madeAt, sparedMs: behindLimitMs }
    // What was refused is asked for again in full, or the next answer would be that nothing has changed.
    const condition = refused === null ? look.condition : unconditional
    await this.end(feed, { news, rejected, error, skewMs: look.skewMs, made }, condition)
  }

  /** Counts a poll that broke off in the middle as failed, with its reason, and gives the feed back. */
  async broken(feed: FeedRow, fault: unknown): Promise<void> {
    const error = faultWords(fault, this.config.folder)
    await this.end(feed, { news: 0, rejected: 0, error, skewMs: null, made: null }, unconditional)
  }

  private async end(feed: FeedRow, came: Came, condition: Condition): Promise<void> {
    const at = this.clock.now()
    const ok = came.error === null
    await this.database.query(countPoll({ id: feed.id, at, ok, ...came }))
    const dueAt = instantOf(this.clock.ms() + waitMs(feed.content.everyMs, ok ? 0 : feed.failures + 1))
    await this.database.query(releaseFeed({ id: feed.id, lease: feed.leaseUntil ?? at, dueAt, ...condition }))
  }

  private look(feed: FeedRow): Promise<Look> {
    return feed.content.way === 'drop' ? this.lookInFolder(feed) : this.lookAtAddress(feed)
  }

  private async lookAtAddress(feed: FeedRow): Promise<Look> {
    const patience = this.gatherer.patience()
    const before = { etag: feed.etag, lastModified: feed.lastModified }
    const nothing = { page: emptyPage, skewMs: null, madeAt: null, condition: before, after: nothingAfter }
    const fetched = await this.gatherer.fetch(feed.content.url ?? '', before)
    if (fetched.is === 'failed') return { ...nothing, error: fetched.why }
    const skewMs = fetched.serverMs === null ? null : fetched.serverMs - this.clock.ms()
    if (fetched.is === 'unchanged') return { ...nothing, error: null, skewMs }
    const { page, error } = await this.gatherer.read(feed.content, fetched.bytes, fetched.contentType)
    const followed = await this.gatherer.follow(feed, page.links, patience)
    const failed = new Set([
      ...followed.page.refusals.flatMap(({ externalId }) => externalId ?? []),
      ...followed.left.map(({ url }) => url),
    ])
    return {
      error: error ?? followed.error,
      page: joined([page, followed.page]),
      skewMs,
      madeAt: error === null ? (page.madeAt ?? momentAt(Date.parse(fetched.lastModified ?? ''))) : null,
      // What could not be read, or only in part, is asked for again in full.
      condition: error === null && failed.size === 0 ? fetched : unconditional,
      after: () => this.gatherer.noteFollowed(feed.id, page.links, failed),
    }
  }

  private async lookInFolder(feed: FeedRow): Promise<Look> {
    const folder = dropFolder(this.config.folder, feed.id)
    const files = await droppedIn(folder, Date.now())
    const pages: FeedPage[] = []
    const asides: (() => Promise<void>)[] = []
    const errors: string[] = []
    for (const { name, bytes, fault, isTooLarge } of files) {
      const read =
        bytes === null ? { page: emptyPage, error: fault } : await this.gatherer.read(feed.content, bytes, null)
      pages.push(read.page)
      if (read.error !== null) errors.push(say('refused.inArchive', { document: name, why: read.error }))
      // What cannot even be opened stays where it is, for somebody to look at.
      if (bytes !== null || isTooLarge)
        asides.push(() => putAside(folder, name, read.error === null ? 'taken' : 'refused'))
    }
    return {
      error: errors[0] ?? null,
      page: joined(pages),
      skewMs: null,
      // Files are put there in any order.
      madeAt: null,
      condition: unconditional,
      after: async () => {
        for (const aside of asides) await aside()
      },
    }
  }
}

/** Why a poll of which nothing could be taken is a failure, however few items it brought. */
function refusedWhole({ links }: FeedPage, taken: Counted): string | null {
  const { stored, revised, withdrawn, unchanged, skipped, refused } = taken
  // What an index names and was taken before is not asked for again: fewer that fail say nothing of the others.
  if (refused < links.length) return null
  if (refused === 0 || stored + revised + withdrawn + unchanged + skipped > 0) return null
  return say('feed.allRefused', { count: refused })
}

type Counted = Omit<TakenPage, 'news' | 'rejected'>

/** Until the next poll: doubled with every failure, and a tenth earlier or later, so that feeds do not march in step. */
export function waitMs(everyMs: number, failures: number, chance = Math.random()): number {
  const backedOff = Math.max(everyMs, Math.min(everyMs * 2 ** Math.min(failures, 20), longestBackoffMs))
  return Math.round(backedOff * (0.9 + 0.2 * chance))
}
