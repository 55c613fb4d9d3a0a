import { Inject, Injectable } from '@nestjs/common'
import { say } from '@cordon/alerts'
import { endPostponed, postponedDue, type Database, type DueRow } from '@cordon/db'
import { house } from '../alert/take.js'
import { IngestService } from '../ingest/ingest.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'

/** On how many incidents one pass acts. */
const atOnce = 100

/**
 * Holds incidents against the rules again when that is due: threats whose windows are near, and what was kept from
 * somebody for a time that is over. When that is stands in a row, so that a restart forgets none; of two nodes the second
 * finds the revision that the first has made.
 */
@Injectable()
export class PostponedTimers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IngestService) private readonly ingest: IngestService,
  ) {}

  /** Answers on how many incidents it acted. */
  async pass(): Promise<number> {
    const now = this.clock.now()
    const due = await this.database.query<DueRow>(postponedDue(now, atOnce))
    for (const row of due) await this.hold(row, now)
    return due.length
  }

  private async hold(row: DueRow, now: string): Promise<void> {
    const { incidentId: id, revision, ruleIds, isEarly, isAwaited } = row
    const ended = endPostponed(id, now)
    if (!isAwaited) {
      await this.database.query(ended)
      return
    }
    const reason = say(isEarly ? 'kept.windowNear' : 'kept.quietOver', {})
    await this.ingest.submit({
      entries: [{ what: 'hold', id, revision, ruleIds, reason }],
      by: house.name,
      history: false,
      beside: async (run, [outcome]) => {
        // Where it was revised meanwhile, the next pass looks at what it is now.
        if (outcome?.ok === true && outcome.what === 'revised') await run.query(ended)
      },
    })
  }
}
