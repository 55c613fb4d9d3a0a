import { Inject, Injectable } from '@nestjs/common'
import type { Facility, Zone } from '@cordon/alerts'
import {
  facilitiesCounted,
  facilitiesFound,
  facilityById,
  incidentsCounted,
  zonesCounted,
  zonesFound,
  type Asking,
  type Database,
  type Statement,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { boxesOf } from '../incident/boxes.js'
import { readSearchCursor, searchCursor } from '../incident/filter.js'
import { IncidentService } from '../incident/incident.service.js'
import { Searches } from '../incident/search.js'
import { pageOf } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { none, ok, type Result } from '../platform/result.js'
import {
  facilityFeature,
  incidentFeature,
  uuid,
  zoneFeature,
  type FacilityItems,
  type IncidentItems,
  type ZoneItems,
} from '../wire/index.js'
import { ZoneService } from '../zone/zone.service.js'
import { filterOf } from './filter.js'

/** More are not counted: the answer would wait for a number that nobody needs exactly. */
const mostCounted = 100_000

/** A page of features: where it goes on, and how many there are in all; null where that is not told. */
export interface Features<F> {
  readonly features: readonly F[]
  readonly next: string | null
  readonly matched: number | null
}

type Named = FacilityItems | ZoneItems

/** The features of each collection, as somebody sees them. */
@Injectable()
export class Items {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IncidentService) private readonly incidents: IncidentService,
    @Inject(Searches) private readonly searches: Searches,
    @Inject(ZoneService) private readonly zones: ZoneService,
  ) {}

  /** The page that `GET /api/incidents` answers under the same filter. */
  async incidentsOf(
    query: IncidentItems,
    who: Principal,
  ): Promise<Result<Features<ReturnType<typeof incidentFeature>>>> {
    const filter = filterOf(query)
    const page = await this.incidents.list(filter, who)
    if (!page.ok) return page
    const { items, next } = page.value
    const matched = query.cursor === undefined ? await this.countOf(filter, who) : null
    return ok({ features: items.map(incidentFeature), next, matched })
  }

  async incident(id: string) {
    const found = isId(id) ? await this.incidents.one(id, null) : none('incident', id)
    return found.ok ? ok(incidentFeature(found.value)) : found
  }

  facilitiesOf(query: FacilityItems) {
    const asking = (it: Asking) => ({ found: facilitiesFound(it), counted: facilitiesCounted(it) })
    return this.named(query, { kind: query.kind ?? null, asking, told: facilityFeature })
  }

  async facility(id: string) {
    const rows = isId(id) ? await this.database.query<{ body: Facility }>(facilityById(id)) : []
    return rows[0] === undefined ? none('facility', id) : ok(facilityFeature(rows[0].body))
  }

  zonesOf(query: ZoneItems, who: Principal) {
    const audiences = audiencesOf(who)
    const asking = (it: Asking) => ({ found: zonesFound(audiences, it), counted: zonesCounted(audiences, it) })
    return this.named(query, { kind: query.visibility ?? null, asking, told: zoneFeature })
  }

  async zone(id: string, who: Principal) {
    const found = isId(id) ? await this.zones.one(id, null, who) : none('zone', id)
    if (!found.ok) return found
    return found.value.archived ? none('zone', id) : ok(zoneFeature(found.value))
  }

  /** What stands by name has no time: it is found at any. */
  private async named<T extends Facility | Zone, F>({ limit, cursor, ...filter }: Named, how: How<T, F>) {
    const after = readSearchCursor(filter, cursor, 'name')
    if (!after.ok) return after
    const boxes = filter.bbox === undefined ? null : boxesOf(filter.bbox)
    const { found, counted } = how.asking({ boxes, kind: how.kind, after: after.value, limit: limit + 1 })
    const rows = await this.database.query<{ body: T }>(found)
    const [count] = cursor === undefined ? await this.database.query<{ count: number }>(counted) : []
    const bodies = rows.map(({ body }) => body)
    const { items, next } = pageOf(bodies, limit, (last) => [last.name, last.id])
    return ok({ features: items.map(how.told), next: searchCursor(filter, next), matched: count?.count ?? null })
  }

  /** How many a search finds; null where that would take too long or is more than is counted. */
  private async countOf(filter: ReturnType<typeof filterOf>, who: Principal): Promise<number | null> {
    const search = await this.searches.of(filter, who)
    if (!search.ok) return null
    const counting = incidentsCounted(search.value, await this.searches.wayOf(search.value), mostCounted + 1)
    const rows = await this.searches.within<{ count: number }>(counting)
    const count = rows.ok ? rows.value[0]?.count : undefined
    return count === undefined || count > mostCounted ? null : count
  }
}

interface How<T, F> {
  readonly kind: string | null
  readonly told: (it: T) => F
  readonly asking: (it: Asking) => { readonly found: Statement; readonly counted: Statement }
}

function isId(id: string): boolean {
  return uuid.safeParse(id).success
}
