import { reliabilities, sourceKinds } from '@cordon/alerts'
import { z } from 'zod'
import { featurePage, idParam, instant, itemPage, paging } from './basics.js'
import { incidentFilter, incidentOut, incidentPatch, reportInput, reportOut, sourceOut } from './incident.js'
import { contract } from './route.js'

const refusedOut = z.array(
  z.object({ index: z.int(), errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
)

const pageOf = featurePage(incidentOut)

export const incidentRoutes = {
  create: contract({
    method: 'POST',
    path: '/api/incidents',
    tag: 'incidents',
    summary: 'Store one incident or a collection of up to 1,000, durably, with every alert it raises',
    permission: 'ingest',
    query: z.strictObject({ partial: z.stringbool().default(false) }),
    // The batch is parsed feature by feature, so that each bad one can be named.
    body: z.unknown(),
    answers: [
      {
        status: 201,
        type: 'application/geo+json',
        schema: z.union([incidentOut, pageOf.extend({ refused: refusedOut.optional() })]),
        description: 'Stored',
      },
      {
        status: 200,
        type: 'application/geo+json',
        schema: z.union([incidentOut, pageOf]),
        description: 'Known already, nothing changed',
      },
    ],
  }),
  list: contract({
    method: 'GET',
    path: '/api/incidents',
    tag: 'incidents',
    summary: 'Incidents by place, time, type, severity, status, grade, zone and words',
    permission: 'read',
    query: incidentFilter,
    answers: [{ status: 200, type: 'application/geo+json', schema: pageOf, description: 'One page, newest first' }],
  }),
  one: contract({
    method: 'GET',
    path: '/api/incidents/:id',
    tag: 'incidents',
    summary: 'One incident as it is believed now',
    permission: 'read',
    params: idParam,
    query: z.strictObject({ asOf: instant.optional() }),
    answers: [{ status: 200, type: 'application/geo+json', schema: incidentOut, description: 'The incident' }],
  }),
  correct: contract({
    method: 'PATCH',
    path: '/api/incidents/:id',
    tag: 'incidents',
    summary: 'Correct an incident: a new revision with a reason',
    permission: 'incident:correct',
    params: idParam,
    body: incidentPatch,
    answers: [{ status: 200, type: 'application/geo+json', schema: incidentOut, description: 'The new revision' }],
  }),
  revisions: contract({
    method: 'GET',
    path: '/api/incidents/:id/revisions',
    tag: 'incidents',
    summary: 'Every revision of an incident, latest first',
    permission: 'read',
    params: idParam,
    answers: [{ status: 200, type: 'application/geo+json', schema: pageOf, description: 'The revisions' }],
  }),
  reports: contract({
    method: 'GET',
    path: '/api/incidents/:id/reports',
    tag: 'incidents',
    summary: 'The reports that tell an incident',
    permission: 'read',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(reportOut), description: 'The reports' }],
  }),
  addReport: contract({
    method: 'POST',
    path: '/api/incidents/:id/reports',
    tag: 'incidents',
    summary: 'Add what another source says of an incident; its grade and status are derived anew',
    permission: 'ingest',
    params: idParam,
    body: reportInput,
    answers: [
      { status: 201, type: 'application/geo+json', schema: incidentOut, description: 'The incident after the report' },
      { status: 200, type: 'application/geo+json', schema: incidentOut, description: 'Known already, nothing changed' },
    ],
  }),
  export: contract({
    method: 'GET',
    path: '/api/incidents.csv',
    tag: 'incidents',
    summary: 'The same filters as a CSV file',
    permission: 'export',
    query: incidentFilter.omit({ limit: true, cursor: true }),
    answers: [{ status: 200, type: 'text/csv', description: 'CSV, one row an incident' }],
  }),
  exportGeoJson: contract({
    method: 'GET',
    path: '/api/incidents.geojson',
    tag: 'incidents',
    summary: 'The same filters as one GeoJSON file',
    permission: 'export',
    query: incidentFilter.omit({ limit: true, cursor: true }),
    answers: [{ status: 200, type: 'application/geo+json', description: 'FeatureCollection of all that match' }],
  }),
  sources: contract({
    method: 'GET',
    path: '/api/sources',
    tag: 'sources',
    summary: 'Who reports, with reliability',
    permission: 'read',
    answers: [{ status: 200, schema: itemPage(sourceOut), description: 'The sources' }],
  }),
  gradeSource: contract({
    method: 'PATCH',
    path: '/api/sources/:id',
    tag: 'sources',
    summary: 'Change a source’s reliability or kind; it holds for reports from now on',
    permission: 'source:write',
    params: z.strictObject({ id: z.string().max(200) }),
    body: z.strictObject({ reliability: z.enum(reliabilities).optional(), kind: z.enum(sourceKinds).optional() }),
    answers: [{ status: 200, schema: sourceOut, description: 'The source' }],
  }),
  allReports: contract({
    method: 'GET',
    path: '/api/reports',
    tag: 'sources',
    summary: 'Reports as they came in, latest first',
    permission: 'read',
    query: z.strictObject(paging),
    answers: [{ status: 200, schema: itemPage(reportOut), description: 'One page' }],
  }),
  stats: contract({
    method: 'GET',
    path: '/api/stats',
    tag: 'incidents',
    summary: 'How much is stored: incidents by severity, open alerts, deliveries due',
    permission: 'read',
    answers: [
      {
        status: 200,
        schema: z.object({
          incidents: z.int(),
          bySeverity: z.record(z.string(), z.int()),
          alerts: z.record(z.string(), z.int()),
          deliveriesDue: z.int(),
        }),
        description: 'The figures',
      },
    ],
  }),
}
