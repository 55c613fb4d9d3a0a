import type { Report, Source } from '@cordon/alerts'
import type { IncidentFeature, incidentProperties, incidentRoutes } from '@cordon/server/wire'
import type { z } from 'zod'
import { call, urlOf, type Answer, type Request, type RouteOf } from './http.js'
import type { FeaturePage, ItemPage } from './page.js'

type Routes = typeof incidentRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/incidents' }
const create: RouteOf<Routes['create']> = { method: 'POST', path: '/api/incidents' }
const one: RouteOf<Routes['one']> = { method: 'GET', path: '/api/incidents/:id' }
const revisions: RouteOf<Routes['revisions']> = { method: 'GET', path: '/api/incidents/:id/revisions' }
const reports: RouteOf<Routes['reports']> = { method: 'GET', path: '/api/incidents/:id/reports' }
const csv: RouteOf<Routes['export']> = { method: 'GET', path: '/api/incidents.csv' }
const geoJson: RouteOf<Routes['exportGeoJson']> = { method: 'GET', path: '/api/incidents.geojson' }
const sources: RouteOf<Routes['sources']> = { method: 'GET', path: '/api/sources' }
const gradeSource: RouteOf<Routes['gradeSource']> = { method: 'PATCH', path: '/api/sources/:id' }

/** What somebody may say of an incident. */
export type IncidentSaid = z.input<typeof incidentProperties>

type Query = NonNullable<Request['query']>

export function listIncidents(query: Query, signal?: AbortSignal): Promise<Answer<FeaturePage<IncidentFeature>>> {
  return call(list, { query, ...(signal ? { signal } : {}) })
}

export function readIncident(id: string): Promise<Answer<IncidentFeature>> {
  return call(one, { params: { id } })
}

export function revisionsOf(id: string): Promise<Answer<FeaturePage<IncidentFeature>>> {
  return call(revisions, { params: { id } })
}

export function reportsOf(id: string): Promise<Answer<ItemPage<Report>>> {
  return call(reports, { params: { id } })
}

export function createIncident(
  coordinates: readonly [number, number],
  properties: IncidentSaid,
  onceAs: string,
): Promise<Answer<IncidentFeature>> {
  return call(create, { onceAs, body: { type: 'Feature', geometry: { type: 'Point', coordinates }, properties } })
}

/** Where the same filters come as a file. */
export function exportUrls(query: Query): { readonly csv: string; readonly geoJson: string } {
  return { csv: urlOf(csv.path, {}, query), geoJson: urlOf(geoJson.path, {}, query) }
}

export function listSources(): Promise<Answer<ItemPage<Source>>> {
  return call(sources)
}

export function changeSource(
  id: string,
  change: Partial<Pick<Source, 'reliability' | 'kind'>>,
): Promise<Answer<Source>> {
  return call(gradeSource, { params: { id }, body: change })
}
