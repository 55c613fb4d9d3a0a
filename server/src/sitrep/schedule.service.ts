import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, instantMs, instantOf, nextSitrepRun, sitrepRunOf, type Instant } from '@cordon/alerts'
import {
  readersIn,
  saveSitrepSchedule,
  sitrepScheduleForChange,
  sitrepSchedules,
  type Database,
  type ReaderRow,
  type Runner,
  type SitrepScheduleRow,
} from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import type { SitrepSchedule, SitrepScheduleInput } from '../wire/index.js'
import { SitrepReckoner } from './reckoner.js'
import { rolesWith } from './sitrep-post.service.js'

interface Change {
  readonly id: string
  readonly ifMatch: string | null
}

/** When reports are drawn up by themselves, as people say it. */
@Injectable()
export class SitrepScheduleService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SitrepReckoner) private readonly reckoner: SitrepReckoner,
  ) {}

  async list(): Promise<readonly SitrepSchedule[]> {
    const rows = await this.database.query<SitrepScheduleRow>(sitrepSchedules())
    return rows.map(toldBy)
  }

  async create(input: SitrepScheduleInput): Promise<Result<SitrepSchedule>> {
    const objected = await this.objection(input, this.database)
    return objected ?? ok(await this.save(this.database, input, null))
  }

  async change(input: SitrepScheduleInput, change: Change): Promise<Result<SitrepSchedule>> {
    return this.database.transaction('plain', async (run) => {
      const found = await inHand(run, change)
      if (!found.ok) return found
      return (await this.objection(input, run)) ?? ok(await this.save(run, input, found.value))
    })
  }

  async remove(change: Change): Promise<Result<null>> {
    return this.database.transaction('plain', async (run) => {
      const found = await inHand(run, change)
      if (!found.ok) return found
      const { id, revision, body } = found.value
      await run.query(saveSitrepSchedule({ id, revision: revision + 1, body, nextAt: null, removed: true }))
      return ok(null)
    })
  }

  private async objection({ search, people }: SitrepScheduleInput, run: Runner): Promise<Result<never> | null> {
    const errors = await this.reckoner.objections(search)
    const readers = await run.query<ReaderRow>(readersIn(rolesWith('sitrep:read'), ['email']))
    const strangers = people.flatMap((id, at) =>
      readers.some(({ accountId }) => accountId === id)
        ? []
        : [faultAt(`people.${at}`, finding('sitrep.reader', { got: id }))],
    )
    const all = [...errors, ...strangers]
    return all.length === 0 ? null : wrong(...all)
  }

  private async save(run: Runner, input: SitrepScheduleInput, known: SitrepScheduleRow | null) {
    const [id, revision] = [known?.id ?? newId(this.clock.ms()), (known?.revision ?? 0) + 1]
    const nextAt = input.enabled ? nextOf(input, known, this.clock.now()) : null
    const [row] = await run.query<SitrepScheduleRow>(saveSitrepSchedule({ id, revision, body: input, nextAt }))
    if (row === undefined) throw new Error('A schedule that is saved is there.')
    return toldBy(row)
  }
}

async function inHand(run: Runner, { id, ifMatch }: Change): Promise<Result<SitrepScheduleRow>> {
  const [row] = await run.query<SitrepScheduleRow>(sitrepScheduleForChange(id))
  if (row === undefined) return deny('not-found', finding('denied.noSchedule', { id }))
  const match = requireMatch(ifMatch, row.revision)
  return match.ok ? ok(row) : match
}

function toldBy({ body, nextAt, donePeriod, ...row }: SitrepScheduleRow): SitrepSchedule {
  const run = nextAt === null ? null : runAt(body, { nextAt, donePeriod })
  return { ...body, ...row, people: [...body.people], nextAt, nextMonth: run?.period.from.slice(0, 7) ?? null }
}

/**
 * When a schedule that is saved draws up its next report: of the month that was to come next, by the day and hour said now,
 * so that no month is passed over; one that was due, and is not by these, stays due. What was off begins anew.
 */
function nextOf(timing: SitrepScheduleInput, known: SitrepScheduleRow | null, now: Instant): Instant {
  const { nextAt = null, donePeriod = null } = known ?? {}
  if (known === null || nextAt === null) return nextSitrepRun(timing, now, donePeriod).at
  const { at } = sitrepRunOf(timing, runAt(known.body, { nextAt, donePeriod }).period.from)
  return nextAt <= now && at > now ? nextAt : at
}

const dayMs = 86_400_000

/** The run that is due at a time that was reckoned before, however the clocks of its place are changed since. */
export function runAt(
  body: SitrepScheduleRow['body'],
  { nextAt, donePeriod }: { readonly nextAt: string; readonly donePeriod: string | null },
) {
  return nextSitrepRun(body, instantOf(instantMs(nextAt) - 2 * dayMs), donePeriod)
}
