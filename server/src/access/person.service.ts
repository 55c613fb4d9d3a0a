import { Inject, Injectable } from '@nestjs/common'
import { randomBytes } from 'node:crypto'
import {
  formerName,
  formerPrefix,
  instantOf,
  withoutName,
  type Account,
  type Actor,
  type Forgotten,
} from '@cordon/alerts'
import {
  accountTable,
  beginForgetting,
  countPerson,
  forgetPerson,
  lastRestored,
  namedRows,
  nextForgotten,
  privateZones,
  stillTheirs,
  tellHistoryChanged,
  type AccountRow,
  type Database,
  type Late,
  type NamedRows,
  type PersonCounts,
  type Runner,
  type StillTheirs,
} from '@cordon/db'
import { AuditService } from '../audit/audit.service.js'
import type { Mentions } from '../audit/redact.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { fail, ok, type Result } from '../platform/result.js'
import type { ForgettingPreview, ForgetInput } from '../wire/index.js'
import { nameKey } from '../wire/name-key.js'
import { ZoneService } from '../zone/zone.service.js'
import { told } from './account.service.js'
import { ForgottenLate } from './forgotten-late.js'
import { sealedName } from './forgotten-name.js'
import { hashPassword } from './password.js'
import type { AccountPrincipal, Principal } from './principal.js'

/** What nodes' clocks differ at most. */
const clocksDifferMs = 5 * 60_000

/** Who was forgotten, and what has to be looked through once more. */
interface Erased {
  readonly who: Forgotten
  readonly late: Late
}

/** People who have left and whose names are to be forgotten: what they did stays, done by a former member. */
@Injectable()
export class PersonService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: Pick<AuditService, 'redact' | 'settled' | 'mentions'>,
    @Inject(ZoneService) private readonly zones: Pick<ZoneService, 'archiveWithin'>,
    @Inject(ForgottenLate) private readonly late: Pick<ForgottenLate, 'kept' | 'soon'>,
  ) {}

  /** What there is of somebody, and what stands against forgetting them. */
  async look(id: string, who: Principal): Promise<Result<ForgettingPreview>> {
    const row = await this.byId(id)
    if (row === null) return fail('not-found', 'There is no such account.')
    const [counts] = await this.database.query<PersonCounts>(countPerson(row))
    if (counts === undefined) throw new Error('There are counts, if only of nothing.')
    const against = await this.against(row, who, this.database)
    return ok({ name: row.name, against: [...against], ...counts })
  }

  /** Forgets somebody, in one transaction or not at all. */
  async forget(id: string, { name, reason }: ForgetInput, who: Principal): Promise<Result<Account>> {
    const row = await this.byId(id)
    if (row === null) return fail('not-found', 'There is no such account.')
    if (nameKey(name) !== nameKey(row.name)) {
      return fail('invalid-input', {
        errors: [{ path: 'name', message: `Expected the name of this account, ${row.name}` }],
      })
    }
    const [first] = await this.against(row, who, this.database)
    if (first !== undefined) return fail('wrong-state', sentenceOf(first, row.name))
    await this.audit.settled()
    const done = await this.erased(row, reason, who)
    if (!done.ok) return done
    faultPoint('forget.committed')
    await this.late.soon(done.value.who, done.value.late)
    const { instead } = done.value.who
    return ok(told({ ...row, name: instead, nameKey: nameKey(instead), role: 'viewer', disabled: true }))
  }

  private async erased(row: AccountRow, reason: string, who: Principal): Promise<Result<Erased>> {
    const sealed = await sealedName(row.name)
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'))
    const [by, at] = [actorOf(who), this.clock.now()]
    const looked = await this.looked(row)
    return this.database.transaction('plain', async (run) => {
      const zones = await run.query<{ readonly id: string }>(privateZones(row.id))
      const { seq: upTo } = await takenHead(run)
      // Whoever forgets somebody else at the same time has their number by now.
      const [next] = await run.query<{ readonly n: number }>(nextForgotten(formerPrefix))
      if (next === undefined) throw new Error('Every number is taken by an account of that name.')
      // Somebody may have given them an alert meanwhile.
      const [first] = await this.against(row, who, run)
      if (first !== undefined) return fail('wrong-state', sentenceOf(first, row.name))
      const person = { id: row.id, name: row.name, instead: formerName(next.n) }
      const said = { at, by, reason: withoutName(reason, person) }
      const late = this.late.kept(row, { upTo, since: looked.named.since })
      const forgotten = { ...person, ...sealed, ...said, number: next.n, passwordHash, late }
      for (const it of beginForgetting(forgotten)) await run.query(it)
      for (const zone of zones) await this.archived(run, zone.id, row)
      const noted = { at, by: `${who.kind}:${who.id}`, name: who.name, query: { reason: said.reason } }
      await this.audit.redact(run, { who: forgotten, known: looked.mentions, said: noted })
      const [last] = await run.query<Pick<NamedRows, 'restored'>>(lastRestored())
      const named = last?.restored === looked.named.restored ? looked.named : null
      for (const it of forgetPerson(forgotten, named)) await run.query(it)
      // Whoever has a page open takes all of it anew.
      await run.query(tellHistoryChanged(newId(this.clock.ms()), 1, at))
      faultPoint('forget.begun')
      return ok({ who: person, late })
    })
  }

  /** Looks through the largest tables before anything is held, so that nobody waits for that. */
  private async looked(row: AccountRow): Promise<{ readonly named: NamedRows; readonly mentions: Mentions }> {
    const since = instantOf(this.clock.ms() - clocksDifferMs)
    const [named] = await this.database.query<NamedRows>(namedRows(row, since))
    if (named === undefined) throw new Error('The change feed has no head.')
    return { named, mentions: await this.audit.mentions(row) }
  }

  private byId(id: string): Promise<AccountRow | null> {
    return this.database.dataSource.getRepository(accountTable).findOneBy({ id })
  }

  /** Why somebody cannot be forgotten; nothing where they can. */
  private async against({ id, disabled }: AccountRow, who: Principal, run: Runner): Promise<readonly Against[]> {
    const one = (why: Against['why'], more: Partial<Against> = {}): Against => ({ why, n: 1, names: [], ...more })
    if (id === who.id) return [one('self')]
    const [left] = await run.query<StillTheirs>(stillTheirs(id))
    if (left === undefined) throw new Error('There is an answer, if only that nothing is left.')
    if (left.isForgotten) return [one('forgotten')]
    return [
      ...(disabled ? [] : [one('enabled')]),
      ...(left.onWatch ? [one('onWatch')] : []),
      ...(left.handovers > 0 ? [one('handover', { n: left.handovers })] : []),
      ...(left.alerts > 0 ? [one('alerts', { n: left.alerts })] : []),
      ...(left.duties.length > 0 ? [one('duties', { names: [...left.duties] })] : []),
    ]
  }

  /** A zone that nobody else sees, so that nobody else can archive it: it listens no more. */
  private async archived(run: Runner, id: string, row: AccountRow): Promise<void> {
    const owner: AccountPrincipal = {
      ...{ kind: 'account', id: row.id, name: row.name, role: 'officer', permissions: ['zone:write'], teams: [] },
      sessionId: '',
    }
    const archived = await this.zones.archiveWithin(run, { id, who: owner, ifMatch: null })
    if (!archived.ok) throw new Error(`The zone ${id} of ${row.name} could not be archived.`)
  }
}

type Against = ForgettingPreview['against'][number]

function sentenceOf({ why, n, names }: Against, name: string): string {
  switch (why) {
    case 'self':
      return 'Nobody forgets themselves: ask another administrator.'
    case 'forgotten':
      return `${name} was forgotten already.`
    case 'enabled':
      return `${name} may still sign in: disable the account first.`
    case 'onWatch':
      return `${name} is on watch: end that first.`
    case 'handover':
      return `${name} has ${n} handovers that are not over: have them signed or withdrawn first.`
    case 'alerts':
      return `${name} owns ${n} open alerts: give them to somebody else first.`
    case 'duties':
      return `${name} is called by ${names.join(', ')}: take them out there first.`
  }
}

function actorOf({ id, name }: Principal): Actor {
  return { id, name }
}
