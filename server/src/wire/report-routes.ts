import { z } from 'zod'
import { idParam, itemPage, paging, wholePaging } from './basics.js'
import { incidentOut } from './incident.js'
import { reportInput, reportOut, reportPatch, reportRevisionOut, reportTold } from './report.js'
import { contract } from './route.js'

export const reportRoutes = {
  tell: contract({
    method: 'POST',
    path: '/api/reports',
    tag: 'reports',
    summary: 'A report of a known incident, or of one that becomes known by it',
    permission: 'ingest',
    body: reportTold,
    answers: [
      { status: 201, type: 'application/geo+json', schema: incidentOut, description: 'The incident after the report' },
      { status: 200, type: 'application/geo+json', schema: incidentOut, description: 'Known already, nothing changed' },
    ],
  }),
  amend: contract({
    method: 'PATCH',
    path: '/api/reports/:id',
    tag: 'reports',
    summary:
      'Correct a report or take it back; what it said before is kept, and the incident graded anew. If-Match and ETag name the revision of the report',
    permission: 'incident:correct',
    params: idParam,
    body: reportPatch,
    answers: [
      { status: 200, type: 'application/geo+json', schema: incidentOut, description: 'The incident afterwards' },
    ],
  }),
  revisions: contract({
    method: 'GET',
    path: '/api/reports/:id/revisions',
    tag: 'reports',
    summary: 'What a report said before each of its corrections',
    permission: 'read',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(reportRevisionOut), description: 'The earlier words, latest first' }],
  }),
  list: contract({
    method: 'GET',
    path: '/api/reports',
    tag: 'reports',
    summary: 'Reports as they came in, latest first',
    permission: 'read',
    query: z.strictObject(paging),
    answers: [{ status: 200, schema: itemPage(reportOut), description: 'One page' }],
  }),
  ofIncident: contract({
    method: 'GET',
    path: '/api/incidents/:id/reports',
    tag: 'incidents',
    summary: 'The reports that tell an incident',
    permission: 'read',
    params: idParam,
    query: wholePaging,
    answers: [{ status: 200, schema: itemPage(reportOut), description: 'The reports' }],
  }),
  add: contract({
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
}
