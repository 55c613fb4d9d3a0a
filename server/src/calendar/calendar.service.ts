import { createHash } from 'node:crypto'
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import {
  audienceOf,
  faultAt,
  finding,
  instantMs,
  instantOf,
  type Calendar,
  type CalendarContent,
  type CalendarSpan,
  type Finding,
} from '@cordon/alerts'
import {
  bringForwardOf,
  calendarsById,
  calendarsInUse,
  calendarSources,
  calendarsVisible,
  openTeamWith,
  saveCalendar,
  usesOfCalendars,
  type CalendarRow,
  type CalendarSourceRow,
  type CalendarUseRow,
  type Database,
  type Runner,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { etagOf, requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, wrong, type Result } from '../platform/result.js'
import type { CalendarInput, CalendarPatch, CalendarTold } from '../wire/index.js'
import { mayChange, maySee, mayShow, ownerIdOf } from '../zone/visible.js'
import { acceptAside } from './read/aside.js'
import { most } from './read/read-calendar.js'
import { foresee, spansIn, timesOf } from './times.js'
import { toldOf } from './told.js'

interface Edit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

/** A version to be stored, with its text where that is new, and the one before. */
interface Draft {
  readonly calendar: Calendar
  readonly source: string | null
  readonly before: Calendar | null
}

const yearMs = 366 * 86_400_000

/** Calendars and their versions. Rules go by the newest one from the moment at which it is stored. */
@Injectable()
export class CalendarService implements OnApplicationBootstrap {
  private readonly log = new Logger(CalendarService.name)

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  onApplicationBootstrap(): void {
    this.readAhead().catch((error: unknown) => this.log.error(error))
  }

  /** Reads whatever rules go by, so that what comes in first need not wait for that. */
  async readAhead(): Promise<void> {
    const rows = await this.database.query<CalendarRow>(calendarsInUse())
    const nowMs = this.clock.ms()
    await timesOf(rows, { fromMs: nowMs, untilMs: nowMs }, this.database)
  }

  async list(who: Principal): Promise<readonly CalendarTold[]> {
    const audiences = audiencesOf(who)
    const rows = await this.database.query<CalendarRow>(calendarsVisible(audiences))
    if (rows.length === 0) return []
    const nowMs = this.clock.ms()
    const window = { fromMs: nowMs, untilMs: nowMs }
    const times = await timesOf(rows, window, this.database)
    const uses = await this.database.query<CalendarUseRow>(usesOfCalendars(rows.map(({ body }) => body.id)))
    return rows.map(({ body }, at) => toldOf(body, { times: times[at], uses, audiences, now: instantOf(nowMs) }))
  }

  /** A calendar that `who` may see; one that they may not is not there. */
  async one(id: string, who: Principal): Promise<Result<Calendar>> {
    return this.known(id, who, this.database)
  }

  async events(
    id: string,
    between: { from: string; to: string },
    who: Principal,
  ): Promise<Result<readonly CalendarSpan[]>> {
    const calendar = await this.known(id, who, this.database)
    if (!calendar.ok) return calendar
    const window = { fromMs: instantMs(between.from), untilMs: instantMs(between.to) }
    if (window.untilMs <= window.fromMs || window.untilMs - window.fromMs > yearMs) {
      return wrong(faultAt('to', finding('asked.withinYear', { from: between.from, got: between.to })))
    }
    return ok(await spansIn(calendar.value, window, this.database))
  }

  async create(input: CalendarInput, who: Principal): Promise<Result<Calendar>> {
    const content = contentOf(input)
    const born = {
      id: newId(this.clock.ms()),
      version: 0,
      seq: 0,
      archived: false,
      ownerId: who.id,
      ownerName: who.name,
    }
    const read = await this.read(input.source, input.timeZone ?? 'UTC')
    if (!read.ok) return read
    const made = { recordedAt: this.clock.now(), recordedBy: who.name }
    return this.writing(who, async () => {
      const calendar = { ...content, ...born, ...read.value, ...made }
      return ok({ calendar, source: input.source, before: null })
    })
  }

  async change(patch: CalendarPatch, { id, who, ifMatch }: Edit): Promise<Result<Calendar>> {
    const seen = await this.mine({ id, who, ifMatch }, this.database)
    if (!seen.ok) return seen
    // It is read before it is stored: nothing that others report waits for it.
    const read = await this.readAnew(patch, seen.value)
    if (!read.ok) return read
    return this.writing(who, async (run) => {
      // A text that is there already and that was read is that of now.
      const isRead = patch.source === undefined && 'sourceHash' in read.value
      const known = await this.mine({ id, who, ifMatch: isRead ? etagOf(seen.value.version) : ifMatch }, run)
      if (!known.ok) return known
      const before = known.value
      const { visibility = before.visibility, name = before.name } = patch
      const teamId = patch.teamId ?? before.teamId
      const { teamId: _, ...kept } = before
      const content = contentOf({ name, visibility, teamId })
      const shown = await this.mayBeShown(before, { ...kept, ...content }, { who, run })
      const calendar = { ...kept, ...content, ...read.value }
      return shown.ok ? ok({ calendar, source: patch.source ?? null, before }) : shown
    })
  }

  async archive(edit: Edit): Promise<Result<Calendar>> {
    return this.writing(edit.who, async (run) => {
      const known = await this.mine(edit, run)
      if (!known.ok) return known
      const uses = await run.query<CalendarUseRow>(usesOfCalendars([edit.id]))
      if (uses.length > 0) return deny('wrong-state', inUse(known.value, uses, edit.who))
      return ok({ calendar: { ...known.value, archived: true }, source: null, before: known.value })
    })
  }

  /** What a change of its text or its clock makes of a calendar; nothing where neither changes. */
  private async readAnew({ source, timeZone }: CalendarPatch, before: Calendar): Promise<Result<Partial<Calendar>>> {
    if (source === undefined && (timeZone ?? before.timeZone) === before.timeZone) return ok({})
    return this.read(source ?? (await sourceOf(before, this.database)), timeZone ?? before.timeZone)
  }

  private async read(
    source: string,
    timeZone: string,
  ): Promise<Result<Pick<Calendar, 'timeZone' | 'eventsCount' | 'sourceHash'>>> {
    if (Buffer.byteLength(source) > most.bytes) {
      const megabytes = (Buffer.byteLength(source) / 1_048_576).toFixed(1)
      return wrong(faultAt('source', finding('asked.megabytes', { mostMegabytes: '1', megabytes })))
    }
    const nowMs = this.clock.ms()
    const read = await acceptAside({ source, timeZone }, nowMs)
    if (!read.ok) return read
    const said = { ...read.value, sourceHash: createHash('sha256').update(source).digest('hex') }
    await foresee(said, source, nowMs)
    return ok(said)
  }

  private async known(id: string, who: Principal, run: Runner): Promise<Result<Calendar>> {
    const [row] = await run.query<CalendarRow>(calendarsById([id]))
    return row !== undefined && maySee(row.body, who) ? ok(row.body) : none('calendar', id)
  }

  /** A calendar that somebody may change, as they read it. */
  private async mine({ id, who, ifMatch }: Edit, run: Runner): Promise<Result<Calendar>> {
    const known = await this.known(id, who, run)
    if (!known.ok) return known
    const { name, ownerName, version, archived } = known.value
    if (!mayChange(known.value, who))
      return deny('not-allowed', finding('denied.belongsTo', { name, owner: ownerName }))
    const match = requireMatch(ifMatch, version)
    if (!match.ok) return match
    return archived ? deny('wrong-state', finding('denied.archived', { name })) : known
  }

  /** Whether others may see it than do now; the rules that go by it have to be seen by no more than it is. */
  private async mayBeShown(before: Calendar, after: Calendar, { who, run }: { who: Principal; run: Runner }) {
    if (audienceOf(before) === audienceOf(after)) return ok(null)
    if (!mayShow(before, who))
      return deny('not-allowed', finding('denied.shows', { name: before.name, owner: before.ownerName }))
    const uses = await run.query<CalendarUseRow>(usesOfCalendars([before.id]))
    const others = uses.filter(({ audience }) => audienceOf(after) !== 'all' && audience !== audienceOf(after))
    return others.length === 0 ? ok(null) : deny('wrong-state', inUse(before, others, who))
  }

  /** Stores what is drafted with the head of the feed: what comes after it goes by it. */
  private async writing(who: Principal, draft: (run: Runner) => Promise<Result<Draft>>): Promise<Result<Calendar>> {
    const result = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      const drafted = await draft(run)
      return drafted.ok ? this.store(drafted.value, who, run) : drafted
    })
    if (result.ok) this.signal.committed()
    return result
  }

  private async store({ calendar, source, before }: Draft, who: Principal, run: Runner): Promise<Result<Calendar>> {
    const errors = await shownFaults(calendar, before, { who, run })
    if (errors.length > 0) return wrong(...errors)
    const made = { version: calendar.version + 1, recordedAt: this.clock.now(), recordedBy: who.name }
    const next = { ...calendar, ...made }
    const [row] = await run.query<{ seq: number }>(saveCalendar(next, { audience: audienceOf(next), source }))
    const uses = before === null ? [] : await run.query<CalendarUseRow>(usesOfCalendars([next.id]))
    if (uses.length > 0)
      await run.query(bringForwardOf([...new Set(uses.map(({ ruleId }) => ruleId))], made.recordedAt))
    return ok({ ...next, seq: row?.seq ?? 0 })
  }
}

function contentOf({
  name,
  visibility,
  teamId,
}: Pick<CalendarInput, 'name' | 'visibility' | 'teamId'>): CalendarContent {
  const isTeams = visibility === 'team' && teamId != null
  return { name, visibility: visibility ?? 'public', ...(isTeams ? { teamId } : {}) }
}

/** Why it cannot be seen by those who are named: a token has nothing private, and a team has to be the owner's. */
async function shownFaults(calendar: Calendar, before: Calendar | null, { who, run }: { who: Principal; run: Runner }) {
  if (before !== null && audienceOf(before) === audienceOf(calendar)) return []
  if (calendar.visibility !== 'public' && ownerIdOf(who) === null) {
    return [faultAt('visibility', finding('asked.tokenPublic', {}))]
  }
  if (calendar.visibility !== 'team') return []
  const { teamId, ownerId, ownerName } = calendar
  const found = teamId === undefined ? [] : await run.query(openTeamWith(teamId, ownerId))
  return found.length > 0 ? [] : [faultAt('teamId', finding('asked.teamOf', { owner: ownerName, got: teamId ?? '' }))]
}

async function sourceOf({ sourceHash }: Calendar, run: Runner): Promise<string> {
  const [row] = await run.query<CalendarSourceRow>(calendarSources([sourceHash]))
  if (row === undefined) throw new Error(`The text ${sourceHash} of a calendar is lost.`)
  return row.source
}

/** The rules that stand in the way, by name where the reader may see them. */
function inUse({ name }: Calendar, uses: readonly CalendarUseRow[], who: Principal): Finding {
  const seen = uses.filter(({ audience }) => audiencesOf(who).includes(audience))
  const named = seen.slice(0, 5).map(({ ruleName, zoneName }) => `"${ruleName}" (${zoneName})`)
  const [list, count] = [named.join(', '), uses.length - named.length]
  if (count === 0) return finding('denied.calendarUsed', { name, list })
  return list === ''
    ? finding('denied.calendarUsedUnseen', { name, count })
    : finding('denied.calendarUsedMore', { name, list, count })
}
