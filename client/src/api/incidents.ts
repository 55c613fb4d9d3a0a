import type { Finding } from '@cordon/alerts'
import type {
  IncidentFacets,
  IncidentFeature,
  incidentPatch,
  incidentProperties,
  incidentRoutes,
} from '@cordon/server/wire'
import type { z } from 'zod'
import { call, urlOf, type Answer, type Request, type RouteOf } from './http.js'
import type { FeaturePage } from './page.js'

type Routes = typeof incidentRoutes
const list: RouteOf<Routes['list']> = { method: 'GET', path: '/api/incidents' }
const facets: RouteOf<Routes['facets']> = { method: 'GET', path: '/api/incidents/facets' }
const create: RouteOf<Routes['create']> = { method: 'POST', path: '/api/incidents' }
const correct: RouteOf<Routes['correct']> = { method: 'PATCH', path: '/api/incidents/:id' }
const one: RouteOf<Routes['one']> = { method: 'GET', path: '/api/incidents/:id' }
const revisions: RouteOf<Routes['revisions']> = { method: 'GET', path: '/api/incidents/:id/revisions' }
const csv: RouteOf<Routes['export']> = { method: 'GET', path: '/api/incidents.csv' }
const geoJson: RouteOf<Routes['exportGeoJson']> = { method: 'GET', path: '/api/incidents.geojson' }
const kml: RouteOf<Routes['exportKml']> = { method: 'GET', path: '/api/incidents.kml' }
const flatGeobuf: RouteOf<Routes['exportFlatGeobuf']> = { method: 'GET', path: '/api/incidents.fgb' }
const atom: RouteOf<Routes['atom']> = { method: 'GET', path: '/api/incidents.atom' }
/** What somebody may say of an incident. */
export type IncidentSaid = z.input<typeof incidentProperties>

/** What somebody may correct of an incident, and why. */
export type IncidentPatched = z.input<typeof incidentPatch>

type Query = NonNullable<Request['query']>

/** What is found, and what is to be said where nothing is. */
export interface SearchPage extends FeaturePage<IncidentFeature> {
  readonly note: Finding | null
}

export function listIncidents(query: Query, signal?: AbortSignal): Promise<Answer<SearchPage>> {
  return call(list, { query, ...(signal ? { signal } : {}) })
}

/** How many there are of each kind among what the same filters hold. */
export function countIncidents(query: Query): Promise<Answer<IncidentFacets>> {
  return call(facets, { query })
}

export function readIncident(id: string): Promise<Answer<IncidentFeature>> {
  return call(one, { params: { id } })
}

export function revisionsOf(id: string): Promise<Answer<FeaturePage<IncidentFeature>>> {
  return call(revisions, { params: { id } })
}

export function createIncident(
  coordinates: readonly [number, number],
  properties: IncidentSaid,
  onceAs: string,
): Promise<Answer<IncidentFeature>> {
  return call(create, { onceAs, body: { type: 'Feature', geometry: { type: 'Point', coordinates }, properties } })
}

const files = { csv, geoJson, kml, flatGeobuf, atom }

/** Where the same filters come as files, and as a feed. */
export function exportUrls(query: Query): Readonly<Record<keyof typeof files, string>> {
  const at = (kind: keyof typeof files) => urlOf(files[kind].path, {}, query)
  return { csv: at('csv'), geoJson: at('geoJson'), kml: at('kml'), flatGeobuf: at('flatGeobuf'), atom: at('atom') }
}

/** Corrects the revision that was read; it is refused where somebody else was faster. */
export function correctIncident(
  id: string,
  patch: IncidentPatched,
  revision: number,
): Promise<Answer<IncidentFeature>> {
  return call(correct, { params: { id }, body: patch, etag: `"${revision}"` })
}
