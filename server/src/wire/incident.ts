import {
  credibilities,
  incidentKinds,
  incidentStatuses,
  incidentTypes,
  locationPrecisions,
  reliabilities,
  severities,
  sourceKinds,
  timePrecisions,
  type Incident,
  type IncidentType,
} from '@cordon/alerts'
import type { Feature, Point } from 'geojson'
import { z } from 'zod'
import { bbox, featurePage, instant, itemPage, metres, paging, point, queryList, text, uuid } from './basics.js'
import { contract } from './route.js'

const typeKeys = Object.keys(incidentTypes).filter((key): key is IncidentType => key in incidentTypes)

/** Half the Earth's circumference: no disc is larger. */
const widestMetres = 20_037_508

const countRange = z
  .union([
    z
      .int()
      .min(0)
      .max(10_000_000)
      .transform((best) => ({ low: null, best, high: null })),
    z.strictObject({
      low: z
        .int()
        .min(0)
        .nullish()
        .transform((it) => it ?? null),
      best: z
        .int()
        .min(0)
        .nullish()
        .transform((it) => it ?? null),
      high: z
        .int()
        .min(0)
        .nullish()
        .transform((it) => it ?? null),
    }),
  ])
  .nullish()
  .transform((it) => it ?? null)
  .refine((it) => it === null || ordered([it.low, it.best, it.high]), 'Expected low ≤ best ≤ high')

function ordered(values: readonly (number | null)[]): boolean {
  const given = values.filter((it) => it !== null)
  return given.every((value, at) => at === 0 || (given[at - 1] ?? 0) <= value)
}

const casualtyClaim = z.strictObject({
  source: text(200)
    .nullish()
    .transform((it) => it ?? null),
  killed: countRange,
  injured: countRange,
  words: text(500)
    .nullish()
    .transform((it) => it ?? null),
})

const names = z.array(text(200)).max(50, 'Expected at most 50 entries')

/** What somebody may say of an incident, before defaults. */
export const incidentProperties = z.strictObject({
  kind: z.enum(incidentKinds, `Expected one of ${incidentKinds.join(', ')}`).nullish(),
  type: z.enum(typeKeys, `Expected a type of incident: ${typeKeys.join(', ')}`),
  title: text(300),
  summary: text(20_000).nullish(),
  severity: z.enum(severities, `Expected one of ${severities.join(', ')}`).nullish(),
  status: z.enum(incidentStatuses, `Expected one of ${incidentStatuses.join(', ')}`).nullish(),
  occurredFrom: instant,
  occurredTo: instant.nullish(),
  timePrecision: z.enum(timePrecisions, `Expected one of ${timePrecisions.join(', ')}`).nullish(),
  uncertaintyMetres: metres(widestMetres).nullish(),
  locationPrecision: z.enum(locationPrecisions, `Expected one of ${locationPrecisions.join(', ')}`).nullish(),
  place: text(500).nullish(),
  actors: names.nullish(),
  targets: names.nullish(),
  casualties: z.union([casualtyClaim.transform((it) => [it]), z.array(casualtyClaim).max(50)]).nullish(),
  tags: names.nullish(),
  exercise: z.boolean().nullish(),
  source: text(200).nullish(),
  externalId: text(300).nullish(),
  reportedAt: instant.nullish(),
  credibility: z.enum(credibilities, `Expected one of ${credibilities.join(', ')}`).nullish(),
  origin: text(200).nullish(),
  link: z
    .url('Expected a link (http or https)')
    .max(2000)
    .regex(/^https?:/, 'Expected a link (http or https)')
    .nullish(),
})

export const incidentInput = z
  .object({
    type: z.literal('Feature', 'Expected "Feature"'),
    geometry: point,
    properties: incidentProperties,
  })
  .meta({ id: 'IncidentInput' })
/** One incident as it comes in: parsed, defaults not yet filled. */
export type IncidentInput = z.output<typeof incidentInput>

/** An incident as the API gives it. */
export type IncidentFeature = Feature<Point, Omit<Incident, 'point'>> & { readonly id: string }

/** The feature that tells an incident. */
export function incidentFeature(incident: Incident): IncidentFeature {
  const { point: geometry, ...properties } = incident
  return { type: 'Feature', id: incident.id, geometry, properties }
}

/** The incident that a feature tells. */
export function featureIncident(feature: IncidentFeature): Incident {
  return { ...feature.properties, point: feature.geometry }
}

const rangeOut = z.object({ low: z.number().nullable(), best: z.number().nullable(), high: z.number().nullable() })

export const incidentOut = z
  .object({
    type: z.literal('Feature'),
    id: z.string(),
    geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
    properties: z.object({
      id: z.string(),
      revision: z.int(),
      seq: z.int(),
      kind: z.enum(incidentKinds),
      type: z.enum(typeKeys),
      title: z.string(),
      summary: z.string().nullable(),
      severity: z.enum(severities),
      status: z.enum(incidentStatuses),
      uncertaintyMetres: z.number(),
      locationPrecision: z.enum(locationPrecisions),
      place: z.string().nullable(),
      occurredFrom: z.string(),
      occurredTo: z.string().nullable(),
      timePrecision: z.enum(timePrecisions),
      actors: z.array(z.string()),
      targets: z.array(z.string()),
      casualties: z.array(
        z.object({
          source: z.string().nullable(),
          killed: rangeOut.nullable(),
          injured: rangeOut.nullable(),
          words: z.string().nullable(),
        }),
      ),
      tags: z.array(z.string()),
      exercise: z.boolean(),
      grade: z.string(),
      source: z.string().nullable(),
      externalId: z.string().nullable(),
      reportedAt: z.string(),
      recordedAt: z.string(),
      recordedBy: z.string(),
      reason: z.string().nullable(),
      history: z.boolean(),
    }),
  })
  .meta({ id: 'Incident' })

const reportOut = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    sourceId: z.string(),
    sourceName: z.string(),
    reliability: z.enum(reliabilities),
    credibility: z.enum(credibilities),
    origin: z.string().nullable(),
    externalId: z.string().nullable(),
    title: z.string(),
    text: z.string().nullable(),
    link: z.string().nullable(),
    reportedAt: z.string(),
    recordedAt: z.string(),
  })
  .meta({ id: 'Report' })

const sourceOut = z
  .object({ id: z.string(), name: z.string(), kind: z.enum(sourceKinds), reliability: z.enum(reliabilities) })
  .meta({ id: 'Source' })

/** Filters of every list of incidents; the same in the page, the API and exports. */
export const incidentFilter = z.strictObject({
  bbox: bbox.optional(),
  from: instant.optional(),
  to: instant.optional(),
  type: queryList(typeKeys).optional(),
  severity: queryList(severities).optional(),
  status: queryList(incidentStatuses).optional(),
  kind: queryList(incidentKinds).optional(),
  grade: z
    .string()
    .regex(/^[A-F][1-6]$/, 'Expected a grade such as B2')
    .optional(),
  zone: uuid.optional(),
  q: z.string().trim().min(1).max(200).optional(),
  asOf: instant.optional(),
  ...paging,
})
export type IncidentFilter = z.output<typeof incidentFilter>

const idParam = z.strictObject({ id: uuid })

export const incidentBatch = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(z.unknown()).min(1, 'Expected at least one feature').max(1000, 'Expected at most 1000 features'),
  })
  .meta({ id: 'IncidentBatch', description: 'GeoJSON FeatureCollection of up to 1,000 incidents' })

const refusedOut = z.array(
  z.object({ index: z.int(), errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
)

export const incidentPatch = z
  .strictObject({
    geometry: point.optional(),
    properties: incidentProperties
      .omit({ source: true, externalId: true, reportedAt: true, credibility: true, origin: true, link: true })
      .partial()
      .optional(),
    /** Why: kept with the revision. */
    reason: text(1000),
  })
  .meta({ id: 'IncidentPatch' })
export type IncidentPatch = z.output<typeof incidentPatch>

export const reportInput = z
  .strictObject({
    source: text(200),
    title: text(300),
    text: text(20_000).nullish(),
    credibility: z.enum(credibilities).nullish(),
    origin: text(200).nullish(),
    externalId: text(300).nullish(),
    link: incidentProperties.shape.link,
    reportedAt: instant.nullish(),
    /** What this report says of the people harmed; kept beside what others say. */
    casualties: incidentProperties.shape.casualties,
  })
  .meta({ id: 'ReportInput' })
export type ReportInput = z.output<typeof reportInput>

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
export { idParam }
