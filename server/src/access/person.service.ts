import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, type Account, type Actor, type Finding } from '@cordon/alerts'
import {
  accountTable,
  countPerson,
  stillTheirs,
  type AccountRow,
  type Database,
  type PersonCounts,
  type Runner,
  type StillTheirs,
} from '@cordon/db'
import { AuditService } from '../audit/audit.service.js'
import { DATABASE } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { deny, none, ok, told as failing, wrong, type Result } from '../platform/result.js'
import type { ForgettingPreview, ForgetInput } from '../wire/index.js'
import { nameKey } from '../wire/name-key.js'
import type { Failure } from '../wire/problem.js'
import { told } from './account.service.js'
import { Erasure } from './erasure.js'
import { ForgottenAgain } from './forgotten-again.js'
import { ForgottenLate } from './forgotten-late.js'
import type { Principal } from './principal.js'

/** People who have left and whose names are to be forgotten: what they did stays, done by a former member. */
@Injectable()
export class PersonService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuditService) private readonly audit: Pick<AuditService, 'settled'>,
    @Inject(Erasure) private readonly erasure: Pick<Erasure, 'erase'>,
    @Inject(ForgottenLate) private readonly late: Pick<ForgottenLate, 'soon'>,
    @Inject(ForgottenAgain) private readonly again: Pick<ForgottenAgain, 'ready' | 'keepUp'>,
  ) {}

  /** What there is of somebody, and what stands against forgetting them. */
  async look(id: string, who: Principal): Promise<Result<ForgettingPreview>> {
    const row = await this.byId(id)
    if (row === null) return deny('not-found', finding('denied.noAccount', {}))
    const [counts] = await this.database.query<PersonCounts>(countPerson(row))
    if (counts === undefined) throw new Error('There are counts, if only of nothing.')
    const against = await this.against(row, who, this.database)
    return ok({ name: row.name, against: [...against], ...counts })
  }

  /** Forgets somebody, in one transaction or not at all; whoever is told so finds it noted beside the database as well. */
  async forget(id: string, { name, reason }: ForgetInput, who: Principal): Promise<Result<Account>> {
    const row = await this.byId(id)
    if (row === null) return none('account', id)
    const [first] = await this.against(row, who, this.database)
    if (first !== undefined) return { ok: false, failure: standsAgainst(first, row.name) }
    // Asked after it: of two who forget somebody at once the second is told so, and not that the name is another one.
    if (nameKey(name) !== nameKey(row.name)) {
      return wrong(faultAt('name', finding('asked.thisAccount', { name: row.name })))
    }
    await this.audit.settled()
    // Somebody may have given them an alert meanwhile.
    const against = async (run: Runner) => {
      const [last] = await this.against(row, who, run)
      return last === undefined ? null : standsAgainst(last, row.name)
    }
    await this.again.ready()
    const said = { by: actorOf(who), noted: `${who.kind}:${who.id}`, reason }
    const done = await this.erasure.erase(row, { ...said, before: null, against })
    if (!done.ok) return done
    faultPoint('forget.committed')
    await this.again.keepUp()
    await this.late.soon(done.value.who, done.value.late)
    const { instead } = done.value.who
    return ok(told({ ...row, name: instead, nameKey: nameKey(instead), role: 'viewer', disabled: true }))
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
}

type Against = ForgettingPreview['against'][number]

function standsAgainst(it: Against, name: string): Failure {
  return failing('wrong-state', findingOf(it, name))
}

function findingOf({ why, n: count, names }: Against, name: string): Finding {
  switch (why) {
    case 'self':
      return finding('forget.self', {})
    case 'forgotten':
      return finding('forget.forgotten', { name })
    case 'enabled':
      return finding('forget.enabled', { name })
    case 'onWatch':
      return finding('forget.onWatch', { name })
    case 'handover':
      return finding('forget.handover', { name, count })
    case 'alerts':
      return finding('forget.alerts', { name, count })
    case 'duties':
      return finding('forget.duties', { name, list: names.join(', ') })
  }
}

function actorOf({ id, name }: Principal): Actor {
  return { id, name }
}
