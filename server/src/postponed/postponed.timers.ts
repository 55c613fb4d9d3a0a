import { Inject, Injectable } from '@nestjs/common'
import { postponedDue, type Database } from '@cordon/db'
import { house } from '../alert/take.js'
import { IngestService } from '../ingest/ingest.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'

/** On how many incidents one pass acts. */
const atOnce = 100

/**
 * Holds incidents against the rules again when that is due: threats whose windows are near, and what was kept from
 * somebody for a time that is over. When that is stands in a row, so that a restart forgets none; of two nodes the second
 * finds nothing due any more.
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
    const due = await this.database.query<{ readonly id: string }>(postponedDue(now, atOnce))
    const held = due.map(({ id }) =>
      this.ingest.submit({ entries: [{ what: 'hold', id }], by: house.name, history: false }),
    )
    // One that fails keeps no other from being told.
    for (const it of await Promise.allSettled(held)) if (it.status === 'rejected') throw it.reason
    return due.length
  }
}
