import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { pageBy } from '../platform/cursor.js'
import { etagOf } from '../platform/etag.js'
import { keeper } from '../platform/keeper.js'
import { reply, type Reply } from '../platform/reply.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { incidentFeature, incidentRoutes } from '../wire/index.js'
import { FacetService } from './facet.service.js'
import { IncidentService, type Stored } from './incident.service.js'

@Controller()
export class IncidentController {
  constructor(
    @Inject(IncidentService) private readonly incidents: IncidentService,
    @Inject(FacetService) private readonly counts: FacetService,
  ) {}

  @Route(incidentRoutes.create)
  async create(@Input() { body, query }: Input<typeof incidentRoutes.create>, @Who() who: Principal) {
    const { partial } = query
    const keep = keeper(incidentRoutes.create, (stored: Stored) => storedReply(stored, partial))
    const stored = await this.incidents.create(body, { partial, keep }, who)
    return stored.ok ? storedReply(stored.value, partial) : stored
  }

  @Route(incidentRoutes.list)
  async list(@Input() { query }: Input<typeof incidentRoutes.list>, @Who() who: Principal) {
    const page = await this.incidents.list(query, who)
    if (!page.ok) return page
    const { items, next, note } = page.value
    return { type: 'FeatureCollection', features: items.map(incidentFeature), next, note }
  }

  @Route(incidentRoutes.facets)
  facets(@Input() { query }: Input<typeof incidentRoutes.facets>, @Who() who: Principal) {
    return this.counts.of(query, who)
  }

  @Route(incidentRoutes.one)
  async one(@Input() { params, query }: Input<typeof incidentRoutes.one>) {
    const found = await this.incidents.one(params.id, query.asOf ?? null)
    if (!found.ok) return found
    return reply(incidentFeature(found.value), { etag: etagOf(found.value.revision) })
  }

  @Route(incidentRoutes.correct)
  async correct(
    @Input() { params, body }: Input<typeof incidentRoutes.correct>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const entry = { what: 'correct', id: params.id, patch: body, ifMatch } as const
    const changed = await this.incidents.change(entry, who)
    if (!changed.ok) return changed
    const { incident } = changed.value
    return reply(incidentFeature(incident), { etag: etagOf(incident.revision) })
  }

  @Route(incidentRoutes.revisions)
  async revisions(@Input() { params, query }: Input<typeof incidentRoutes.revisions>) {
    const found = await this.incidents.revisions(params.id)
    if (!found.ok) return found
    const page = pageBy(found.value, ({ revision }) => String(revision), query)
    if (!page.ok) return page
    const { items, next } = page.value
    return { type: 'FeatureCollection', features: items.map(incidentFeature), next }
  }
}

function storedReply({ many, changed, incidents, refused }: Stored, partial: boolean): Reply {
  const features = incidents.map(incidentFeature)
  const collection = { type: 'FeatureCollection', features, next: null }
  const answer = many ? { ...collection, ...(partial ? { refused } : {}) } : features[0]
  return reply(answer, { status: changed || features.length === 0 ? 201 : 200 })
}
