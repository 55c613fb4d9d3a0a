import type { IncidentLink, LinkKind, LinkSide } from '@cordon/alerts'
import type { IncidentFeature, linkRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof linkRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/incidents/:id/links' }
const set: RouteOf<Routes['set']> = { method: 'POST', path: '/api/incidents/:id/links' }
const remove: RouteOf<Routes['remove']> = { method: 'POST', path: '/api/links/:id/remove' }

/** A link with the incident at its other end, read from this side. */
export interface Linked {
  readonly side: LinkSide
  readonly link: IncidentLink
  readonly incident: IncidentFeature
}

export function linksOf(id: string): Promise<Answer<ItemPage<Linked>>> {
  return call(list, { params: { id } })
}

export function setLink(
  id: string,
  said: { readonly to: string; readonly kind: LinkKind; readonly reason: string },
): Promise<Answer<IncidentLink>> {
  return call(set, { params: { id }, body: said })
}

export function removeLink(id: string, reason: string): Promise<Answer<IncidentLink>> {
  return call(remove, { params: { id }, body: { reason } })
}
