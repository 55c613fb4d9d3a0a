import { Inject, Injectable } from '@nestjs/common'
import { incidentFeatureOf } from './feature.js'
import type { FeedInput, FeedPreview } from '../wire/index.js'
import { contentOf } from './feed.service.js'
import { Gatherer, type Gathered } from './gather.js'
import { latestOf } from './merge.js'
import { emptyPage } from './read/page.js'

const shownItems = 20
const payloadLimit = 20_000

/** A dry run: what a feed would bring in now, stored nowhere. */
@Injectable()
export class Preview {
  constructor(@Inject(Gatherer) private readonly gatherer: Gatherer) {}

  /** `payload` stands for what the feed would answer, as for a feed that is not asked. */
  async look(input: FeedInput, payload: string | null): Promise<FeedPreview> {
    const content = contentOf(input)
    if (payload !== null) {
      const bytes = Buffer.from(payload, 'utf8')
      return told(await this.gatherer.read(content, bytes, 'text/plain; charset=utf-8'), bytes)
    }
    const none = Buffer.alloc(0)
    if (content.url === null) return told({ page: emptyPage, error: 'It is not asked: paste what it would send' }, none)
    const fetched = await this.gatherer.fetch(content.url, null)
    if (fetched.is !== 'payload') {
      const error = fetched.is === 'failed' ? fetched.why : 'It says that nothing has changed'
      return told({ page: emptyPage, error }, none)
    }
    return told(await this.gatherer.read(content, fetched.bytes, fetched.contentType), fetched.bytes)
  }
}

function told({ page, error }: Gathered, bytes: Buffer): FeedPreview {
  const items = latestOf(page.items)
  const reported = items.filter(({ withdrawn }) => !withdrawn)
  return {
    error,
    bytes: bytes.length,
    items: reported.length,
    withdrawn: items.length - reported.length,
    skipped: page.skipped,
    rejected: page.refusals.length,
    features: reported.slice(0, shownItems).flatMap(incidentFeatureOf),
    refusals: page.refusals.slice(0, shownItems).map(({ externalId, raw, errors }) => ({
      externalId,
      raw: raw.slice(0, payloadLimit),
      errors: [...errors],
    })),
    payload: bytes.toString('utf8', 0, payloadLimit),
  }
}
