import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { forEver, instantOf, type Periods } from '@cordon/alerts'
import {
  keptTables,
  openRows,
  plainlyWritten,
  type Database,
  type KeptTable,
  type Runner,
  type Statement,
} from '@cordon/db'
import { WatchRoom } from '../alert/alert.fixture.js'
import { AuditService } from '../audit/audit.service.js'
import { rowsOf } from '../backup/rows.js'
import { DATABASE } from '../platform/database.js'
import { Metrics } from '../platform/metrics.js'
import { restoreArchive } from './archive-restore.js'
import { Archiver } from './archiver.js'
import { Holds } from './holds.js'
import { NightTimers } from './night.timers.js'

const dayMinutes = 24 * 60
/** Everything that may go is old enough after this. */
export const oldDays = 900
export const allPeriods: Periods = { log: 90, message: 90, alert: 90, import: 90, incident: 731 }

/** What archives hold, and the rows that must be the same once they are put back. */
const filed = [
  ...['incident', 'incident_revision', 'incident_past', 'incident_merged', 'incident_link', 'incident_distinct'],
  ...['report', 'report_key', 'report_revision', 'alert', 'alert_event', 'delivery', 'log_entry', 'log_attachment'],
  ...['import', 'import_incident', 'import_refusal', 'archived_alert'],
]

/** For tests: a watch room whose history has grown old. */
export class OldHouse {
  private constructor(
    readonly room: WatchRoom,
    readonly database: Database,
  ) {}

  static async open(start: Parameters<typeof WatchRoom.open>[0]): Promise<OldHouse> {
    const room = await WatchRoom.open(start)
    return new OldHouse(room, room.server.app.get<Database>(DATABASE))
  }

  get folder(): string {
    return join(this.room.server.folder, 'archives')
  }

  days(days: number): void {
    this.room.clock.pass(days * dayMinutes)
  }

  /** Sets periods and lets the time pass in which they may be taken back. */
  async keep(periods: Partial<Periods>): Promise<void> {
    await this.room.ask('PUT /api/keeping', { periods: { ...forEver, ...periods } })
    this.days(1.01)
  }

  /** The next night's work of a node; how many things went. The nights until then have passed as well. */
  async night(database: Database = this.database, which: typeof Archiver = Archiver): Promise<number> {
    const { app, folder } = this.room.server
    const { clock } = this.room
    const lately = instantOf(clock.ms() - 3_600_000)
    await this.query('update keeping set next_at = $1 where next_at < $1', [lately])
    const archiver = new which(database, clock, app.get(AuditService), app.get(Holds), { folder })
    return new NightTimers(database, clock, archiver, app.get(Metrics)).pass()
  }

  async files(): Promise<readonly string[]> {
    return (await readdir(this.folder).catch(() => [])).map((name) => join(this.folder, name)).toSorted()
  }

  /** Puts everything back; those things last that refer to others. */
  async putBack(): Promise<void> {
    const of = (kind: string, files: readonly string[]) => files.filter((it) => it.includes(`/${kind}-`))
    const files = await this.files()
    for (const kind of ['incident', 'import', 'alert', 'message', 'log'])
      for (const file of of(kind, files)) await restoreArchive(this.database, file)
  }

  rows(): Promise<Rows> {
    return rowsToFile(this.database)
  }

  async query<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return this.database.query<T>({ name: null, text, values })
  }
}

type Rows = Readonly<Record<string, readonly string[]>>

/** For tests: every row that archives may hold, by table. */
export async function rowsToFile(database: Database): Promise<Rows> {
  return database.transaction('snapshot', async (run) => {
    for (const statement of plainlyWritten()) await run.query(statement)
    const tables = await run.query<KeptTable>(keptTables())
    const told: Record<string, readonly string[]> = {}
    for (const table of tables) if (filed.includes(table.name)) told[table.name] = await all(table, run)
    return told
  })
}

async function all(table: KeptTable, run: Runner): Promise<readonly string[]> {
  const rows: string[] = []
  for await (const some of rowsOf(openRows(table), run)) rows.push(...some)
  return rows.toSorted()
}

/** A database that is gone from its n-th step on: statements, and the answer to each commit. */
export function gone(
  database: Database,
  after: number,
): { readonly database: Database; readonly isGone: () => boolean } {
  let left = after
  const step = () => {
    left -= 1
    if (left < 0) throw new Error('The node is gone.')
  }
  const through =
    (run: Runner) =>
    async <T extends object>(statement: Statement): Promise<readonly T[]> => {
      step()
      return run.query<T>(statement)
    }
  const broken: Database = {
    ...database,
    query: through(database),
    transaction: async (begin, work) => {
      const done = await database.transaction(begin, (run) => work({ ...run, query: through(run) }))
      step()
      return done
    },
  }
  return { database: broken, isGone: () => left < 0 }
}
