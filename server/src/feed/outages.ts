import { Inject, Injectable } from '@nestjs/common'
import { houseName, instantOf, newsAgeMs, say, type FeedHealth } from '@cordon/alerts'
import { markOutage, type FeedWithFigures } from '@cordon/db'
import { IngestService } from '../ingest/ingest.service.js'
import { Clock } from '../platform/clock.js'
import { incidentInput, type IncidentInput } from '../wire/index.js'

/** An outage that began long before it could be noticed is dated to when it was, so that no rule takes it for old news. */
const oldMs = 3_600_000

/** Tells a feed's outage as an incident where the feed is relied on, so that the ordinary rules tell whom it concerns. */
@Injectable()
export class Outages {
  constructor(
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Begins an outage. The id is the same for the same silence, whichever node notices it. */
  async begin(feed: FeedWithFigures, health: FeedHealth): Promise<void> {
    const at = this.clock.now()
    await this.ingest.submit({
      entries: [{ what: 'new', input: outageOf(feed, health, this.clock.ms()) }],
      by: houseName,
      history: false,
      beside: async (run, [outcome]) => {
        if (outcome?.ok === true) await run.query(markOutage(feed.id, { at, incidentId: outcome.incident.id }))
      },
    })
  }

  /** Ends an outage: the incident gets its end. Its alerts stay until a person closes them. */
  async end(feed: FeedWithFigures): Promise<void> {
    const id = feed.outageIncident
    if (id === null) return
    const patch = { properties: { occurredTo: this.clock.now() }, reason: endWords(feed) }
    await this.ingest.submit({
      entries: [{ what: 'correct', id, patch, ifMatch: null }],
      by: houseName,
      history: false,
      beside: async (run) => {
        await run.query(markOutage(feed.id, null))
      },
    })
  }
}

function endWords({ content, removed }: FeedWithFigures): string {
  const feed = { feed: content.name }
  if (removed) return say('feed.removed', feed)
  return content.enabled ? say('feed.heardAgain', feed) : say('feed.switchedOff', feed)
}

function outageOf(feed: FeedWithFigures, { reason }: FeedHealth, nowMs: number): IncidentInput {
  const { name, point, radiusMetres, expectedMs } = feed.content
  const quietMs = nowMs - newsAgeMs(feed, nowMs)
  const overdueMs = quietMs + 2 * expectedMs
  return incidentInput.parse({
    type: 'Feature',
    geometry: point,
    properties: {
      type: 'feed-silent',
      title: say('feed.silent', { feed: name }),
      summary: say('feed.silence', { feed: name, why: reason }),
      severity: 'severe',
      status: 'confirmed',
      occurredFrom: instantOf(nowMs - overdueMs > oldMs ? nowMs : overdueMs),
      timePrecision: 'exact',
      uncertaintyMetres: radiusMetres,
      locationPrecision: 'area',
      source: houseName,
      credibility: '1',
      externalId: `feed/${feed.id}/${instantOf(quietMs)}`,
    },
  })
}
