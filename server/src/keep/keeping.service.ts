import { Inject, Injectable } from '@nestjs/common'
import {
  archiveClasses,
  archivedBefore,
  fixedTerms,
  forEver,
  graceMs,
  instantOf,
  leastDays,
  type Periods,
} from '@cordon/alerts'
import {
  archivedTotals,
  dueCount,
  keeping,
  latestArchives,
  saveKeeping,
  type ArchivedTotal,
  type ArchiveRow,
  type Database,
  type DueCount,
  type KeepingRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Searches } from '../incident/search.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { ok, type Result } from '../platform/result.js'
import { actorOf } from '../shift/shift.service.js'
import type { Keeping, KeepingPreview } from '../wire/index.js'
import { Holds } from './holds.js'

/** How many files are listed. */
const mostListed = 50

/** How long what is kept stays in the database, as people say it and before it is in force. */
@Injectable()
export class KeepingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Holds) private readonly holds: Pick<Holds, 'held'>,
    @Inject(Searches) private readonly searches: Pick<Searches, 'within'>,
  ) {}

  async read(): Promise<Keeping> {
    const [row] = await this.database.query<KeepingRow>(keeping({ isLocked: false }))
    if (row === undefined) throw new Error('There are periods, if only for ever.')
    const totals = await this.database.query<ArchivedTotal>(archivedTotals())
    const files = await this.database.query<ArchiveRow>(latestArchives(mostListed))
    const { revision, inForceAt, nextAt, failures, said } = row
    return {
      ...{ revision, inForceAt, nextAt, failures: [...failures], said, terms: fixedTerms },
      classes: archiveClasses.map((kind) => {
        const { files: written = 0, things = 0 } = totals.find((it) => it.kind === kind) ?? {}
        return { kind, days: row.periods[kind] ?? null, leastDays: leastDays[kind], files: written, things }
      }),
      files: files.map(({ id, kind, madeAt, file, things, rows, sha256, restoredAt }) => ({
        ...{ id, kind, madeAt, file, things, rows, sha256: sha256 ?? '', restoredAt },
      })),
    }
  }

  /** What would go by these periods at this moment. */
  async preview(periods: Periods): Promise<Result<KeepingPreview>> {
    const [now, held] = [this.clock.now(), await this.holds.held()]
    const classes: KeepingPreview['classes'][number][] = []
    for (const { kind, before } of archivedBefore(periods, now)) {
      const counted = await this.searches.within<DueCount>(dueCount({ kind, before, now, held }))
      if (!counted.ok) return counted
      const { due = 0, held: kept = 0, all = 0, oldest = null } = counted.value[0] ?? {}
      classes.push({ kind, before, due: due - kept, held: kept, all, oldest })
    }
    return ok({ inForceAt: this.inForceAt(), classes })
  }

  async save(periods: Periods, who: Principal, ifMatch: string | null): Promise<Result<Keeping>> {
    const saved = await this.database.transaction('plain', async (run) => {
      const [row] = await run.query<KeepingRow>(keeping({ isLocked: true }))
      const match = requireMatch(ifMatch, row?.revision ?? 0)
      if (!match.ok) return match
      const said = { by: actorOf(who), at: this.clock.now() }
      const inForceAt = this.inForceAt()
      const revision = (row?.revision ?? 0) + 1
      await run.query(saveKeeping({ revision, periods: { ...forEver, ...periods }, inForceAt, said }))
      return match
    })
    return saved.ok ? ok(await this.read()) : saved
  }

  private inForceAt(): string {
    return instantOf(this.clock.ms() + graceMs)
  }
}
