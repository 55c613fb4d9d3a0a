import { Inject, Injectable } from '@nestjs/common'
import { instantOf } from '@cordon/alerts'
import { countPoll, releaseFeed, type Database, type FeedRow, type PollEnd } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { dropFolder, droppedIn, putAside } from './drop.js'
import type { Condition } from './fetch.js'
import { faultOf, faultWords } from './fault.js'
import { Gatherer, joined } from './gather.js'
import { Intake } from './intake.js'
import { emptyPage, type FeedPage } from './read/page.js'

/** A feed that fails is asked more seldom, but at least this often. */
const longestBackoffMs = 3_600_000

/** What one look at a feed came to. */
interface Look {
  readonly error: string | null
  readonly page: FeedPage
  /** How far its server's clock was ahead of ours when it answered; null where it does not tell. */
  readonly skewMs: number | null
  readonly condition: Condition
  /** To be done once everything is stored. */
  readonly after: () => Promise<void>
}

/** What is counted of a poll. */
type Came = Pick<PollEnd, 'news' | 'rejected' | 'error' | 'skewMs'>

const nothingAfter = async () => undefined

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
    const { news, rejected } = await this.intake.take(feed, look.page)
    const error = (await faultOf(look.after, this.config.folder)) ?? look.error
    await this.end(feed, { news, rejected, error, skewMs: look.skewMs }, look.condition)
  }

  /** Counts a poll that broke off in the middle as failed, with its reason, and gives the feed back. */
  async broken(feed: FeedRow, fault: unknown): Promise<void> {
    const error = faultWords(fault, this.config.folder)
    await this.end(feed, { news: 0, rejected: 0, error, skewMs: null }, { etag: null, lastModified: null })
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
    const nothing = { page: emptyPage, skewMs: null, condition: before, after: nothingAfter }
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
      // What could not be read, or only in part, is asked for again in full.
      condition: error === null && failed.size === 0 ? fetched : { etag: null, lastModified: null },
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
      if (read.error !== null) errors.push(`${name}: ${read.error}`)
      // What cannot even be opened stays where it is, for somebody to look at.
      if (bytes !== null || isTooLarge)
        asides.push(() => putAside(folder, name, read.error === null ? 'taken' : 'refused'))
    }
    return {
      error: errors[0] ?? null,
      page: joined(pages),
      skewMs: null,
      condition: { etag: null, lastModified: null },
      after: async () => {
        for (const aside of asides) await aside()
      },
    }
  }
}

/** Until the next poll: doubled with every failure, and a tenth earlier or later, so that feeds do not march in step. */
export function waitMs(everyMs: number, failures: number, chance = Math.random()): number {
  const backedOff = Math.max(everyMs, Math.min(everyMs * 2 ** Math.min(failures, 20), longestBackoffMs))
  return Math.round(backedOff * (0.9 + 0.2 * chance))
}
