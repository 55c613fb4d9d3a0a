import { Inject, Injectable } from '@nestjs/common'
import { instantOf } from '@cordon/alerts'
import { countPoll, releaseFeed, type Database, type FeedRow } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { dropFolder, droppedIn, putAside } from './drop.js'
import type { Condition } from './fetch.js'
import { Gatherer, joined } from './gather.js'
import { Intake } from './intake.js'
import { emptyPage, type FeedPage } from './read/page.js'

/** A feed that fails is asked more seldom, but at least this often. */
const longestBackoffMs = 3_600_000

/** What one look at a feed came to. */
interface Look {
  readonly error: string | null
  readonly page: FeedPage
  readonly serverMs: number | null
  readonly condition: Condition
  /** To be done once everything is stored. */
  readonly after: () => Promise<void>
}

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
    await look.after()
    const skewMs = look.serverMs === null ? null : look.serverMs - this.clock.ms()
    const at = this.clock.now()
    const ok = look.error === null
    await this.database.query(countPoll({ id: feed.id, at, ok, news, rejected, error: look.error, skewMs }))
    const dueAt = instantOf(this.clock.ms() + waitMs(feed.content.everyMs, ok ? 0 : feed.failures + 1))
    await this.database.query(releaseFeed({ id: feed.id, lease: feed.leaseUntil ?? at, dueAt, ...look.condition }))
  }

  private look(feed: FeedRow): Promise<Look> {
    return feed.content.way === 'drop' ? this.lookInFolder(feed) : this.lookAtAddress(feed)
  }

  private async lookAtAddress(feed: FeedRow): Promise<Look> {
    const before = { etag: feed.etag, lastModified: feed.lastModified }
    const nothing = { page: emptyPage, serverMs: null, condition: before, after: nothingAfter }
    const fetched = await this.gatherer.fetch(feed.content.url ?? '', before)
    if (fetched.is === 'failed') return { ...nothing, error: fetched.why }
    if (fetched.is === 'unchanged') return { ...nothing, error: null, serverMs: fetched.serverMs }
    const { page, error } = await this.gatherer.read(feed.content, fetched.bytes, fetched.contentType)
    const followed = page.links.length === 0 ? emptyPage : await this.gatherer.follow(feed, page.links)
    const failed = new Set(followed.refusals.flatMap(({ externalId }) => externalId ?? []))
    return {
      error,
      page: joined([page, followed]),
      serverMs: fetched.serverMs,
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
    for (const { name, bytes, fault } of files) {
      const read =
        bytes === null ? { page: emptyPage, error: fault } : await this.gatherer.read(feed.content, bytes, null)
      pages.push(read.page)
      if (read.error !== null) errors.push(`${name}: ${read.error}`)
      asides.push(() => putAside(folder, name, read.error === null ? 'taken' : 'refused'))
    }
    return {
      error: errors[0] ?? null,
      page: joined(pages),
      serverMs: null,
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
