import { Inject, Injectable } from '@nestjs/common'
import { randomBytes } from 'node:crypto'
import { formerName, type Account, type Actor } from '@cordon/alerts'
import {
  beginForgetting,
  countPerson,
  forgetPerson,
  forgottenSoFar,
  privateZones,
  stillTheirs,
  tellHistoryChanged,
  type AccountRow,
  type Database,
  type PersonCounts,
  type StillTheirs,
} from '@cordon/db'
import { AuditService } from '../audit/audit.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { fail, ok, type Result } from '../platform/result.js'
import type { ForgettingPreview, ForgetInput } from '../wire/index.js'
import { nameKey } from '../wire/name-key.js'
import { ZoneService } from '../zone/zone.service.js'
import { AccountService, told } from './account.service.js'
import { sealedName } from './forgotten-name.js'
import { hashPassword } from './password.js'
import type { AccountPrincipal, Principal } from './principal.js'

/** People who have left and whose names are to be forgotten: what they did stays, done by a former member. */
@Injectable()
export class PersonService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: Pick<AuditService, 'redact'>,
    @Inject(AccountService) private readonly accounts: Pick<AccountService, 'byId'>,
    @Inject(ZoneService) private readonly zones: Pick<ZoneService, 'archive'>,
  ) {}

  /** What there is of somebody, and what stands against forgetting them. */
  async look(id: string, who: Principal): Promise<Result<ForgettingPreview>> {
    const row = await this.accounts.byId(id)
    if (row === null) return fail('not-found', 'There is no such account.')
    const [counts] = await this.database.query<PersonCounts>(countPerson(row))
    if (counts === undefined) throw new Error('There are counts, if only of nothing.')
    const against = await this.against(row, who)
    return ok({ name: row.name, against: [...against], ...counts })
  }

  /** Forgets somebody, in one transaction: everything of it or nothing. */
  async forget(id: string, { name, reason }: ForgetInput, who: Principal): Promise<Result<Account>> {
    const row = await this.accounts.byId(id)
    if (row === null) return fail('not-found', 'There is no such account.')
    if (nameKey(name) !== nameKey(row.name)) {
      return fail('invalid-input', {
        errors: [{ path: 'name', message: `Expected the name of this account, ${row.name}` }],
      })
    }
    const [first] = await this.against(row, who)
    if (first !== undefined) return fail('wrong-state', first)
    await this.archiveZones(row)
    const sealed = await sealedName(row.name)
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'))
    const [by, at] = [actorOf(who), this.clock.now()]
    const instead = await this.database.transaction('plain', async (run) => {
      const [soFar] = await run.query<{ readonly n: number }>(forgottenSoFar())
      const number = (soFar?.n ?? 0) + 1
      const forgotten = {
        ...{ id, name: row.name, instead: formerName(number), number },
        ...{ ...sealed, passwordHash, at, by, reason },
      }
      await takenHead(run)
      for (const it of beginForgetting(forgotten)) await run.query(it)
      await this.audit.redact(run, forgotten, { at, by: `${who.kind}:${who.id}`, name: who.name })
      for (const it of forgetPerson(forgotten)) await run.query(it)
      // Whoever has a page open takes all of it anew.
      await run.query(tellHistoryChanged(newId(this.clock.ms()), 1, at))
      return forgotten.instead
    })
    return ok(told({ ...row, name: instead, nameKey: nameKey(instead), role: 'viewer', disabled: true }))
  }

  /** Why somebody cannot be forgotten, in sentences; none where they can. */
  private async against(row: AccountRow, who: Principal): Promise<readonly string[]> {
    const { name } = row
    if (row.id === who.id) return ['Nobody forgets themselves: ask another administrator.']
    const [left] = await this.database.query<StillTheirs>(stillTheirs(row.id))
    if (left === undefined) throw new Error('There is an answer, if only that nothing is left.')
    if (left.isForgotten) return [`${name} was forgotten already.`]
    return [
      ...(row.disabled ? [] : [`${name} may still sign in: disable the account first.`]),
      ...(left.onWatch ? [`${name} is on watch: end that first.`] : []),
      ...(left.handovers > 0 ? [`${name} has a handover that is not over: have it signed or withdrawn first.`] : []),
      ...(left.alerts > 0 ? [`${name} owns ${left.alerts} open alerts: give them to somebody else first.`] : []),
      ...(left.duties.length > 0 ? [`${name} is called by ${left.duties.join(', ')}: take them out there first.`] : []),
    ]
  }

  /** Nobody else sees them, so nobody else can: they listen no more. */
  private async archiveZones(row: AccountRow): Promise<void> {
    const owner: AccountPrincipal = {
      ...{ kind: 'account', id: row.id, name: row.name, role: 'officer', permissions: ['zone:write'], teams: [] },
      sessionId: '',
    }
    const zones = await this.database.query<{ readonly id: string }>(privateZones(row.id))
    for (const { id } of zones) {
      const archived = await this.zones.archive({ id, who: owner, ifMatch: null })
      if (!archived.ok) throw new Error(`The zone ${id} of ${row.name} could not be archived.`)
    }
  }
}

function actorOf({ id, name }: Principal): Actor {
  return { id, name }
}
