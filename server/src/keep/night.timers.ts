import { Inject, Injectable, Logger } from '@nestjs/common'
import {
  archivedBefore,
  forEver,
  instantMs,
  instantOf,
  isBelievable,
  longestGapMs,
  nextNight,
  nightAgainMs,
  type ArchiveClass,
  type Instant,
  type NightFailure,
} from '@cordon/alerts'
import { endNight, keeping, renewNight, takeNight, type Database, type KeepingRow } from '@cordon/db'
import { BackupFault } from '../backup/format.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { Metrics } from '../platform/metrics.js'
import { Archiver, type Old } from './archiver.js'

/** Whoever is silent for so long is gone, and another node goes on. */
const leaseMs = 10 * 60_000

/**
 * The night's work: archives what has had its time, one class after another. When it is due stands in a row, and whoever
 * takes it holds on to it from file to file, so that of several nodes one is at it, and another goes on after a kill.
 */
@Injectable()
export class NightTimers {
  private readonly log = new Logger(NightTimers.name)
  private readonly by: string

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Archiver) private readonly archiver: Archiver,
    @Inject(Metrics) private readonly metrics: Pick<Metrics, 'nightFailures'>,
  ) {
    this.by = newId(clock.ms())
  }

  /** Does the work that is due, until it is told to stop; how many things went. */
  async pass(stopped: () => boolean = () => false): Promise<number> {
    const [now, until] = [this.clock.now(), this.untilThen()]
    const farthest = instantOf(instantMs(now) + longestGapMs)
    const [taken] = await this.database.query<Pick<KeepingRow, 'revision' | 'nextAt'>>(
      takeNight({ by: this.by, now, until, farthest }),
    )
    if (taken === undefined) return 0
    if (!isBelievable(taken.nextAt, now)) {
      this.log.warn(`Nothing is archived tonight: by the clock it is ${now}, and a night was due at ${taken.nextAt}.`)
      await this.database.query(endNight(this.by, { nextAt: nextNight(now), failures: [] }))
      return 0
    }
    return this.work(now, async () => !stopped() && (await this.holdsOn(taken.revision)))
  }

  /** One class after another, each as far as it comes: what keeps one from its file keeps no other from its turn. */
  private async work(now: Instant, goesOn: GoesOn): Promise<number> {
    const night: Night = { went: 0, failures: [] }
    await this.attempt(night, null, () => this.archiver.tidy())
    const [row] = await this.database.query<KeepingRow>(keeping({ isLocked: false }))
    for (const old of oldBy(row, now)) {
      await this.attempt(night, old.kind, () => this.archive(old, night, goesOn))
      if (!(await goesOn())) return night.went
    }
    const nextAt = night.failures.length === 0 ? nextNight(now) : instantOf(instantMs(now) + nightAgainMs)
    await this.database.query(endNight(this.by, { nextAt, failures: night.failures }))
    this.metrics.nightFailures.set(night.failures.length)
    return night.went
  }

  private async archive(old: Old, night: Night, goesOn: GoesOn): Promise<void> {
    let after: string | null = null
    while (await goesOn()) {
      const looked = await this.archiver.archiveNext(old, after)
      night.went += looked.went
      if (looked.last === null) return
      after = looked.last
    }
  }

  private async attempt({ failures }: Night, kind: ArchiveClass | null, step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      if (isOutage(error)) throw error
      this.log.error(error)
      failures.push({ kind, at: this.clock.now(), why: whyOf(error) })
    }
  }

  /** Whether it is ours still, by the periods with which it began. */
  private async holdsOn(revision: number): Promise<boolean> {
    const held = await this.database.query(renewNight({ by: this.by, until: this.untilThen() }, revision))
    return held.length > 0
  }

  private untilThen(): Instant {
    return instantOf(this.clock.ms() + leaseMs)
  }
}

/** What a night comes to, as it goes on. */
interface Night {
  went: number
  readonly failures: NightFailure[]
}

/** Whether whoever is at it may go on: not once it is to stop, or the work has passed to another. */
type GoesOn = () => Promise<boolean>

/** As a machine says it; what only a developer reads stays in the log. */
function whyOf(error: unknown): string {
  const isTold = error instanceof BackupFault || (error instanceof Error && 'syscall' in error)
  return isTold ? error.message : 'It failed in a way that nobody foresaw; the log of the server says how.'
}

/** What is old by the periods as they stand; nothing while they may be taken back. */
function oldBy(row: KeepingRow | undefined, now: Instant): readonly Old[] {
  if (row === undefined || row.inForceAt === null || instantMs(row.inForceAt) > instantMs(now)) return []
  return archivedBefore({ ...forEver, ...row.periods }, now)
}
