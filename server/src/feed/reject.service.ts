import { faultAt, finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { Incident } from '@cordon/alerts'
import { rejectById, rejectsPage, settleReject, settleRejects, type Database, type FeedRejectRow } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { IngestService } from '../ingest/ingest.service.js'
import { parseIncident } from '../incident/parse.js'
import { PointCheck } from '../place/point-check.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { fail, none, ok, wrong, type Result } from '../platform/result.js'
import { FeedService } from './feed.service.js'

interface Place {
  readonly id: string
  readonly reject: string
}

/** What feeds had rejected: read, repaired and taken in after all, or let go. */
@Injectable()
export class RejectService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(FeedService) private readonly feeds: FeedService,
    @Inject(PointCheck) private readonly points: Pick<PointCheck, 'covered' | 'doubted'>,
  ) {}

  async page(feedId: string, query: { readonly limit: number; readonly cursor?: string | undefined }) {
    const [cursor, feed] = [readCursor(query.cursor), await this.feeds.one(feedId)]
    if (!cursor.ok) return cursor
    if (!feed.ok) return feed
    const rows = await this.database.query<FeedRejectRow>(rejectsPage(feedId, cursor.value, query.limit + 1))
    return ok(pageOf(rows, query.limit, (last) => [last.lastAt, last.id]))
  }

  /** Takes an item in as it was repaired, in its feed's name and under its own id; it leaves the list in the same transaction. */
  async replay({ id, reject }: Place, feature: unknown, who: Principal): Promise<Result<Incident>> {
    const [feed, row] = [await this.feeds.one(id), await this.row(id, reject)]
    if (!feed.ok) return feed
    if (!row.ok) return row
    if (hasNoPosition(feature)) return wrong(noPosition)
    const { source } = feed.value.content
    const parsed = parseIncident(inTheNameOf(feature, { source, externalId: row.value.externalId }), this.clock.now())
    if (!parsed.ok) return fail('invalid-input', { errors: parsed.errors })
    const [input = parsed.input] = await this.points.doubted(await this.points.covered([parsed.input]))
    const [outcome] = await this.ingest.submit({
      entries: [{ what: 'new', input }],
      by: who.name,
      history: false,
      beside: async (run, [stored]) => {
        if (stored?.ok === true) await run.query(settleReject(id, reject, this.clock.now()))
      },
    })
    if (outcome === undefined) throw new Error('The repaired item has no outcome.')
    return outcome.ok ? ok(outcome.incident) : outcome
  }

  async dismiss({ id, reject }: Place): Promise<Result<null>> {
    const rows = await this.database.query(settleReject(id, reject, this.clock.now()))
    return rows.length > 0 ? ok(null) : none('rejected item', reject)
  }

  async dismissAll(feedId: string, until: string): Promise<Result<{ readonly dismissed: number }>> {
    const feed = await this.feeds.one(feedId)
    if (!feed.ok) return feed
    const rows = await this.database.query(settleRejects(feedId, until, this.clock.now()))
    return ok({ dismissed: rows.length })
  }

  private async row(id: string, reject: string): Promise<Result<FeedRejectRow>> {
    const [row] = await this.database.query<FeedRejectRow>(rejectById(id, reject))
    return row === undefined ? none('rejected item', reject) : ok(row)
  }
}

const noPosition = faultAt('geometry', finding('asked.geometry', {}))

function hasNoPosition(feature: unknown): boolean {
  return typeof feature === 'object' && feature !== null && 'geometry' in feature && feature.geometry === null
}

/** Whoever repairs an item does not change who said it and under which id. */
function inTheNameOf(feature: unknown, { source, externalId }: { source: string; externalId: string | null }): unknown {
  if (typeof feature !== 'object' || feature === null || !('properties' in feature)) return feature
  const { properties } = feature
  if (typeof properties !== 'object' || properties === null) return feature
  return { ...feature, properties: { ...properties, source, ...(externalId === null ? {} : { externalId }) } }
}
