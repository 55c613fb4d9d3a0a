import { Inject, Injectable } from '@nestjs/common'
import {
  coarsenIncident,
  credibilities,
  meetsGrade,
  reliabilities,
  type CoarseGrid,
  type Grade,
  type Incident,
} from '@cordon/alerts'
import {
  incidentAsOf,
  incidentById,
  incidentsPage,
  revisionsOf,
  zoneById,
  type Database,
  type IncidentQuery,
} from '@cordon/db'
import type { Zone } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'
import { IngestService } from '../ingest/ingest.service.js'
import type { Entry, Job, Outcome } from '../ingest/entry.js'
import { PointCheck } from '../place/point-check.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import type { Keep } from '../platform/keeper.js'
import { fail, ok, type Result } from '../platform/result.js'
import type { IncidentFilter, IncidentPatch } from '../wire/index.js'
import { Sight } from '../sight/sight.js'
import { maySee } from '../zone/visible.js'
import { parseBody, type Refused } from './parse.js'

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

type Filter = Omit<IncidentFilter, 'limit' | 'cursor'>

/** Incidents as they come in, are read and are corrected. */
@Injectable()
export class IncidentService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
    @Inject(PointCheck) private readonly points: Pick<PointCheck, 'doubted' | 'doubtOf'>,
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
      const detail = `${refused.length} of ${inputs.length + refused.length} features are not valid; nothing was stored.`
      return fail('invalid-input', many ? { errors, detail } : { errors })
    }
    const checked = await this.points.doubted(inputs)
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
      const doubtOf = await this.points.doubtOf()
      return { ...entry, doubtOf: (it) => doubtOf({ geometry: it.point, properties: it }, null) }
    }
    if (entry.what !== 'tell') return entry
    const [incident = entry.incident] = await this.points.doubted([entry.incident])
    return { ...entry, incident }
  }

  async list(filter: IncidentFilter, who: Principal) {
    const cursor = readCursor(filter.cursor)
    if (!cursor.ok) return cursor
    const query = await this.queryOf(filter, who)
    if (!query.ok) return query
    const rows = await this.page({ ...query.value, after: cursor.value, limit: filter.limit + 1 })
    return ok(pageOf(rows, filter.limit, (last) => [last.occurredFrom, last.id]))
  }

  /** Every incident that matches as `who` sees it, page by page, so that memory stays flat. */
  async walk(filter: Filter, who: Principal): Promise<Result<AsyncIterable<readonly Incident[]>>> {
    const query = await this.queryOf(filter, who)
    if (!query.ok) return query
    const pages = this.pages(query.value)
    return ok(query.value.seen === null ? pages : coarsened(pages, query.value.seen))
  }

  private async *pages(query: IncidentQuery): AsyncGenerator<readonly Incident[]> {
    const limit = 1000
    let after = query.after
    for (;;) {
      const rows = await this.page({ ...query, after, limit })
      const last = rows.at(-1)
      yield rows
      if (last === undefined || rows.length < limit) return
      after = [last.occurredFrom, last.id]
    }
  }

  private async page(query: IncidentQuery): Promise<readonly Incident[]> {
    const rows = await this.database.query<{ body: Incident }>({ name: null, ...incidentsPage(query) })
    return rows.map((row) => row.body)
  }

  private async queryOf(filter: Filter, who: Principal): Promise<Result<IncidentQuery>> {
    if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
      const message = `Expected a time not after \`to\` (${filter.to}); got ${filter.from}`
      return fail('invalid-input', { errors: [{ path: 'from', message }] })
    }
    if (filter.zone !== undefined && !(await this.seesZone(filter.zone, who))) {
      return fail('not-found', `There is no zone ${filter.zone}.`)
    }
    return ok({
      boxes: filter.bbox === undefined ? null : boxesOf(filter.bbox),
      from: filter.from ?? null,
      to: filter.to ?? null,
      types: filter.type ?? null,
      severities: filter.severity ?? null,
      statuses: filter.status ?? null,
      kinds: filter.kind ?? null,
      grades: filter.grade === undefined ? null : gradesFrom(filter.grade),
      zoneId: filter.zone ?? null,
      words: filter.q ?? null,
      asOf: filter.asOf ?? null,
      seen: this.sight.gridFor(who),
      after: null,
      limit: 1000,
    })
  }

  private async seesZone(id: string, who: Principal): Promise<boolean> {
    const [row] = await this.database.query<{ body: Zone }>(zoneById(id, null))
    return row !== undefined && maySee(row.body, who)
  }

  async one(id: string, asOf: string | null): Promise<Result<Incident>> {
    const statement = asOf === null ? incidentById(id) : incidentAsOf(id, asOf)
    const [row] = await this.database.query<{ body: Incident }>(statement)
    if (row !== undefined) return ok(row.body)
    return fail('not-found', asOf === null ? `There is no incident ${id}.` : `Incident ${id} was not known at ${asOf}.`)
  }

  async revisions(id: string): Promise<Result<readonly Incident[]>> {
    const rows = await this.database.query<{ body: Incident }>(revisionsOf(id))
    return rows.length === 0 ? fail('not-found', `There is no incident ${id}.`) : ok(rows.map((row) => row.body))
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

/** A box whose west lies east of its east crosses the antimeridian: two boxes. */
function boxesOf([west, south, east, north]: readonly [number, number, number, number]): IncidentQuery['boxes'] {
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

/** The grades that are at least as good. */
function gradesFrom(minimum: string): readonly string[] {
  const all = reliabilities.flatMap((letter) => credibilities.map((digit): Grade => `${letter}${digit}`))
  const wanted = all.find((grade) => grade === minimum)
  if (wanted === undefined) return []
  return all.filter((grade) => meetsGrade(grade, wanted))
}
