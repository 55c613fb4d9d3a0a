import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, audienceOfEntry, logLineKinds, noteEntry, strike, type LogEntry } from '@cordon/alerts'
import {
  attachable,
  logEntryForChange,
  logPage,
  saveLog,
  type Database,
  type LogFilter,
  type LogLineRow,
  type LogReader,
  type LogRow,
  type Runner,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { backwards } from '../platform/backwards.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, fail, ok, wrong, type Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import type { Input } from '../platform/route.js'
import type { LogInput, logRoutes } from '../wire/index.js'
import { lineOf } from './log-line.js'

type Query = Input<(typeof logRoutes)['list']>['query']

interface Locked {
  readonly body: LogEntry
  readonly audiences: readonly string[]
}

/** A clock of somebody else may be a little ahead of ours. */
const aheadMs = 60_000

/** The watch's running log: written and struck through, never changed. */
@Injectable()
export class LogService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(Sight) private readonly sight: Sight,
  ) {}

  /** What no words are told of is found by no words. */
  async page(query: Query, who: Principal) {
    const faults = backwards(query.from, query.to)
    if (faults.length > 0) return wrong(...faults)
    const cursor = readCursor(query.cursor)
    if (!cursor.ok) return cursor
    const filter = { ...filterOf(query), ...readerOf(who), after: cursor.value, limit: query.limit + 1 }
    if (filter.words !== null && this.sight.gridFor(who) !== null) return ok({ items: [], next: null })
    const rows = await this.database.query<LogLineRow>(logPage(filter))
    return ok(pageOf(rows.map(lineOf), query.limit, (last) => [last.at, last.id]))
  }

  async write(said: LogInput, who: Principal): Promise<Result<LogEntry>> {
    const now = this.clock.now()
    const at = said.at ?? now
    if (Date.parse(at) - Date.parse(now) > aheadMs) {
      return wrong(faultAt('at', finding('asked.timeCome', { now, got: at })))
    }
    const about = { incidentIds: [...new Set(said.incidents)], alertIds: [...new Set(said.alerts)] }
    const by = { by: who.name, byId: who.id }
    const entry = noteEntry({ text: said.text, at, ...about }, { id: newId(this.clock.ms()), by, now })
    return this.store(async (run) => {
      const audiences = await audiencesFor(entry, who, run)
      return audiences.ok ? ok({ entry, audience: audienceOfEntry(entry, audiences.value) }) : audiences
    })
  }

  async strike(id: string, reason: string, who: Principal): Promise<Result<LogEntry>> {
    return this.store(async (run) => {
      const [found] = await run.query<Locked>(logEntryForChange(id, readerOf(who)))
      if (found === undefined) return deny('not-found', finding('denied.noEntry', { id }))
      const struck = strike(found.body, { by: who.name, at: this.clock.now(), reason })
      if (!struck.ok) return deny('wrong-state', struck.why)
      return ok({ entry: struck.entry, audience: audienceOfEntry(found.body, found.audiences) })
    })
  }

  /** The head of the feed is taken first: who may see what it is about stays the same until it is written. */
  private async store(next: (run: Runner) => Promise<Result<LogRow>>): Promise<Result<LogEntry>> {
    const result = await this.database.transaction('plain', async (run) => {
      const { seq } = await takenHead(run)
      const row = await next(run)
      if (!row.ok) return row
      await run.last(saveLog([row.value], this.clock.now()))
      return ok({ ...row.value.entry, seq: seq + 1 })
    })
    if (result.ok) this.signal.committed()
    return result
  }
}

function readerOf(who: Principal): LogReader {
  return { audiences: audiencesOf(who), viewer: who.kind === 'account' ? who.id : null }
}

function filterOf({ from, to, kind, incident, alert, q }: Query): Omit<LogFilter, keyof LogReader | 'after' | 'limit'> {
  return {
    kinds: kind ?? logLineKinds,
    from: from ?? null,
    to: to ?? null,
    incidentId: incident ?? null,
    alertId: alert ?? null,
    words: q ?? null,
  }
}

/** Who may see each alert that an entry is about; refused where it is about something that is not there for its writer. */
async function audiencesFor(entry: LogEntry, who: Principal, run: Runner): Promise<Result<readonly string[]>> {
  const rows = await run.query<{ id: string; audience: string }>(attachable(entry, audiencesOf(who)))
  const known = new Set(rows.map(({ id }) => id))
  const missing = (path: string, ids: readonly string[]) =>
    ids.flatMap((id, at) =>
      known.has(id) ? [] : [faultAt(`${path}[${at}]`, finding('asked.thatIsThere', { got: id }))],
    )
  const errors = [...missing('incidents', entry.incidentIds), ...missing('alerts', entry.alertIds)]
  return errors.length > 0 ? fail('invalid-input', { errors }) : ok(rows.map(({ audience }) => audience))
}
