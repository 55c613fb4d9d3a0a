import { Inject, Injectable } from '@nestjs/common'
import { say } from '@cordon/alerts'
import { feedItems, uniteFeedItems, type Database, type FeedItemRow, type FeedRow } from '@cordon/db'
import type { Entry } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { DATABASE } from '../platform/database.js'
import { isAfter } from './merge.js'

type Of = Pick<FeedRow, 'id' | 'content'>

/**
 * Makes one of what a feed told as several things, once a message refers to all of them: an update may name only the one
 * before it, and come before that. The latest version is believed; the other incidents are merged into its own, or
 * withdrawn where it withdraws.
 */
@Injectable()
export class Uniter {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IngestService) private readonly ingest: IngestService,
  ) {}

  /** Gives the id under which all of it is known from now on. */
  async unite(feed: Of, roots: readonly string[]): Promise<string> {
    const rows = await this.database.query<FeedItemRow>(feedItems(feed.id, roots))
    const latest = rows.reduce<FeedItemRow | null>((best, it) => (best === null || isAfter(it, best) ? it : best), null)
    // A withdrawal that came before anything of it did has no incident of its own.
    const keeper = latest?.incidentId == null ? (rows.find((it) => it.incidentId !== null) ?? latest) : latest
    const into = keeper?.externalId ?? roots[0] ?? ''
    const others = roots.filter((it) => it !== into)
    const entries = latest === null || keeper === null ? [] : entriesOf(feed, { latest, keeper, rows })
    const write = uniteFeedItems(feed.id, { into, others, latest })
    if (entries.length === 0) await this.database.query(write)
    else await this.ingest.submit({ ...asked(feed, entries), beside: (run) => run.query(write).then(() => undefined) })
    return into
  }
}

function asked({ content }: Of, entries: readonly Entry[]) {
  return { entries, by: content.name, history: false }
}

interface Found {
  readonly latest: FeedItemRow
  readonly keeper: FeedItemRow
  readonly rows: readonly FeedItemRow[]
}

function entriesOf({ content }: Of, { latest, keeper, rows }: Found): readonly Entry[] {
  const ids = rows.flatMap(({ incidentId }) => incidentId ?? [])
  if (latest.gone) {
    const patch = {
      properties: { status: 'refuted' },
      reason: say('kept.withdrawnBy', { source: content.source }),
    } as const
    return ids.filter((id) => id !== latest.incidentId).map((id) => ({ what: 'correct', id, patch, ifMatch: null }))
  }
  const into = keeper.incidentId
  const reason = `${content.source} refers to both as one`
  return into === null ? [] : ids.filter((id) => id !== into).map((id) => ({ what: 'merge', id, into, reason }))
}
