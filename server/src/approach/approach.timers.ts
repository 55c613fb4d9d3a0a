import { Inject, Injectable } from '@nestjs/common'
import { say } from '@cordon/alerts'
import { approachesDue, endApproach, type Database, type NearRow } from '@cordon/db'
import { house } from '../alert/take.js'
import { IngestService } from '../ingest/ingest.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'

/** On how many threats one pass acts. */
const atOnce = 100

/**
 * Holds threats against the rules again when their windows are near. When that is stands in a row, so that a restart
 * forgets none; of two nodes the second finds the revision that the first has made.
 */
@Injectable()
export class ApproachTimers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IngestService) private readonly ingest: IngestService,
  ) {}

  /** Answers on how many threats it acted. */
  async pass(): Promise<number> {
    const now = this.clock.now()
    const due = await this.database.query<NearRow>(approachesDue(now, atOnce))
    for (const row of due) await this.hold(row, now)
    return due.length
  }

  private async hold({ incidentId: id, revision, isAwaited }: NearRow, now: string): Promise<void> {
    const ended = endApproach(id, now)
    if (!isAwaited) {
      await this.database.query(ended)
      return
    }
    await this.ingest.submit({
      entries: [{ what: 'hold', id, revision, reason: say('kept.windowNear', {}) }],
      by: house.name,
      history: false,
      beside: async (run) => {
        await run.query(ended)
      },
    })
  }
}
