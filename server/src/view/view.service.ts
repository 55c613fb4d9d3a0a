import { faultAt, finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import { dropView, saveView, viewsOf, type Database, type SavedViewRow } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import type { SavedView, SavedViewInput } from '../wire/index.js'

/** How many views one person may keep. */
export const mostViews = 50

/** What people keep for themselves: nobody else sees it, so that no change of it is told. */
@Injectable()
export class ViewService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(who: Principal): Promise<readonly SavedView[]> {
    return this.database.query<SavedViewRow>(viewsOf(who.id))
  }

  async save({ name, address }: SavedViewInput, who: Principal): Promise<Result<SavedView>> {
    const said = { name, address, accountId: who.id, savedAt: this.clock.now(), most: mostViews }
    const [kept] = await this.database.query<SavedViewRow>(saveView({ id: newId(this.clock.ms()), ...said }))
    if (kept !== undefined) return ok(kept)
    return wrong(faultAt('name', finding('asked.views', { mostCount: mostViews })))
  }

  async remove(id: string, who: Principal): Promise<Result<null>> {
    const gone = await this.database.query(dropView(id, who.id))
    return gone.length > 0 ? ok(null) : deny('not-found', finding('denied.noView', { id }))
  }
}
