import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, roles, sitrepObjection, type Actor, type Role, type Sitrep } from '@cordon/alerts'
import {
  owePost,
  postOf,
  readersIn,
  sitrepById,
  sitrepForChange,
  type Database,
  type PostedRow,
  type ReaderRow,
  type Runner,
  type SitrepRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Envelopes } from '../deliver/envelope.js'
import { Unsealable } from '../deliver/vault.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, wrong, type Result } from '../platform/result.js'
import { actorOf } from '../shift/shift.service.js'
import { roleGrants, type Permission } from '../wire/permission.js'
import type { SitrepPost, SitrepReader } from '../wire/index.js'

/** A signed report, who has it sent, and to whom. */
export interface Posting {
  readonly report: Pick<Sitrep, 'id' | 'revision'>
  readonly people: readonly string[]
  readonly by: Actor
}

/** Who has somebody's permission by their role. */
export const rolesWith = (permission: Permission): readonly Role[] =>
  roles.filter((role) => roleGrants[role].includes(permission))

/** Sends reports: what is owed here is sent by the outbox, as alerts are. */
@Injectable()
export class SitrepPostService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Envelopes) private readonly envelopes: Pick<Envelopes, 'open'>,
  ) {}

  async readers(): Promise<readonly SitrepReader[]> {
    const rows = await this.readerRows(this.database)
    return rows.map(({ accountId, name, shown }) => ({ accountId, name, shown }))
  }

  async sent(id: string): Promise<Result<readonly SitrepPost[]>> {
    const [row] = await this.database.query(sitrepById(id))
    if (row === undefined) return none('report', id)
    return ok(await this.posted(this.database, id))
  }

  async send(id: string, people: readonly string[], who: Principal): Promise<Result<readonly SitrepPost[]>> {
    return this.database.transaction('plain', async (run) => {
      const [row] = await run.query<SitrepRow>(sitrepForChange(id))
      if (row === undefined) return none('report', id)
      const report = { ...row.body, content: row.content }
      const objection = sitrepObjection('send', report)
      if (objection !== null) return deny('wrong-state', objection)
      const unknown = unreachable(people, await this.readerRows(run))
      if (unknown.length > 0) return wrong(...unknown)
      await this.owe(run, { report, people, by: actorOf(who) })
      return ok(await this.posted(run, id))
    })
  }

  /**
   * Owes a report to people who can be reached, to each address once: also where two of them read the same mailbox. What
   * was withdrawn was never told. The report's row has to be locked, so that nobody owes the same meanwhile.
   */
  async owe(run: Runner, { report, people, by }: Posting): Promise<void> {
    const told = await run.query<PostedRow>(postOf(report.id))
    const known = new Set(told.filter(isTold).map((it) => this.mailboxOf(it)))
    const to = (await this.readerRows(run)).flatMap(({ accountId, contactId, channel, sealed }) => {
      if (contactId === null || channel === null || !people.includes(accountId)) return []
      const mailbox = this.mailboxOf({ contactId, sealed })
      if (known.has(mailbox)) return []
      known.add(mailbox)
      return [{ id: newId(this.clock.ms()), contactId, channel, accountId }]
    })
    if (to.length === 0) return
    const { id: sitrepId, revision } = report
    await run.query(owePost({ sitrepId, revision, kind: 'report', by, now: this.clock.now(), to }))
  }

  private readerRows(run: Runner): Promise<readonly ReaderRow[]> {
    return run.query<ReaderRow>(readersIn(rolesWith('sitrep:read'), ['email']))
  }

  private async posted(run: Runner, id: string): Promise<readonly SitrepPost[]> {
    const rows = await run.query<PostedRow>(postOf(id))
    return rows.map(({ sealed: _, contactId: __, ...told }) => told)
  }

  /** What tells one mailbox from another; the contact method itself where its key is away, or it is gone. */
  private mailboxOf({ contactId, sealed }: Pick<PostedRow, 'contactId' | 'sealed'>): string {
    if (sealed === null) return contactId
    try {
      return this.envelopes.open(contactId, sealed).to.toLowerCase()
    } catch (error) {
      if (error instanceof Unsealable) return contactId
      throw error
    }
  }
}

/** Whether the report itself was sent, or is about to be, or was given up, which is sent again by itself. */
function isTold({ kind, state }: PostedRow): boolean {
  return kind === 'report' && state !== 'withdrawn'
}

function unreachable(people: readonly string[], readers: readonly ReaderRow[]) {
  return people.flatMap((id, at) => {
    const reader = readers.find(({ accountId }) => accountId === id)
    if (reader?.contactId != null) return []
    const why =
      reader === undefined ? finding('sitrep.reader', { got: id }) : finding('sitrep.mailbox', { name: reader.name })
    return [faultAt(`people.${at}`, why)]
  })
}
