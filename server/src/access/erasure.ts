import { Inject, Injectable } from '@nestjs/common'
import { randomBytes } from 'node:crypto'
import {
  formerName,
  formerPrefix,
  instantOf,
  withoutName,
  type Actor,
  type Forgotten,
  type Instant,
} from '@cordon/alerts'
import {
  beginForgetting,
  forgetPerson,
  isFree,
  lastRestored,
  namedRows,
  nextForgotten,
  privateZones,
  tellHistoryChanged,
  type AccountRow,
  type Database,
  type Late,
  type NamedRows,
  type NotedRow,
  type Runner,
} from '@cordon/db'
import { AuditService } from '../audit/audit.service.js'
import type { Mentions } from '../audit/redact.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { ok, type Result } from '../platform/result.js'
import type { Failure } from '../wire/problem.js'
import { ZoneService } from '../zone/zone.service.js'
import { ForgottenLate } from './forgotten-late.js'
import { sealedName } from './forgotten-name.js'
import { hashPassword } from './password.js'
import type { AccountPrincipal } from './principal.js'

/** What nodes' clocks differ at most. */
const clocksDifferMs = 5 * 60_000

/** Who was forgotten, and what has to be looked through once more. */
export interface Erased {
  readonly who: Forgotten
  readonly late: Late
}

/** Who forgets somebody, and why. */
export interface Erasing {
  readonly by: Actor
  /** The same, as the audit log names it: `account:…`. */
  readonly noted: string
  readonly reason: string
  /** What was noted of them when they were forgotten before, in a database that has been put back since. */
  readonly before: NotedRow | null
  /** Why they cannot be forgotten after all, asked while nobody else forgets. */
  readonly against: (run: Runner) => Promise<Failure | null>
}

type By = Pick<Erasing, 'by' | 'noted'> & { readonly at: Instant; readonly reason: string }

/** Takes somebody out of every table and of the audit log, in one transaction or not at all. */
@Injectable()
export class Erasure {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: Pick<AuditService, 'redact' | 'mentions'>,
    @Inject(ZoneService) private readonly zones: Pick<ZoneService, 'archiveWithin'>,
    @Inject(ForgottenLate) private readonly late: Pick<ForgottenLate, 'kept'>,
  ) {}

  async erase(row: AccountRow, { before, against, ...asked }: Erasing): Promise<Result<Erased>> {
    const sealed = before ?? (await sealedName(row.name))
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'))
    const at = this.clock.now()
    const looked = await this.looked(row)
    return this.database.transaction('plain', async (run) => {
      const zones = await run.query<{ readonly id: string }>(privateZones(row.id))
      const { seq: upTo } = await takenHead(run)
      // Whoever forgets somebody else at the same time has their number by now.
      const number = await numberFor(run, before)
      const why = await against(run)
      if (why !== null) return { ok: false, failure: why }
      const who = { id: row.id, name: row.name, instead: formerName(number) }
      const late = this.late.kept(row, { upTo, since: looked.named.since })
      const said = { ...asked, at, reason: withoutName(asked.reason, who) }
      const forgotten = { ...who, salt: Buffer.from(sealed.salt), nameHash: Buffer.from(sealed.nameHash), late }
      for (const it of beginForgetting({ ...forgotten, ...said, number, passwordHash })) await run.query(it)
      for (const zone of zones) await this.archived(run, zone.id, row)
      await this.redact(run, { who, known: looked.mentions, said })
      const [last] = await run.query<Pick<NamedRows, 'restored'>>(lastRestored())
      const named = last?.restored === looked.named.restored ? looked.named : null
      for (const it of forgetPerson({ ...forgotten, ...said, number, passwordHash }, named)) await run.query(it)
      // Whoever has a page open takes all of it anew.
      await run.query(tellHistoryChanged(newId(this.clock.ms()), 1, at))
      faultPoint('forget.begun')
      return ok({ who, late })
    })
  }

  private async redact(
    run: Runner,
    { who, known, said }: { readonly who: Forgotten; readonly known: Mentions; readonly said: By },
  ): Promise<void> {
    const { at, by, noted, reason } = said
    await this.audit.redact(run, { who, known, said: { at, by: noted, name: by.name, query: { reason } } })
  }

  /** Looks through the largest tables before anything is held, so that nobody waits for that. */
  private async looked(row: AccountRow): Promise<{ readonly named: NamedRows; readonly mentions: Mentions }> {
    const since = instantOf(this.clock.ms() - clocksDifferMs)
    const [named] = await this.database.query<NamedRows>(namedRows(row, since))
    if (named === undefined) throw new Error('The change feed has no head.')
    return { named, mentions: await this.audit.mentions(row) }
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

/** The number that they had, where nobody else has it by now; nobody else forgets until the transaction ends. */
async function numberFor(run: Runner, before: NotedRow | null): Promise<number> {
  const [next] = await run.query<{ readonly n: number }>(nextForgotten(formerPrefix))
  if (next === undefined) throw new Error('Every number is taken by an account of that name.')
  if (before === null) return next.n
  const [row] = await run.query<{ readonly isFree: boolean }>(isFree(before))
  return row?.isFree === true ? before.number : next.n
}
