import { Inject, Injectable } from '@nestjs/common'
import {
  faultAt,
  feedSilences,
  finding,
  governorateOf,
  instantMs,
  periodBefore,
  sitrepContent,
  type Facility,
  type Incident,
  type Period,
  type SaidOf,
  type SitrepCase,
  type SitrepContent,
  type SitrepSearch,
  type Source,
  type Zone,
} from '@cordon/alerts'
import {
  campFacilities,
  claimsAsOf,
  outagesOfFeeds,
  recordsBegan,
  sourcesById,
  type Reader,
  type RecordsBegan,
  zoneById,
  type CampRow,
  type ClaimsRow,
  type FeedOutagesRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import type { Filter } from '../incident/filter.js'
import { IncidentService } from '../incident/incident.service.js'
import { HISTORY } from '../platform/database.js'
import { ok, wrong, type Result } from '../platform/result.js'
import { PlaceService } from '../place/place.service.js'
import { sitrepFilter } from '../wire/index.js'
import { fieldErrors, type FieldError } from '../wire/problem.js'

const longestMs = 366 * 86_400_000
/** More than this is no report that anybody reads. */
const mostIncidents = 5_000

/** Of what, when, and as of when a report tells. */
export interface Reckoned extends Period {
  readonly search: SitrepSearch
  readonly asOf: string
}

/** Computes what a report tells: the same for the same search and as-of time, whenever it is asked. */
@Injectable()
export class SitrepReckoner {
  constructor(
    @Inject(HISTORY) private readonly database: Pick<Reader, 'query'>,
    @Inject(IncidentService) private readonly incidents: Pick<IncidentService, 'walk'>,
    @Inject(PlaceService) private readonly places: Pick<PlaceService, 'index'>,
  ) {}

  async content(asked: Reckoned, who: Principal): Promise<Result<SitrepContent>> {
    const filter = filterOf(asked)
    if (!filter.ok) return filter
    const errors = [...(await this.unknownThen(asked)), ...(await this.hidden(filter.value))]
    if (errors.length > 0) return wrong(...errors)
    const before = periodBefore(asked)
    const now = await this.cases({ ...filter.value, ...spanOf(asked) }, who)
    if (!now.ok) return now
    const earlier = await this.cases({ ...filter.value, ...spanOf(before) }, who)
    if (!earlier.ok) return earlier
    const { from, until } = asked
    const found = { period: { from, until }, now: now.value, before: earlier.value, camps: await this.camps() }
    const feeds = feedSilences(await this.database.query<FeedOutagesRow>(outagesOfFeeds(asked)), asked)
    return ok({ ...sitrepContent(found), ...(await this.named(filter.value)), feeds })
  }

  /** What is renamed later is called on paper what it was called when somebody signed. */
  private async named({ zone, source = [] }: Pick<Filter, 'zone' | 'source'>): Promise<Pick<SitrepContent, 'names'>> {
    if (zone === undefined && source.length === 0) return {}
    const zones = zone === undefined ? [] : await this.database.query<{ body: Zone }>(zoneById(zone, null))
    const sources = await this.database.query<Pick<Source, 'id' | 'name'>>(sourcesById(source))
    return {
      names: Object.fromEntries([...zones.map(({ body }) => body), ...sources].map(({ id, name }) => [id, name])),
    }
  }

  /** What is wrong with a search of which reports are to be drawn up, whatever their time. */
  async objections(search: SitrepSearch): Promise<readonly FieldError[]> {
    const read = searchIn(search)
    return read.ok ? this.hidden(read.value) : read.errors
  }

  /** A report of what nobody knew yet, or of what has gone into archives, would say that all was quiet. */
  private async unknownThen(asked: Reckoned): Promise<readonly FieldError[]> {
    const { asOf, from } = asked
    if (instantMs(from) >= instantMs(asOf)) {
      return [faultAt('from', finding('sitrep.beforeKnown', { known: asOf, got: from }))]
    }
    const [row] = await this.database.query<RecordsBegan>(recordsBegan())
    const { began = null, archived = null } = row ?? {}
    if (began !== null && instantMs(asOf) < instantMs(began)) {
      return [faultAt('asOf', finding('sitrep.unrecorded', { began, got: asOf }))]
    }
    // It is held against the period before.
    const first = periodBefore(asked).from
    if (archived === null || instantMs(first) >= instantMs(archived)) return []
    return [faultAt('from', finding('sitrep.archived', { first, archived }))]
  }

  /** Whoever reads reports reads this one: what lies in it would draw the zone. */
  private async hidden({ zone: id }: Pick<Filter, 'zone'>): Promise<readonly FieldError[]> {
    if (id === undefined) return []
    const [row] = await this.database.query<{ body: Zone }>(zoneById(id, null))
    if (row === undefined || row.body.visibility === 'public') return []
    return [faultAt('search.zone', finding('sitrep.privateZone', {}))]
  }

  private async cases(filter: Filter, who: Principal): Promise<Result<readonly SitrepCase[]>> {
    const found = await this.found(filter, who)
    if (!found.ok) return found
    const said = await this.said(found.value, filter.asOf ?? '')
    const index = await this.places.index()
    return ok(
      found.value.map((incident) => ({
        incident,
        said: said.get(incident.id) ?? [],
        governorate: governorateOf(index, incident.point, incident.uncertaintyMetres),
      })),
    )
  }

  private async found(filter: Filter, who: Principal): Promise<Result<readonly Incident[]>> {
    const pages = await this.incidents.walk(filter, who)
    if (!pages.ok) return pages
    const found: Incident[] = []
    for await (const page of pages.value) {
      found.push(...page)
      if (found.length <= mostIncidents) continue
      return wrong(faultAt('search', finding('sitrep.most', { mostCount: mostIncidents })))
    }
    return ok(found)
  }

  private async said(incidents: readonly Incident[], asOf: string): Promise<ReadonlyMap<string, readonly SaidOf[]>> {
    const rows = await this.database.query<ClaimsRow>(
      claimsAsOf(
        incidents.map(({ id }) => id),
        asOf,
      ),
    )
    const said = new Map<string, SaidOf[]>()
    for (const { incidentId, source, origin, claims } of rows) {
      const before = said.get(incidentId) ?? []
      said.set(incidentId, [...before, ...claims.map((claim) => ({ source, origin, claim }))])
    }
    return said
  }

  private async camps(): Promise<readonly Facility[]> {
    return (await this.database.query<CampRow>(campFacilities())).map(({ body }) => body)
  }
}

/** What is asked for, read as the address of a list is; times are the report's own. */
function filterOf({ search, asOf, from, until }: Reckoned): Result<Omit<Filter, 'from' | 'to'>> {
  const read = searchIn(search)
  if (!read.ok) return wrong(...read.errors)
  const ms = instantMs(until) - instantMs(from)
  if (ms <= 0 || ms > longestMs) {
    return wrong(faultAt('until', finding('sitrep.span', { from, got: until })))
  }
  return ok({ ...read.value, asOf })
}

function searchIn(search: SitrepSearch) {
  const read = sitrepFilter.safeParse(search)
  if (read.success) return { ok: true, value: read.data } as const
  const errors = fieldErrors(read.error, search).map((it) => ({ ...it, path: `search.${it.path}` }))
  return { ok: false, errors } as const
}

/** A list ends without the end that it is given. */
function spanOf({ from, until }: Period) {
  return { from, to: until }
}
