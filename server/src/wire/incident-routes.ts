import { severities } from '@cordon/alerts'
import { z } from 'zod'
import { featurePage, idParam, instant, text, wholePaging } from './basics.js'
import { findingOut } from './finding.js'
import { incidentFilter, incidentOut, incidentPatch } from './incident.js'
import { contract } from './route.js'

const refusedOut = z.array(
  z.object({ index: z.int(), errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
)

const facetsOut = z
  .object({
    counted: z.int(),
    /** False where there are more than are counted at once: these are the latest. */
    isAll: z.boolean(),
    /** Among how many of the latest incidents of that time it was counted, where it finds much; null for all. */
    among: z.int().nullable(),
    /** How many exercises it leaves out, counted to no more than 20,000. */
    exercises: z.int(),
    /** Times of event of the earliest and the latest that were counted; null where there is none. */
    earliest: z.string().nullable(),
    latest: z.string().nullable(),
    /** When the first and the last of them were recorded as they are; null where there is none. */
    firstKnown: z.string().nullable(),
    lastKnown: z.string().nullable(),
    facets: z.array(
      z.object({
        facet: z.enum(['severity', 'status', 'type', 'grade', 'source']),
        value: z.string(),
        label: z.string().nullable(),
        count: z.int(),
      }),
    ),
    /** Slices of equal length from the earliest to the latest; those that are left out are empty. */
    bins: z.array(z.object({ bin: z.int(), severity: z.enum(severities), count: z.int() })),
    binCount: z.int(),
  })
  .meta({ id: 'IncidentFacets' })
export type IncidentFacets = z.output<typeof facetsOut>

const pageOf = featurePage(incidentOut)
/** With what is to be said where nothing is found, null where something is or there is nothing to say. */
const searchPage = pageOf.extend({ note: findingOut.nullable() })

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
    summary:
      'Incidents by place, time, type, severity, status, grade, zone and words, as they are believed now or were at `asOf`; merged and withdrawn ones only by status',
    permission: 'read',
    query: incidentFilter,
    answers: [{ status: 200, type: 'application/geo+json', schema: searchPage, description: 'One page, newest first' }],
  }),
  facets: contract({
    method: 'GET',
    path: '/api/incidents/facets',
    tag: 'incidents',
    summary:
      'How many incidents the same filters hold by severity, status, type, grade, source and time; where they find much, among the latest 20,000',
    permission: 'read',
    query: incidentFilter.omit({ limit: true, cursor: true }),
    answers: [{ status: 200, schema: facetsOut, description: 'The counts' }],
  }),
  one: contract({
    method: 'GET',
    path: '/api/incidents/:id',
    tag: 'incidents',
    summary: 'One incident as it is believed now, or was at `asOf`',
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
    query: wholePaging,
    answers: [{ status: 200, type: 'application/geo+json', schema: pageOf, description: 'The revisions' }],
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
  exportKml: contract({
    method: 'GET',
    path: '/api/incidents.kml',
    tag: 'incidents',
    summary: 'The same filters as one KML file',
    permission: 'export',
    query: incidentFilter.omit({ limit: true, cursor: true }),
    answers: [
      { status: 200, type: 'application/vnd.google-earth.kml+xml', description: 'KML 2.2, one placemark an incident' },
    ],
  }),
  exportFlatGeobuf: contract({
    method: 'GET',
    path: '/api/incidents.fgb',
    tag: 'incidents',
    summary: 'The same filters as one FlatGeobuf file',
    permission: 'export',
    query: incidentFilter.omit({ limit: true, cursor: true }),
    answers: [
      { status: 200, type: 'application/vnd.flatgeobuf', description: 'FlatGeobuf 3, one feature an incident' },
    ],
  }),
  atom: contract({
    method: 'GET',
    path: '/api/incidents.atom',
    tag: 'incidents',
    summary:
      'The same filters as an Atom feed with GeoRSS: the latest 100; a token of the scope `read` may stand in the address',
    permission: 'read',
    tokenInAddress: true,
    query: incidentFilter.omit({ limit: true, cursor: true }).extend({ token: text(300).optional() }),
    answers: [
      { status: 200, type: 'application/atom+xml', description: 'The feed' },
      { status: 304, description: 'Nothing is new' },
    ],
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
