import type { Report } from '@cordon/alerts'
import type {
  IncidentFeature,
  reportInput,
  reportPatch,
  reportRevisionOut,
  reportRoutes,
  reportTold,
} from '@cordon/server/wire'
import type { z } from 'zod'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof reportRoutes
const ofIncident: RouteOf<Routes['ofIncident']> = { method: 'GET', path: '/api/incidents/:id/reports' }
const add: RouteOf<Routes['add']> = { method: 'POST', path: '/api/incidents/:id/reports' }
const tell: RouteOf<Routes['tell']> = { method: 'POST', path: '/api/reports' }
const amend: RouteOf<Routes['amend']> = { method: 'PATCH', path: '/api/reports/:id' }
const revisions: RouteOf<Routes['revisions']> = { method: 'GET', path: '/api/reports/:id/revisions' }

/** What a report said before one of its corrections. */
export type ReportRevision = Omit<z.output<typeof reportRevisionOut>, 'report'> & { readonly report: Report }

/** What somebody may say in a report. */
export type ReportSaid = z.input<typeof reportInput>

export function reportsOf(id: string): Promise<Answer<ItemPage<Report>>> {
  return call(ofIncident, { params: { id } })
}

/** What somebody may say in a report that stands for itself. */
export type ReportTold = z.input<typeof reportTold>

/** Adds what another source says of an incident that is stored. */
export function addReport(id: string, report: ReportSaid, onceAs?: string): Promise<Answer<IncidentFeature>> {
  return call(add, { params: { id }, body: report, ...(onceAs === undefined ? {} : { onceAs }) })
}

/** Tells a report with what happened: of an incident that the same message told before, or of a new one. */
export function tellReport(report: ReportTold, onceAs: string): Promise<Answer<IncidentFeature>> {
  return call(tell, { body: report, onceAs })
}

/** Refused where somebody else has changed the report since it was read. */
export function amendReport(
  { id, revision }: Pick<Report, 'id' | 'revision'>,
  patch: z.input<typeof reportPatch>,
): Promise<Answer<IncidentFeature>> {
  return call(amend, { params: { id }, body: patch, etag: `"${revision}"` })
}

/** Latest first. */
export function reportRevisionsOf(id: string): Promise<Answer<ItemPage<ReportRevision>>> {
  return call(revisions, { params: { id } })
}
