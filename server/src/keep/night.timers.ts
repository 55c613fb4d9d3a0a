import { Inject, Injectable, Logger } from '@nestjs/common'
import {
  archivedBefore,
  forEver,
  instantMs,
  instantOf,
  isBelievable,
  longestGapMs,
  nextNight,
  type Instant,
} from '@cordon/alerts'
import { endNight, keeping, renewNight, takeNight, type Database, type KeepingRow } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
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
      await this.database.query(endNight(this.by, nextNight(now)))
      return 0
    }
    await this.archiver.tidy()
    const [row] = await this.database.query<KeepingRow>(keeping({ isLocked: false }))
    let went = 0
    for (const old of oldBy(row, now)) {
      let after: string | null = null
      do {
        if (stopped() || !(await this.holdsOn(taken.revision))) return went
        const looked = await this.archiver.archiveNext(old, after)
        went += looked.went
        after = looked.last
      } while (after !== null)
    }
    await this.database.query(endNight(this.by, nextNight(now)))
    return went
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

/** What is old by the periods as they stand; nothing while they may be taken back. */
function oldBy(row: KeepingRow | undefined, now: Instant): readonly Old[] {
  if (row === undefined || row.inForceAt === null || instantMs(row.inForceAt) > instantMs(now)) return []
  return archivedBefore({ ...forEver, ...row.periods }, now)
}
