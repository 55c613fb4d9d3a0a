import { Inject, Injectable } from '@nestjs/common'
import type { FeedRow } from '@cordon/db'
import { Metrics } from '../platform/metrics.js'
import type { FeedTaken } from '../wire/index.js'
import { Quarantine } from './quarantine.js'
import type { FeedPage, Refusal } from './read/page.js'
import { Taker, type NotStored } from './taker.js'

/** What a page came to; `news` are the items that changed what is believed, `refused` all that could not be taken. */
export interface TakenPage extends FeedTaken {
  readonly refused: number
  readonly news: number
}

/** Takes a page in: what can be stored is stored, what cannot is kept with its reason. */
@Injectable()
export class Intake {
  constructor(
    @Inject(Taker) private readonly taker: Taker,
    @Inject(Quarantine) private readonly quarantine: Quarantine,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  async take(feed: Pick<FeedRow, 'id' | 'content'>, page: FeedPage): Promise<TakenPage> {
    const { refused, ...took } = await this.taker.take(feed, page.items)
    const refusals = [...page.refusals, ...refused.map(refusalOf)]
    const rejected = await this.quarantine.keep(feed.id, refusals)
    const counts = { ...took, skipped: page.skipped, rejected: refusals.length }
    for (const [what, count] of Object.entries(counts))
      this.metrics.feedItems.inc({ feed: feed.content.name, what }, count)
    return { ...counts, rejected, refused: refusals.length, news: took.stored + took.revised + took.withdrawn }
  }
}

function refusalOf({ item, failure }: NotStored): Refusal {
  const errors = failure.errors ?? [{ path: '', message: failure.detail ?? failure.code }]
  // How far its unit reaches is no word of its source.
  const draft = item.input === null ? null : { ...item.input, unitMetres: undefined }
  return { externalId: item.externalId, raw: JSON.stringify(draft, null, 1), draft, errors }
}
