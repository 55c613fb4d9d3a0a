import { Inject, Injectable } from '@nestjs/common'
import { say } from '@cordon/alerts'
import { feedItems, uniteFeedItems, type Database, type FeedItemRow, type FeedRow } from '@cordon/db'
import type { Entry } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { DATABASE } from '../platform/database.js'
import { endsExercise, isAfter, isKnownAsReal } from './merge.js'

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
    const latest = standing(rows).reduce<FeedItemRow | null>(
      (best, it) => (best === null || isAfter(it, best) ? it : best),
      null,
    )
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

/** Those that say how it stands: the end of an exercise says nothing of what is real. */
function standing(rows: readonly FeedItemRow[]): readonly FeedItemRow[] {
  return rows.some(isKnownAsReal) ? rows.filter((it) => !endsExercise(it)) : rows
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
  const into = keeper.incidentId
  const reason = `${content.source} refers to both as one`
  const withdrawn = say('kept.withdrawnBy', { source: content.source })
  return rows.flatMap(({ incidentId: id, exercise }): readonly Entry[] => {
    if (id === null) return []
    if (latest.gone) return id === latest.incidentId ? [] : [withdrawal(id, withdrawn)]
    if (id === into || into === null) return []
    // What is played and what is real are never merged: the one that it is after all stands alone.
    return exercise === keeper.exercise ? [{ what: 'merge', id, into, reason }] : [withdrawal(id, reason)]
  })
}

function withdrawal(id: string, reason: string): Entry {
  return { what: 'correct', id, patch: { properties: { status: 'refuted' }, reason }, ifMatch: null }
}
