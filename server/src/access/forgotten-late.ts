import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { instantOf, type Forgotten, type Instant } from '@cordon/alerts'
import { endLate, forgetLate, isTaken, nextLate, type Database, type Late, type LateRow, type Runner } from '@cordon/db'
import { Unsealable, VAULT, type Vault } from '../deliver/vault.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { Ticker } from '../upkeep/ticker.js'
import { nameKey } from '../wire/name-key.js'

/** So long after it most is stored that was let in before: requests that wait for the feed go on at once. */
const soonMs = 300
/** So long after it all of that is, on every node. */
const overMs = 60_000

/**
 * Forgets once more what was let in under a name and stored just after that was forgotten: at once, and when a minute is
 * over. Until then the name is kept sealed, so that the end of a server does not end that.
 */
@Injectable()
export class ForgottenLate implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ForgottenLate.name)
  private readonly ticker = new Ticker(ForgottenLate.name, () => this.pass())

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** What has to be kept of somebody: of the feed all that is after `upTo`, of incidents what is recorded from `since` on. */
  kept({ id, name }: Pick<Forgotten, 'id' | 'name'>, from: { readonly upTo: number; readonly since: Instant }): Late {
    return { ...from, sealed: this.vault.seal(name, ownerOf(id)) }
  }

  /** Forgets once more a moment later, while nothing else is stored. */
  async soon(who: Forgotten, late: Late): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, soonMs))
    await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      for (const it of forgetLate(who, late)) await run.query(it)
    })
  }

  onApplicationBootstrap(): void {
    void this.tick()
  }

  @Interval(20_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  /** Forgets once more whoever was forgotten a minute ago. Nothing is under way any more, so that nobody waits for it. */
  private async pass(): Promise<void> {
    const before = instantOf(this.clock.ms() - overMs)
    const one = (run: Runner) => this.next(run, before)
    while (await this.database.transaction('plain', one)) continue
  }

  private async next(run: Runner, before: Instant): Promise<boolean> {
    const [row] = await run.query<LateRow>(nextLate(before))
    if (row === undefined) return false
    const name = await this.nameOf(run, row)
    if (name !== null) for (const it of forgetLate({ ...row, name }, row.late)) await run.query(it)
    await run.query(endLate(row.id))
    return true
  }

  /** The name; null where somebody else has it since, whose it is where it stands now, or where it cannot be read. */
  private async nameOf(run: Runner, { id, instead, late }: LateRow): Promise<string | null> {
    try {
      const name = this.vault.open(late.sealed, ownerOf(id))
      const [row] = await run.query<{ readonly isTaken: boolean }>(isTaken(nameKey(name)))
      return row?.isTaken === false ? name : null
    } catch (error) {
      if (!(error instanceof Unsealable)) throw error
      this.log.warn(`${instead} could not be forgotten once more: ${error.message}.`)
      return null
    }
  }
}

function ownerOf(id: string): string {
  return `forgotten:${id}`
}
