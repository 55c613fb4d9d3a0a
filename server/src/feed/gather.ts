import { Inject, Injectable } from '@nestjs/common'
import { say, type FeedContent } from '@cordon/alerts'
import { feedAliases, noteFeedAliases, type Database, type FeedRow } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Fetcher, type Condition, type Fetched } from './fetch.js'
import { Placer } from './placer.js'
import { emptyPage, type FeedLink, type FeedPage, type ReadContext, type Refusal } from './read/page.js'
import type { RecordLook } from './read/inspect-payload.js'
import { inspectAside, isReadingCrowded, readAside } from './read/reader.js'

/** Messages of an index fetched in one go, and how many at once. */
const mostLinks = 300
const linksAtOnce = 4
/** Messages of an index that are fetched for a look at it. */
export const linksShown = 8
/** How much of a payload that cannot be read is kept. */
const rawLimit = 4_096

/** What was read of a payload, and why not where it could not be. */
export interface Gathered {
  readonly page: FeedPage
  readonly error: string | null
}

type Following = Pick<FeedRow, 'id' | 'content'>

/** What came of the messages of an index; those left are to be asked for next time, and why. */
export interface Followed {
  readonly page: FeedPage
  readonly left: readonly FeedLink[]
  readonly error: string | null
}

const nothingFollowed: Followed = { page: emptyPage, left: [], error: null }

/** Reads payloads of a feed, and the messages that an index names. */
@Injectable()
export class Gatherer {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Fetcher) private readonly fetcher: Fetcher,
    @Inject(Placer) private readonly placer: Placer,
  ) {}

  fetch(address: string, condition: Condition | null): Promise<Fetched> {
    return this.fetcher.get(address, condition)
  }

  /** Ends when one poll may fetch no longer. */
  patience(): AbortSignal {
    return AbortSignal.timeout(this.fetcher.limits.wholeMs)
  }

  /** Whether too many payloads wait to be read to take one more of this size from somebody who can come again. */
  isCrowded(bytes: number): boolean {
    return isReadingCrowded(bytes)
  }

  /** Reads one payload; one that cannot be read comes out as a refusal of the whole. */
  async read(content: FeedContent, bytes: Uint8Array, contentType: string | null): Promise<Gathered> {
    const context = this.context(content, contentType)
    const read = await readAside(bytes, context)
    if (read.ok) return { page: await this.placer.place(read.page, context), error: null }
    return { page: { ...emptyPage, refusals: [wholeRefusal(bytes, read.message)] }, error: read.message }
  }

  /** What the records of a payload hold; null where there are none to be seen. */
  async inspect(content: FeedContent, bytes: Uint8Array, contentType: string | null): Promise<RecordLook | null> {
    const inspected = await inspectAside(bytes, this.context(content, contentType))
    return inspected.ok ? inspected.look : null
  }

  /** Fetches the messages of an index that were not fetched before, through the same guard, until patience ends. */
  async follow(feed: Following, links: readonly FeedLink[], patience: AbortSignal): Promise<Followed> {
    if (links.length === 0) return nothingFollowed
    const names = links.map(({ key }) => `link ${key}`)
    const rows = await this.database.query<{ alias: string }>(feedAliases(feed.id, names))
    const had = new Set(rows.map(({ alias }) => alias))
    const wanted = links.filter(({ key }) => !had.has(`link ${key}`))
    const { pages, bytes } = await this.some(feed.content, wanted.slice(0, mostLinks), patience)
    const came = pages.flatMap((it) => (it === null ? [] : [it]))
    const left = wanted.filter((_, at) => (pages[at] ?? null) === null)
    const isCut = patience.aborted || bytes >= this.fetcher.limits.wholeBytes
    return { page: joined(came), left, error: isCut && left.length > 0 ? this.cut(wanted.length, left.length) : null }
  }

  /** The first messages that an index names, for whoever wants to see what it brings; all that came in time. */
  async first(content: FeedContent, links: readonly FeedLink[], patience: AbortSignal): Promise<FeedPage> {
    const { pages } = await this.some(content, links.slice(0, linksShown), patience)
    return joined(pages.flatMap((it) => it ?? []))
  }

  /** The messages behind some links, a few at once; null where one did not come in time. */
  private async some(content: FeedContent, links: readonly FeedLink[], patience: AbortSignal) {
    const pages: (FeedPage | null)[] = []
    let bytes = 0
    for (let from = 0; from < links.length && !patience.aborted; from += linksAtOnce) {
      if (bytes >= this.fetcher.limits.wholeBytes) break
      const some = links.slice(from, from + linksAtOnce)
      const came = await Promise.all(some.map((link) => this.one(content, link, patience)))
      pages.push(...came.map(({ page }) => page))
      bytes += came.reduce((sum, it) => sum + it.bytes, 0)
    }
    return { pages, bytes }
  }

  private cut(named: number, left: number): string {
    const { wholeMs, wholeBytes } = this.fetcher.limits
    const limit = `${wholeMs / 1000} s and ${wholeBytes / 1_000_000} MB`
    return `Of ${named} messages that it names, ${named - left} came within ${limit}; the rest is asked for next time`
  }

  /** Notes that the messages behind these links were taken, so that they are not fetched again. */
  async noteFollowed(feedId: string, links: readonly FeedLink[], failed: ReadonlySet<string>): Promise<void> {
    const rows = links
      .filter(({ url }) => !failed.has(url))
      .map(({ key }) => ({ alias: `link ${key}`, externalId: '' }))
    if (rows.length > 0) await this.database.query(noteFeedAliases(feedId, rows.slice(0, 10_000), this.clock.now()))
  }

  private async one(content: FeedContent, link: FeedLink, patience: AbortSignal) {
    const fetched = await this.fetcher.get(link.url, null, patience)
    if (fetched.is === 'payload') {
      const { page } = await this.read(content, fetched.bytes, fetched.contentType)
      return { page, bytes: fetched.bytes.length }
    }
    // Its turn was cut short; it may be well.
    if (patience.aborted) return { page: null, bytes: 0 }
    const why = fetched.is === 'failed' ? fetched.why : say('read.unchanged', {})
    const errors = [{ path: 'link', message: say('refused.linkFailed', { link: link.url, why }) }]
    const refusals = [{ externalId: link.url, raw: link.url, draft: null, errors }]
    return { page: { ...emptyPage, refusals }, bytes: 0 }
  }

  private context(
    { format, mapping, source, point, radiusMetres }: FeedContent,
    contentType: string | null,
  ): ReadContext {
    return { format, mapping, source, contentType, now: this.clock.now(), point, radiusMetres }
  }
}

/** Several pages as one. */
export function joined(pages: readonly FeedPage[]): FeedPage {
  return {
    items: pages.flatMap(({ items }) => items),
    unplaced: pages.flatMap(({ unplaced }) => unplaced),
    refusals: pages.flatMap(({ refusals }) => refusals),
    skipped: pages.reduce((sum, { skipped }) => sum + skipped, 0),
    links: pages.flatMap(({ links }) => links),
    madeAt: pages.map(({ madeAt }) => madeAt).find((it) => it !== null) ?? null,
  }
}

function wholeRefusal(bytes: Uint8Array, message: string): Refusal {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, rawLimit)).toString('utf8')
  return { externalId: null, raw, draft: null, errors: [{ path: '', message }] }
}
