import { Inject, Injectable } from '@nestjs/common'
import { setImmediate as turn } from 'node:timers/promises'
import { coarsenIncident, finding, type CoarseGrid, type Incident } from '@cordon/alerts'
import {
  incidentAsOf,
  incidentById,
  incidentsPage,
  revisionsOf,
  type IncidentQuery,
  type IncidentSearch,
  type Reader,
  type SearchWay,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { IngestService } from '../ingest/ingest.service.js'
import type { Entry, Job, Outcome } from '../ingest/entry.js'
import { PointCheck } from '../place/point-check.js'
import { Clock } from '../platform/clock.js'
import { pageOf } from '../platform/cursor.js'
import { HISTORY } from '../platform/database.js'
import type { Keep } from '../platform/keeper.js'
import { deny, fail, none, ok, told, wrong, type Result } from '../platform/result.js'
import type { IncidentFilter, IncidentPatch } from '../wire/index.js'
import { parseBody, type Refused } from './parse.js'
import { readSearchCursor, searchCursor, type Filter } from './filter.js'
import { Searches } from './search.js'

/** What was stored of a body, in its order. */
export interface Stored {
  readonly many: boolean
  readonly changed: boolean
  readonly incidents: readonly Incident[]
  readonly refused: readonly Refused[]
}

/** What became of one incident. */
export interface Changed {
  readonly incident: Incident
  readonly changed: boolean
}

/** Incidents as they come in, are read and are corrected. */
@Injectable()
export class IncidentService {
  constructor(
    @Inject(HISTORY) private readonly database: Reader,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Searches) private readonly searches: Searches,
    @Inject(PointCheck) private readonly points: Pick<PointCheck, 'covered' | 'doubted' | 'doubtOf' | 'reachOf'>,
  ) {}

  /** Stores a Feature or a FeatureCollection; without `partial` one bad feature refuses all. */
  async create(
    body: unknown,
    { partial, keep }: { readonly partial: boolean; readonly keep?: Keep<Stored> | null },
    who: Principal,
  ): Promise<Result<Stored>> {
    const parsed = parseBody(body, this.clock.now())
    if (!parsed.ok) return parsed
    const { inputs, refused, many } = parsed.value
    if (refused.length > 0 && !(partial && many)) {
      const errors = refused.flatMap((it) => it.errors).slice(0, 100)
      if (!many) return wrong(...errors)
      const counts = { count: refused.length, allCount: inputs.length + refused.length }
      return fail('invalid-input', { ...told('invalid-input', finding('denied.someNotValid', counts)), errors })
    }
    const checked = await this.points.doubted(await this.points.covered(inputs))
    const entries = checked.map((input): Entry => ({ what: 'new', input }))
    if (entries.length === 0) return collect([], { many, refused })
    const job = { entries, by: who.name, history: false }
    const outcomes = await this.ingest.submit({ ...job, ...beside(keep, (them) => collect(them, { many, refused })) })
    return collect(outcomes, { many, refused })
  }

  /** Makes one more revision of an incident, through the same pipeline as a new one. */
  async change(entry: Entry, who: Principal, keep?: Keep<Changed> | null): Promise<Result<Changed>> {
    const job = { entries: [await this.checked(entry)], by: who.name, history: false }
    return changedBy(await this.ingest.submit({ ...job, ...beside(keep, changedBy) }))
  }

  /** What a report founds, or a person corrects, is held against its own words, as what comes in by itself. */
  private async checked(entry: Entry): Promise<Entry> {
    if (entry.what === 'correct' && touchesPlace(entry.patch)) {
      const [doubtOf, reachOf] = [await this.points.doubtOf(), await this.points.reachOf()]
      return { ...entry, doubtOf: (it) => doubtOf({ geometry: it.point, properties: it }, null), reachOf }
    }
    if (entry.what !== 'tell') return entry
    const [incident = entry.incident] = await this.points.doubted(await this.points.covered([entry.incident]))
    return { ...entry, incident }
  }

  /** A page of what matches, and beside the first one what is to be said of it. */
  async list({ limit, cursor, ...filter }: IncidentFilter, who: Principal) {
    const after = readSearchCursor(filter, cursor)
    if (!after.ok) return after
    const search = await this.searches.of(filter, who)
    if (!search.ok) return search
    const found = await this.inTime({ ...search.value, after: after.value, limit: limit + 1 })
    if (!found.ok) return found
    const { items, next } = pageOf(found.value, limit, (last) => [last.occurredFrom, last.id])
    const note = after.value === null ? await this.searches.noteOn(filter, items.length === 0) : null
    return ok({ items, next: searchCursor(filter, next), note })
  }

  /** The latest that match, as `who` sees them, for no longer than somebody waits. */
  async latest(filter: Filter, who: Principal, limit: number): Promise<Result<readonly Incident[]>> {
    const search = await this.searches.of(filter, who)
    if (!search.ok) return search
    const found = await this.inTime({ ...search.value, limit })
    const { seen } = search.value
    if (!found.ok || seen === null) return found
    return ok(found.value.map((incident) => coarsenIncident(incident, seen)))
  }

  /** A page of what a search finds, for no longer than somebody waits. */
  private async inTime(query: IncidentQuery): Promise<Result<readonly Incident[]>> {
    const rows = await this.searches.within<{ body: Incident }>(incidentsPage(query, await this.searches.wayOf(query)))
    return rows.ok ? ok(rows.value.map(({ body }) => body)) : rows
  }

  /** Every incident that matches as `who` sees it, page by page, so that memory stays flat. */
  async walk(filter: Filter, who: Principal): Promise<Result<AsyncIterable<readonly Incident[]>>> {
    const search = await this.searches.of(filter, who)
    return search.ok ? ok(this.found(search.value, await this.searches.wayOf(search.value))) : search
  }

  /** What a search finds behind its cursor, page by page, as whoever it was made for sees it. */
  found(search: IncidentSearch, way: SearchWay): AsyncIterable<readonly Incident[]> {
    const pages = this.pages({ ...search, limit: 1000 }, way)
    return search.seen === null ? pages : coarsened(pages, search.seen)
  }

  /** Each page is read while the one before it is taken, so that neither waits for the other; one is kept ahead. */
  private async *pages(query: IncidentQuery, way: SearchWay): AsyncGenerator<readonly Incident[]> {
    for (let coming = this.page(query, way); ;) {
      const rows = await coming
      const last = rows.at(-1)
      const isLast = last === undefined || rows.length < query.limit
      if (!isLast) coming = this.page({ ...query, after: [last.occurredFrom, last.id] }, way)
      // Whoever takes no more does not hear of it.
      coming.catch(() => undefined)
      // What is asked goes out at the end of a turn, and whoever takes the rows begins at once with work of some length.
      if (!isLast) await turn()
      yield rows
      if (isLast) return
    }
  }

  private async page(query: IncidentQuery, way: SearchWay): Promise<readonly Incident[]> {
    const rows = await this.database.query<{ body: Incident }>(incidentsPage(query, way))
    return rows.map((row) => row.body)
  }

  async one(id: string, asOf: string | null): Promise<Result<Incident>> {
    const statement = asOf === null ? incidentById(id) : incidentAsOf(id, asOf)
    const [row] = await this.database.query<{ body: Incident }>(statement)
    if (row !== undefined) return ok(row.body)
    return asOf === null ? none('incident', id) : deny('not-found', finding('denied.notYetKnown', { id, asOf }))
  }

  async revisions(id: string): Promise<Result<readonly Incident[]>> {
    const rows = await this.database.query<{ body: Incident }>(revisionsOf(id))
    return rows.length === 0 ? none('incident', id) : ok(rows.map((row) => row.body))
  }
}

async function* coarsened(pages: AsyncIterable<readonly Incident[]>, grid: CoarseGrid) {
  for await (const page of pages) yield page.map((incident) => coarsenIncident(incident, grid))
}

function touchesPlace({ geometry, properties }: IncidentPatch): boolean {
  return geometry !== undefined || properties?.place !== undefined || properties?.locationPrecision !== undefined
}

function changedBy([outcome]: readonly Outcome[]): Result<Changed> {
  if (outcome === undefined) throw new Error('The ingest answered nothing.')
  if (!outcome.ok) return outcome
  return ok({ incident: outcome.incident, changed: outcome.what !== 'unchanged' })
}

function beside<T>(
  keep: Keep<T> | null | undefined,
  answerOf: (outcomes: readonly Outcome[]) => Result<T>,
): Pick<Job, 'beside'> {
  if (keep === null || keep === undefined) return {}
  return {
    beside: async (run, outcomes) => {
      const answered = answerOf(outcomes)
      if (answered.ok) await keep(run, answered.value)
    },
  }
}

function collect(outcomes: readonly Outcome[], { many, refused }: Pick<Stored, 'many' | 'refused'>): Result<Stored> {
  const incidents: Incident[] = []
  for (const outcome of outcomes) {
    if (!outcome.ok) return outcome
    incidents.push(outcome.incident)
  }
  const changed = outcomes.some((outcome) => outcome.ok && outcome.what !== 'unchanged')
  return ok({ many, refused, incidents, changed })
}
