import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { houseName, say } from '@cordon/alerts'
import { noteRegraded, regradedBy, reportsBack, sourcesById, sourcesToRegrade, type Database } from '@cordon/db'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Entry } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { DATABASE } from '../platform/database.js'

/** A source of which something else is held now. */
export interface Regrading {
  readonly id: string
  /** Number of that change. */
  readonly revision: number
  readonly reason: string | null
}

type Regraded = Pick<Regrading, 'id' | 'revision'> & { readonly reason: string }

/** Reports that one look takes in, and incidents that one job grades anew: small, so that what comes in goes first. */
const lookAt = 1_000
const atOnce = 50
/** How often is looked for what an outage or the end of a node has left undone. */
const lookMs = 300_000

interface Step {
  readonly id: string
  readonly recordedAt: string
  readonly incidentId: string | null
}

/**
 * Grades anew what a source told once its reliability has changed, latest first, behind whatever comes in. Each incident
 * whose grade or status changes gets a revision that says why and is held against the rules; its earlier ones keep the
 * grade of their time, and nobody is told a second time. What was cut short is begun anew: doing it twice changes nothing.
 */
@Injectable()
export class Regrader implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Regrader.name)
  private stopped = false
  private begun = 0
  private running: Promise<void> = Promise.resolve()

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IngestService) private readonly ingest: IngestService,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.resume()
  }

  /** Begins whatever nobody has finished, unless something is under way here. */
  @Interval(lookMs)
  async resume(): Promise<void> {
    if (this.begun > 0) return
    for (const changed of await this.database.query<Regrading>(sourcesToRegrade())) this.begin(changed)
  }

  onModuleDestroy(): Promise<void> {
    this.stopped = true
    return this.running
  }

  /** Begins, after whatever is under way; `idle` tells when it is done. */
  begin(regrading: Regrading): void {
    this.begun += 1
    this.running = this.running
      .then(() => this.run(regrading))
      .catch((error: unknown) => this.log.error(error))
      .finally(() => (this.begun -= 1))
  }

  idle(): Promise<void> {
    return this.running
  }

  private async run({ id, revision, reason }: Regrading): Promise<void> {
    const [source] = await this.database.query<{ name: string; reliability: string }>(sourcesById([id]))
    if (source === undefined) return
    const now = { source: source.name, reliability: source.reliability }
    const why = reason === null ? say('kept.reliability', now) : say('kept.reliabilityWhy', { ...now, why: reason })
    const seen = new Set<string>()
    let at: readonly [string, string] | null = null
    while (!this.stopped) {
      const steps: readonly Step[] = await this.database.query<Step>(reportsBack(id, at, lookAt))
      const incidents = steps.flatMap(({ incidentId }) =>
        incidentId === null || seen.has(incidentId) ? [] : [incidentId],
      )
      for (const incident of incidents) seen.add(incident)
      await this.regrade([...new Set(incidents)], { id, revision, reason: why })
      const last = steps.at(-1)
      if (last === undefined || steps.length < lookAt) break
      at = [last.recordedAt, last.id]
    }
    if (!this.stopped) await this.database.query(noteRegraded(id, revision))
  }

  private async regrade(ids: readonly string[], { id: source, revision, reason }: Regraded) {
    for (let from = 0; from < ids.length && !this.stopped; from += atOnce) {
      const entries = ids.slice(from, from + atOnce).map((id): Entry => ({ what: 'regrade', id, reason }))
      // By the name that they have now: whoever changed it may be forgotten before all is graded.
      const [{ by } = { by: houseName }] = await this.database.query<{ by: string }>(regradedBy(source, revision))
      await this.ingest.submit({ entries, by, history: false })
      await nextTurn()
    }
  }
}
