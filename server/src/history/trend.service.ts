import { Inject, Injectable } from '@nestjs/common'
import {
  feedSilences,
  finding,
  firstInstant,
  instantMs,
  instantOf,
  pentadCoverOf,
  weekTrend,
  worthwhile,
  type Cover,
  type Finding,
  type Pentad,
} from '@cordon/alerts'
import {
  asksForTimeAlone,
  farPentads,
  historyBegan,
  outagesOfFeeds,
  readByTime,
  trendGroups,
  trendOf,
  type FeedOutagesRow,
  type GroupRow,
  type IncidentSearch,
  type Reader,
  type Statement,
  type TrendCounting,
  type TrendGroup,
  type TrendRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import type { Filter } from '../incident/filter.js'
import { Searches } from '../incident/search.js'
import { Clock } from '../platform/clock.js'
import { HISTORY } from '../platform/database.js'
import { ok, type Result } from '../platform/result.js'
import type { IncidentTrend, IncidentTrendGroups } from '../wire/index.js'

const dayMs = 86_400_000
const weekMs = 7 * dayMs
/** Of the first week that there is. */
const firstEndMs = instantMs(firstInstant) + weekMs
/** The week that is told of, and a year before it. */
const mostWeeks = 53
const mostGroups = 12
const mostExercises = 20_000

type Asked = Omit<Filter, 'from'>

/** Whole weeks that end with a midnight in UTC. */
interface Weeks {
  readonly from: string
  readonly until: string
  readonly number: number
}

/** How the last week of a search stands against the weeks before it. */
@Injectable()
export class TrendService {
  constructor(
    @Inject(HISTORY) private readonly database: Pick<Reader, 'query'>,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Searches) private readonly searches: Searches,
  ) {}

  async of(filter: Asked, who: Principal): Promise<Result<IncidentTrend>> {
    const counted = await this.counting(filter, who)
    if (!counted.ok) return counted
    const { search, counting, weeks } = counted.value
    const rows = await this.asked<TrendRow>(search, (cover) => trendOf(search, { ...counting, cover }))
    if (!rows.ok) return rows
    const exercises = await this.searches.exercisesBut(search, mostExercises)
    if (!exercises.ok) return exercises
    const [{ days: found, hours, precisions } = nothing] = rows.value
    const days = filled(found, weeks.number * 7)
    const counts = Array.from({ length: weeks.number }, (_, week) => sumOf(days.slice(week * 7, week * 7 + 7)))
    return ok({
      ...{ from: weeks.from, until: weeks.until, weeks: counts, days, trend: weekTrend(counts) },
      hours: hours.map(([weekday, hour, count]) => ({ weekday, hour, count })),
      precisions: precisions.map(([precision, count]) => ({ precision, count })),
      exercises: exercises.value,
      note: await this.noteOn(weeks, counts, filter),
      silences: await this.silencesIn(weeks),
    })
  }

  private async silencesIn({ from, until }: Weeks): Promise<readonly Finding[]> {
    const feeds = await this.database.query<FeedOutagesRow>(outagesOfFeeds({ from, until }))
    return feedSilences(feeds, { from, until, asOf: until })
      .filter(({ required, silentMs }) => required && silentMs > dayMs)
      .map(({ name, silentMs }) => finding('trend.feedSilent', { feed: name, silentMs }))
  }

  async groups(
    { by, ...filter }: Asked & { readonly by: TrendGroup },
    who: Principal,
  ): Promise<Result<IncidentTrendGroups>> {
    const counted = await this.counting(filter, who)
    if (!counted.ok) return counted
    const { search, counting, weeks } = counted.value
    const rows = await this.asked<GroupRow>(search, (ahead) => {
      // Who takes part is not counted ahead.
      const cover = by === 'type' ? ahead : undefined
      return trendGroups(search, { ...counting, cover, by, most: mostGroups })
    })
    if (!rows.ok) return rows
    const groups = rows.value.map(({ key, weeks: found }) => {
      const counts = filled(found, weeks.number)
      return { key, weeks: counts, trend: weekTrend(counts) }
    })
    const counts = groups.flatMap((it) => it.weeks)
    const note = await this.noteOn(weeks, counts, filter)
    return ok({ from: weeks.from, until: weeks.until, groups, note })
  }

  /** Asks what takes of a search what it can from what is counted ahead. */
  private asked<T extends object>(search: IncidentSearch, counted: (cover: Cover | undefined) => Statement) {
    return this.searches.atOnce<T>(async (run) => {
      const [, pentads] = await Promise.all([
        run.query(readByTime()),
        asksForTimeAlone(search) ? run.query<Pentad>(farPentads(search)) : [],
      ])
      return run.last<T>(counted(worthwhile(pentadCoverOf(search, pentads))))
    })
  }

  /** What is to be said beside what is counted, or where nothing is. */
  private async noteOn({ from, until }: Weeks, counts: readonly number[], { asOf }: Asked): Promise<Finding | null> {
    return this.searches.noteOn({ from, to: until, asOf }, sumOf(counts) === 0)
  }

  private async counting(filter: Asked, who: Principal) {
    const weeks = await this.weeksTo(untilOf(filter, this.clock.now()))
    const search = await this.searches.of({ ...filter, from: weeks.from, to: weeks.until }, who)
    if (!search.ok) return search
    const way = await this.searches.wayOf(search.value)
    const counting: TrendCounting = { way, from: weeks.from }
    return ok({ search: search.value, counting, weeks })
  }

  /** Since the first incident that is stored: before it nothing was quiet, it was unknown. */
  private async weeksTo(untilMs: number): Promise<Weeks> {
    const [row] = await this.database.query<{ began: string | null }>(historyBegan())
    const began = row?.began ?? null
    const whole = began === null ? 0 : Math.floor((untilMs - instantMs(began)) / weekMs)
    const number = Math.min(mostWeeks, Math.max(1, whole))
    return { from: instantOf(untilMs - number * weekMs), until: instantOf(untilMs), number }
  }
}

const nothing: TrendRow = { days: [], hours: [], precisions: [] }

/** The end of the last day that is asked for and whole: half a day would make every week look calm. */
function untilOf({ to, asOf }: Asked, now: string): number {
  const known = Math.floor(instantMs(asOf ?? now) / dayMs) * dayMs
  const asked = to === undefined ? known : Math.min(known, Math.ceil(instantMs(to) / dayMs) * dayMs)
  return Math.max(firstEndMs, asked)
}

function filled(found: readonly (readonly [at: number, count: number])[], length: number): number[] {
  const counts = new Map(found)
  return Array.from({ length }, (_, at) => counts.get(at) ?? 0)
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
