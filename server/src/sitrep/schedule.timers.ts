import { Inject, Injectable, Logger } from '@nestjs/common'
import { instantOf, nextSitrepRun, type Sitrep, type SitrepContent } from '@cordon/alerts'
import {
  failSitrepRun,
  owePost,
  readersIn,
  saveSitrep,
  sitrepSchedulesDue,
  takeSitrepRun,
  type Database,
  type ReaderRow,
  type Runner,
  type SitrepScheduleRow,
} from '@cordon/db'
import type { TokenPrincipal } from '../access/principal.js'
import { house } from '../alert/take.js'
import { AuditService } from '../audit/audit.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { fail, type Result } from '../platform/result.js'
import { roleGrants } from '../wire/permission.js'
import type { Failure } from '../wire/problem.js'
import { draftOf, titleOf } from './draft.js'
import { SitrepReckoner, type Reckoned } from './reckoner.js'
import { runAt } from './schedule.service.js'
import { rolesWith } from './sitrep-post.service.js'

/** What failed is tried again after so long: somebody may have mended its search. */
const againMs = 15 * 60_000

/** The house reads what everybody may who draws up reports, and nothing private. */
const reader: TokenPrincipal = { ...house, kind: 'token', scopes: [], permissions: roleGrants.supervisor }

/**
 * Draws up the reports that are due, and tells those who may sign that one waits. When that is stands in a row; the report
 * is as of that time, whenever it is drawn up. Two nodes may reckon it, and one takes the run in the transaction that
 * stores the draft, owes the messages and notes it in the audit log: all of it is there once, or nothing.
 */
@Injectable()
export class SitrepTimers {
  private readonly log = new Logger(SitrepTimers.name)

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SitrepReckoner) private readonly reckoner: SitrepReckoner,
    @Inject(AuditService) private readonly audit: Pick<AuditService, 'noteWithin'>,
  ) {}

  /** Answers how many were due. */
  async pass(): Promise<number> {
    const due = await this.database.query<SitrepScheduleRow>(sitrepSchedulesDue(this.clock.now()))
    for (const schedule of due) await this.run(schedule)
    return due.length
  }

  private async run(schedule: SitrepScheduleRow): Promise<void> {
    const { body, nextAt, donePeriod } = schedule
    if (nextAt === null) return
    const { period } = runAt(body, { nextAt, donePeriod })
    const asked = { ...period, search: body.search, asOf: nextAt }
    const content = await this.reckon(asked)
    if (!content.ok) return this.failed(schedule, content.failure)
    const text = { title: `${body.name} · ${titleOf(period)}`, summary: '', remarks: {} }
    const said = { ...asked, ...text, version: 1, corrects: null, content: content.value }
    const report = draftOf(said, { id: newId(this.clock.ms()), by: house, at: this.clock.now() })
    if (await this.keep(report, schedule)) faultPoint('report.kept')
  }

  /** One that cannot be reckoned at all keeps no other from being drawn up. */
  private async reckon(asked: Reckoned): Promise<Result<SitrepContent>> {
    try {
      return await this.reckoner.content(asked, reader)
    } catch (error) {
      if (isOutage(error)) throw error
      this.log.error(error)
      return fail('unexpected', 'It could not be reckoned')
    }
  }

  /** Whether it was this node that took the run. */
  private async keep(report: Sitrep, schedule: SitrepScheduleRow): Promise<boolean> {
    const next = nextSitrepRun(schedule.body, report.asOf, report.from)
    return this.database.transaction('plain', async (run) => {
      const taken = await run.query(takeSitrepRun({ schedule, period: report.from, nextAt: next.at }))
      if (taken.length === 0) return false
      await run.query(saveSitrep(report, schedule.id))
      await this.tellSigners(run, report)
      await this.audit.noteWithin(run, {
        ...{ at: this.clock.now(), by: house.id, name: house.name, action: 'POST /api/sitreps', status: 201 },
        ...{ params: {}, query: { schedule: schedule.id, month: report.from.slice(0, 7) }, made: report.id },
      })
      faultPoint('report.drawn')
      return true
    })
  }

  private async tellSigners(run: Runner, { id: sitrepId, revision }: Sitrep): Promise<void> {
    const signers = await run.query<ReaderRow>(readersIn(rolesWith('sitrep:sign'), ['email', 'push', 'webhook']))
    const to = signers.flatMap(({ accountId, contactId, channel }) =>
      contactId === null || channel === null ? [] : [{ id: newId(this.clock.ms()), contactId, channel, accountId }],
    )
    if (to.length === 0) return
    await run.query(owePost({ sitrepId, revision, kind: 'unsigned', by: house, now: this.clock.now(), to }))
  }

  private async failed(schedule: SitrepScheduleRow, { detail, errors }: Failure): Promise<void> {
    const error = [detail, ...(errors ?? []).map(({ path, message }) => `${path}: ${message}`)]
      .filter(Boolean)
      .join('; ')
    await this.database.query(failSitrepRun(schedule, { error, againAt: instantOf(this.clock.ms() + againMs) }))
  }
}
