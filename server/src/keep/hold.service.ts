import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { Hold } from '@cordon/alerts'
import { holdForChange, holds, saveHold, type Database, type HoldRow } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, type Result } from '../platform/result.js'
import { actorOf } from '../shift/shift.service.js'
import type { HoldInput } from '../wire/index.js'
import { Holds } from './holds.js'

/** Holds: put on with a reason, released with a reason, and kept for good as what they were. */
@Injectable()
export class HoldService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Holds) private readonly meanings: Pick<Holds, 'searchOf'>,
  ) {}

  async list(): Promise<readonly Hold[]> {
    return (await this.database.query<HoldRow>(holds())).map(({ body }) => body)
  }

  async put({ reason, search, incidents }: HoldInput, who: Principal): Promise<Result<Hold>> {
    const meant = await this.meanings.searchOf({ search })
    if (!meant.ok) return meant
    const made = { id: newId(this.clock.ms()), revision: 1, by: actorOf(who), since: this.clock.now(), released: null }
    const hold: Hold = { ...made, reason, search, incidents }
    await this.database.transaction('plain', (run) => run.last(saveHold(hold)))
    return ok(hold)
  }

  async release(id: string, reason: string, who: Principal): Promise<Result<Hold>> {
    return this.database.transaction('plain', async (run) => {
      const [row] = await run.query<HoldRow>(holdForChange(id))
      if (row === undefined) return deny('not-found', finding('denied.noHold', { id }))
      if (row.body.released !== null)
        return deny('wrong-state', finding('denied.released', { releasedAt: row.body.released.at }))
      const released = { reason, by: actorOf(who), at: this.clock.now() }
      const hold: Hold = { ...row.body, revision: row.body.revision + 1, released }
      await run.query(saveHold(hold))
      return ok(hold)
    })
  }
}
