import { say } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { FeedContent } from '@cordon/alerts'
import { Clock } from '../platform/clock.js'
import { feedPreview, type FeedInput, type FeedPreview } from '../wire/index.js'
import { incidentFeatureOf } from './feature.js'
import { contentOf } from './feed.service.js'
import { Gatherer, joined, linksShown, type Gathered } from './gather.js'
import { latestOf } from './merge.js'
import type { RecordLook } from './read/inspect-payload.js'
import { emptyPage } from './read/page.js'

const shownItems = 20
const payloadLimit = 20_000
/** What an address answered is kept so long for whoever tries mappings on it, and of so many addresses. */
const keptMs = 10 * 60_000
const keptAnswers = 2
/** How long somebody who looks waits for the messages that an index names. */
const patienceMs = 20_000

/** What is looked at in place of what the feed answers now. */
export interface LookAt {
  /** Pasted, as for a feed that is not asked. */
  readonly payload: string | null
  /** What it answered a moment ago, so that its server is not asked for every change of a mapping. */
  readonly kept: boolean
}

interface Answered {
  readonly bytes: Buffer
  readonly contentType: string | null
}

/** A dry run: what a feed would bring in now, stored nowhere. */
@Injectable()
export class Preview {
  private readonly answers = new Map<string, Answered & { readonly atMs: number }>()

  constructor(
    @Inject(Gatherer) private readonly gatherer: Gatherer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async look(input: FeedInput, { payload, kept }: LookAt): Promise<FeedPreview> {
    const content = contentOf(input)
    if (payload !== null)
      return this.read(content, { bytes: Buffer.from(payload, 'utf8'), contentType: 'text/plain; charset=utf-8' })
    if (content.url === null) return nothing(say('read.notAsked', {}))
    const answered = (kept ? this.keptOf(content.url) : null) ?? (await this.ask(content.url))
    return typeof answered === 'string' ? nothing(answered) : this.read(content, answered)
  }

  private async read(content: FeedContent, { bytes, contentType }: Answered): Promise<FeedPreview> {
    const look = await this.gatherer.inspect(content, bytes, contentType)
    const { page, error } = await this.gatherer.read(content, bytes, contentType)
    // An index tells by the messages that it names.
    const named = await this.gatherer.first(content, page.links, AbortSignal.timeout(patienceMs))
    return told({ page: joined([page, named]), error }, bytes, look)
  }

  private async ask(url: string): Promise<Answered | string> {
    const fetched = await this.gatherer.fetch(url, null)
    if (fetched.is === 'failed') return fetched.why
    if (fetched.is === 'unchanged') return say('read.unchanged', {})
    this.answers.delete(url)
    this.answers.set(url, { ...fetched, atMs: this.clock.ms() })
    for (const old of [...this.answers.keys()].slice(0, -keptAnswers)) this.answers.delete(old)
    return fetched
  }

  private keptOf(url: string): Answered | null {
    const found = this.answers.get(url)
    return found !== undefined && this.clock.ms() - found.atMs <= keptMs ? found : null
  }
}

function nothing(error: string): FeedPreview {
  return told({ page: emptyPage, error }, Buffer.alloc(0), null)
}

function told({ page, error }: Gathered, bytes: Buffer, look: RecordLook | null): FeedPreview {
  const items = latestOf(page.items)
  const reported = items.filter(({ withdrawn }) => !withdrawn)
  return {
    error,
    bytes: bytes.length,
    items: reported.length,
    withdrawn: items.length - reported.length,
    skipped: page.skipped,
    rejected: page.refusals.length,
    named: page.links.length,
    lookedAt: Math.min(page.links.length, linksShown),
    features: reported.slice(0, shownItems).flatMap(incidentFeatureOf),
    refusals: page.refusals.slice(0, shownItems).map(({ externalId, raw, errors }) => ({
      externalId,
      raw: raw.slice(0, payloadLimit),
      errors: [...errors],
    })),
    payload: bytes.toString('utf8', 0, payloadLimit),
    records: look === null ? null : feedPreview.shape.records.parse(look),
  }
}
