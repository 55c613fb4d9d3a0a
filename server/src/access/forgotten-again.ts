import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import {
  accountTable,
  notedPeople,
  stillTheirs,
  type AccountRow,
  type Database,
  type NotedRow,
  type Runner,
  type StillTheirs,
} from '@cordon/db'
import { house } from '../alert/take.js'
import { DATABASE } from '../platform/database.js'
import { Ticker } from '../upkeep/ticker.js'
import { Erasure } from './erasure.js'
import { ForgottenFile } from './forgotten-file.js'
import { recogniser } from './forgotten-name.js'

/** What came of it: who was forgotten again, and what is to be said of each and of the file. */
export interface Again {
  readonly forgotten: number
  readonly sayings: readonly string[]
}

/**
 * Keeps a note of whoever was forgotten in a file beside the database, and forgets them again where the database has been
 * put back as it was before: at the start, before anybody is answered, and while it goes on.
 */
@Injectable()
export class ForgottenAgain implements BeforeApplicationShutdown {
  private readonly log = new Logger(ForgottenAgain.name)
  private readonly ticker = new Ticker(ForgottenAgain.name, () => this.start())

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ForgottenFile) private readonly file: ForgottenFile,
    @Inject(Erasure) private readonly erasure: Pick<Erasure, 'erase'>,
  ) {}

  /** Throws where nothing could be noted. */
  ready(): Promise<void> {
    return this.file.ready()
  }

  /** Notes whoever the file does not name yet, also those whom another node has forgotten. */
  async keepUp(): Promise<void> {
    const noted = new Set((await this.file.read())?.people.map(({ id }) => id))
    const people = await this.database.query<NotedRow>(notedPeople())
    const missing = people.filter(({ id }) => !noted.has(id))
    if (missing.length > 0) await this.file.add(missing)
  }

  /** Forgets whoever the file names and the database has again. */
  async forget(): Promise<Again> {
    // The file is read first: what stands in it stands in the database by then, unless that was put back.
    const noted = await this.file.read()
    if (noted === null) return { forgotten: 0, sayings: [] }
    const known = new Set((await this.database.query<NotedRow>(notedPeople())).map(({ id }) => id))
    const lost = [...new Map(noted.people.map((it) => [it.id, it])).values()].filter(({ id }) => !known.has(id))
    const sayings = noted.broken.map((nth) => `${this.file.path}: line ${nth} cannot be read, and nobody goes by it.`)
    let forgotten = 0
    for (const it of lost) {
      const row = await this.database.dataSource.getRepository(accountTable).findOneBy({ id: it.id })
      const said = row === null ? null : await this.one(row, it)
      if (said === null) continue
      forgotten += said.done ? 1 : 0
      sayings.push(said.saying)
    }
    return { forgotten, sayings }
  }

  /** Both, and says in the log what came of it. */
  async start(): Promise<void> {
    for (const it of (await this.forget()).sayings) this.log.warn(it)
    await this.keepUp()
  }

  @Interval(20_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  private async one(row: AccountRow, before: NotedRow): Promise<{ done: boolean; saying: string } | null> {
    if ((await recogniser([before])(row.name)) === null) {
      const saying = `${this.file.path} knows the account ${row.id} by another name: it is left as it is.`
      return { done: false, saying }
    }
    const [left] = await this.database.query<StillTheirs>(stillTheirs(row.id))
    const reason = `Forgotten at ${before.at}, and again since the database was put back as it was before`
    // Another node that starts as well may have done it meanwhile.
    const against = async (run: Runner) => {
      const [then] = await run.query<StillTheirs>(stillTheirs(row.id))
      return then?.isForgotten === true ? ({ code: 'wrong-state' } as const) : null
    }
    const done = await this.erasure.erase(row, { by: house, noted: house.id, reason, before, against })
    if (!done.ok) return null
    const open = left === undefined ? [] : leftOpen(left)
    const more = open.length === 0 ? '' : ` Theirs still: ${open.join(', ')}.`
    return { done: true, saying: `${done.value.who.instead} was back, and is forgotten again.${more}` }
  }
}

/** What is theirs to do in what was put back, and has to be settled by others now. */
function leftOpen({ onWatch, handovers, alerts, duties }: StillTheirs): readonly string[] {
  return [
    ...(onWatch ? ['a watch that goes on'] : []),
    ...(handovers > 0 ? [`handovers that are not over (${handovers})`] : []),
    ...(alerts > 0 ? [`open alerts (${alerts})`] : []),
    ...(duties.length > 0 ? [`steps of ${duties.join(', ')}`] : []),
  ]
}
