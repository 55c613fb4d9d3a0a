import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, automaticEntry, say, type Actor, type Instant, type Shift } from '@cordon/alerts'
import {
  openAlerts,
  saveLog,
  saveShift,
  shiftForChange,
  shiftOf,
  shiftsPage,
  type Database,
  type OpenAlertRow,
  type Runner,
  type ShiftRow,
} from '@cordon/db'
import { AccountService } from '../access/account.service.js'
import type { Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, wrong, type Result } from '../platform/result.js'
import type { Input } from '../platform/route.js'
import { uuid, type shiftRoutes } from '../wire/index.js'

/** Who is on watch. What begins and ends stands in the log as well, so that everybody hears of it at once. */
@Injectable()
export class ShiftService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(AccountService) private readonly accounts: AccountService,
  ) {}

  async list({ on, limit, cursor }: Input<(typeof shiftRoutes)['list']>['query']) {
    const after = readCursor(cursor)
    if (!after.ok) return after
    const rows = await this.database.query<ShiftRow>(shiftsPage({ on, after: after.value, limit: limit + 1 }))
    const shifts = rows.map(({ body }) => body)
    return ok(pageOf(shifts, limit, (last) => [last.beganAt, last.id]))
  }

  async take(relieved: string | null, who: Principal): Promise<Result<Shift>> {
    const other = relieved === null ? null : await this.account(relieved)
    if (relieved !== null && (other === null || other.id === who.id)) {
      return wrong(faultAt('relieves', finding('asked.officer', { got: relieved })))
    }
    return this.write(async (run) => {
      const [now, by] = [this.clock.now(), actorOf(who)]
      const [present] = await run.query<ShiftRow>(shiftOf(who.id))
      if (present !== undefined)
        return deny('wrong-state', finding('denied.onWatch', { beganAt: present.body.beganAt }))
      if (other !== null) await endShift(run, other.id, now)
      const shift = beginning(by, { id: newId(this.clock.ms()), now, relieves: other })
      await run.query(saveShift(shift))
      const officer = by.name
      const text =
        other === null ? say('shift.began', { officer }) : say('shift.relieved', { officer, relieved: other.name })
      await run.query(saveLog([houseEntry(text, { id: newId(this.clock.ms()), by, now })], now))
      return ok(shift)
    })
  }

  /** What somebody owns does not stay with somebody who is gone. */
  async end(id: string, who: Principal): Promise<Result<Shift>> {
    return this.write(async (run) => {
      const [now, by] = [this.clock.now(), actorOf(who)]
      const [found] = await run.query<ShiftRow>(shiftForChange(id))
      if (found === undefined) return none('shift', id)
      const { officer, endedAt } = found.body
      if (officer.id !== who.id) return deny('not-allowed', finding('denied.watchOf', { by: officer.name }))
      if (endedAt !== null) return deny('wrong-state', finding('denied.watchEnded', { endedAt }))
      const owned = (await run.query<OpenAlertRow>(openAlerts())).filter(({ body }) => body.ownerId === who.id)
      if (owned.length > 0) return deny('wrong-state', finding('denied.ownsAlerts', { count: owned.length }))
      const ended = { ...found.body, endedAt: now }
      await run.query(saveShift(ended))
      const text = say('shift.ended', { officer: by.name })
      await run.query(saveLog([houseEntry(text, { id: newId(this.clock.ms()), by, now })], now))
      return ok(ended)
    })
  }

  private async write(work: (run: Runner) => Promise<Result<Shift>>): Promise<Result<Shift>> {
    const result = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      return work(run)
    })
    if (result.ok) this.signal.committed()
    return result
  }

  private async account(idOrName: string): Promise<Actor | null> {
    const named = await this.accounts.byName(idOrName)
    const id = uuid.safeParse(idOrName)
    const found = named ?? (id.success ? await this.accounts.byId(id.data) : null)
    return found === null ? null : { id: found.id, name: found.name }
  }
}

export function actorOf({ id, name }: Principal): Actor {
  return { id, name }
}

/** A shift that begins. */
export function beginning(
  officer: Actor,
  { id, now, relieves }: { readonly id: string; readonly now: Instant; readonly relieves: Actor | null },
): Shift {
  return { id, officer, beganAt: now, endedAt: null, relieves }
}

/** Ends the shift of somebody who is on watch; whoever is not stays as they are. */
export async function endShift(run: Runner, accountId: string, now: Instant): Promise<void> {
  const [present] = await run.query<ShiftRow>(shiftOf(accountId))
  if (present !== undefined) await run.query(saveShift({ ...present.body, endedAt: now }))
}

/** What the house writes into the log of a shift or a handover, for everybody. */
export function houseEntry(
  text: string,
  {
    id,
    by,
    now,
    handoverId,
  }: { readonly id: string; readonly by: Actor; readonly now: Instant; readonly handoverId?: string },
) {
  const about = handoverId === undefined ? {} : { handoverId }
  return { entry: automaticEntry(text, { id, by: { by: by.name, byId: by.id }, now, ...about }), audience: 'all' }
}
