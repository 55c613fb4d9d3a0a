import { Inject, Injectable } from '@nestjs/common'
import {
  faultAt,
  credibilities,
  finding,
  instantMs,
  meetsGrade,
  namedTypes,
  paddedBoxes,
  reliabilities,
  respelled,
  type CoarseGrid,
  type Finding,
  type Grade,
  type Zone,
} from '@cordon/alerts'
import {
  allFeeds,
  costIn,
  findingPlan,
  gatheringPlan,
  incidentsAbout,
  incidentsCounted,
  namingPlan,
  recordsBegan,
  type Reader,
  type RecordsBegan,
  rowsIn,
  zoneBounds,
  zoneById,
  type FeedWithFigures,
  type IncidentSearch,
  type Nearby,
  type SearchWay,
  type Statement,
  type Transaction,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { sourceIdOf } from '../ingest/content.js'
import { PlaceService } from '../place/place.service.js'
import { backwards } from '../platform/backwards.js'
import { Clock } from '../platform/clock.js'
import { HISTORY } from '../platform/database.js'
import { deny, fail, none, ok, type Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import type { FieldError } from '../wire/index.js'
import { maySee } from '../zone/visible.js'
import { boundsOf, boxesOf, type Box } from './boxes.js'
import type { Filter } from './filter.js'
import { noCalm } from './no-calm.js'

/** How far a clock may be ahead of ours before what it asks is of the future. */
const skewMs = 5 * 60_000
/** Whoever waits longer for a page is better told to ask for less. */
const longestMs = 5_000
/** What gathering may cost, in the planner's units. */
const mostCost = 30_000
/** The rows of a page, and how much longer a row that is gathered and put in order takes than one that is walked past. */
const pageRows = 100
const gatheredTakes = 1.4
/** So few are gathered however many there are. */
const alwaysGathered = 2_000
/**
 * Of whom it has seen too seldom to count them, the planner thinks that half a per cent of all incidents name them: whoever
 * is no more frequent than that is looked for among the words as well.
 */
const seldomSeen = 0.0051
/** Uncertainties at which another box begins; few discs are wider than the last. */
const tierMetres = [500, 2_500, 10_000, 25_000, 50_000, 100_000]

/**
 * How many rows of so many are gathered as fast as a page is walked for: of `n` among `count`, a walk to a full page passes
 * `pageRows * count / n`.
 */
function mostGathered(count: number): number {
  return Math.max(alwaysGathered, Math.sqrt((pageRows * count) / gatheredTakes))
}

/** What people ask of the incidents, as searches of the database: what they may ask, in which words, and for how long. */
@Injectable()
export class Searches {
  constructor(
    @Inject(HISTORY) private readonly database: Reader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
    @Inject(PlaceService) private readonly places: Pick<PlaceService, 'index'>,
  ) {}

  /** A filter as a search; what it asks for that cannot be, or that somebody may not see, is refused by name. */
  async of(filter: Filter, who: Principal): Promise<Result<IncidentSearch>> {
    const errors = [...backwards(filter.from, filter.to), ...ahead(filter, this.clock.now())]
    if (errors.length > 0) return fail('invalid-input', { errors })
    if (filter.zone !== undefined && !(await this.seesZone(filter.zone, who))) {
      return none('zone', filter.zone)
    }
    return ok(await this.seenBy(filter, this.sight.gridFor(who)))
  }

  /** A filter that somebody was allowed to ask as a search, for whoever sees places to that grid; null: as they are. */
  async seenBy(filter: Filter, seen: CoarseGrid | null): Promise<IncidentSearch> {
    const spellings = await this.spellings(filter)
    // What is seen coarsely may be seen far from where it is.
    const nearby = seen === null ? await this.nearby(filter) : null
    return { ...plainly(filter), seen, spellings, nearby }
  }

  /**
   * How a search is best made. The planner knows how common a word, a place or an actor is; what it takes for rare and
   * is not costs time alone, and what it takes for common is found from the latest on.
   */
  async wayOf(search: IncidentSearch): Promise<SearchWay> {
    return (await this.planOf(search)).way
  }

  /** The way, and how many rows there may be, as the planner thinks. */
  async planOf(search: IncidentSearch): Promise<{ readonly way: SearchWay; readonly about: number }> {
    const plans = [gatheringPlan(search), ...(search.actors === null ? [] : [findingPlan(search), namingPlan(search)])]
    const { count, gathering, finding } = await this.database.transaction('plain', async (run) => {
      const alone = { name: null, text: 'set local max_parallel_workers_per_gather = 0', values: [] }
      const [, [gathering = [], ...finding], [row]] = await Promise.all([
        run.query(alone),
        Promise.all(plans.map((it) => run.query<PlanRow>(it))),
        run.last<{ count: number }>(incidentsAbout()),
      ])
      return { count: row?.count ?? 0, gathering, finding }
    })
    const [found = rowsIn(gathering), named = found] = finding.map(rowsIn)
    const isSeldom = found <= seldomSeen * (search.actors?.length ?? 0) * count
    const about = isSeldom ? Math.min(found, named) : found
    return { way: costIn(gathering) <= mostCost && about <= mostGathered(count) ? 'gathered' : 'walked', about }
  }

  /** How many exercises a search leaves out, counted to `most` and no further. */
  async exercisesBut(search: IncidentSearch, most: number): Promise<Result<number>> {
    if (search.exercise !== false) return ok(0)
    const counted = incidentsCounted({ ...search, exercise: true }, 'gathered', most)
    const rows = await this.within<{ readonly count: number }>(counted)
    return rows.ok ? ok(rows.value[0]?.count ?? 0) : rows
  }

  /** Asks for no longer than somebody waits. */
  async within<T extends object>(statement: Statement): Promise<Result<readonly T[]>> {
    return this.limited('plain', (run) => run.last<T>(statement))
  }

  /** Asks several things of one moment, each for no longer than somebody waits. */
  async atOnce<T extends object>(ask: (run: Transaction) => Promise<readonly T[]>): Promise<Result<readonly T[]>> {
    return this.limited('snapshot', ask)
  }

  private async limited<T>(
    begin: 'plain' | 'snapshot',
    ask: (run: Transaction) => Promise<readonly T[]>,
  ): Promise<Result<readonly T[]>> {
    try {
      return ok(
        await this.database.transaction(begin, async (run) => {
          const limit = { name: null, text: `set local statement_timeout = ${longestMs}`, values: [] }
          const [, rows] = await Promise.all([run.query(limit), ask(run)])
          return rows
        }),
      )
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '57014')) throw error
      const seconds = longestMs / 1000
      return deny('search-too-long', finding('denied.tooLong', { seconds: String(seconds) }))
    }
  }

  /**
   * What is to be said beside what a search found: that more of that time may have gone into archives, or why nothing was
   * found, that nothing had been recorded by then or a feed that is relied on is not heard; null otherwise.
   */
  async noteOn({ asOf, from, to }: Pick<Filter, 'asOf' | 'from' | 'to'>, isEmpty: boolean): Promise<Finding | null> {
    const [row] = await this.database.query<RecordsBegan>(recordsBegan())
    const { began = null, archived = null } = row ?? {}
    if (archived !== null && (from === undefined || instantMs(from) < instantMs(archived))) {
      return finding('history.archived', { before: archived.slice(0, 10) })
    }
    if (!isEmpty) return null
    if (asOf === undefined) return noCalm(await this.database.query<FeedWithFigures>(allFeeds(this.clock.now())), to)
    if (began === null) return finding('history.nothing', {})
    return instantMs(asOf) < instantMs(began)
      ? finding('history.beforeAll', { asOf: minuteOf(asOf), began: minuteOf(began) })
      : null
  }

  private async seesZone(id: string, who: Principal): Promise<boolean> {
    const [row] = await this.database.query<{ body: Zone }>(zoneById(id, null))
    return row !== undefined && maySee(row.body, who)
  }

  /** Places are called differently by everybody who writes of them. */
  private async spellings({ q }: Filter): Promise<IncidentSearch['spellings']> {
    return q === undefined ? null : respelled(await this.places.index(), q)
  }

  /** Where to look at all; of a zone as it was drawn at a time the index knows nothing. */
  private async nearby({ zone, area, asOf }: Filter): Promise<readonly Nearby[] | null> {
    const bounds = area === undefined ? [] : boundsOf(area)
    if (bounds.length === 0 && (zone === undefined || asOf !== undefined)) return null
    const ofZone = zone === undefined || bounds.length > 0 ? [] : await this.zoneBounds(zone)
    return nearbyOf([...bounds, ...ofZone])
  }

  private async zoneBounds(zoneId: string): Promise<readonly Box[]> {
    const rows = await this.database.query<Record<'west' | 'south' | 'east' | 'north', number>>(zoneBounds(zoneId))
    return rows.map(({ west, south, east, north }) => [west, south, east, north] as const)
  }
}

type PlanRow = Readonly<Record<'QUERY PLAN', string>>

function nearbyOf(bounds: readonly Box[]): readonly Nearby[] | null {
  if (bounds.length === 0) return null
  return tierMetres.map((upToMetres) => ({
    upToMetres,
    boxes: bounds.flatMap((box) => paddedBoxes(box, upToMetres)),
  }))
}

/** What needs nothing looked up. */
function plainly(filter: Filter): Omit<IncidentSearch, 'seen' | 'spellings' | 'nearby'> {
  return {
    boxes: filter.bbox === undefined ? null : boxesOf(filter.bbox),
    from: filter.from ?? null,
    to: filter.to ?? null,
    precisions: filter.precision ?? null,
    weekdays: filter.weekday ?? null,
    hours: filter.hour ?? null,
    types: filter.type === undefined ? null : namedTypes(filter.type),
    notTypes: filter.notType ?? null,
    severities: filter.severity ?? null,
    statuses: filter.status ?? null,
    kinds: filter.kind ?? null,
    grades: filter.grade === undefined ? null : gradesFrom(filter.grade),
    zoneId: filter.zone ?? null,
    area: filter.area ?? null,
    // A feature says the name of its source; sources are kept by their ids.
    sourceIds: filter.source?.map(sourceIdOf) ?? null,
    actors: filter.actor ?? null,
    words: filter.q ?? null,
    asOf: filter.asOf ?? null,
    exercise: filter.exercise === undefined ? null : filter.exercise === 'only',
    after: null,
  }
}

/** Day and minute in UTC, as they are said in any language. */
function minuteOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`
}

/** What will be known at a time to come is not known. */
function ahead({ asOf }: Filter, now: string): readonly FieldError[] {
  if (asOf === undefined || instantMs(asOf) <= instantMs(now) + skewMs) return []
  return [faultAt('asOf', finding('asked.ahead', { now, got: asOf }))]
}

/** The grades that are at least as good. */
function gradesFrom(minimum: string): readonly string[] {
  const all = reliabilities.flatMap((letter) => credibilities.map((digit): Grade => `${letter}${digit}`))
  const wanted = all.find((grade) => grade === minimum)
  if (wanted === undefined) return []
  return all.filter((grade) => meetsGrade(grade, wanted))
}
