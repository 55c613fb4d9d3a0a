import {
  exerciseChoices,
  incidentKinds,
  incidentStatuses,
  judgedStatuses,
  locationPrecisions,
  severities,
  timePrecisions,
  type Incident,
} from '@cordon/alerts'
import type { Feature, Point } from 'geojson'
import { z } from 'zod'
import { asking } from './asked.js'
import { area } from './area.js'
import { bbox, grade, instant, paging, point, queryList, queryNumbers, text, textList, uuid } from './basics.js'
import { incidentProperties, typeKeys } from './incident-input.js'

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

const overrideOut = z.object({
  grade: z.string().nullable(),
  status: z.enum(judgedStatuses).nullable(),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
})

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
      override: overrideOut.optional(),
      mergedInto: z.string().optional(),
      origins: z.int().optional(),
    }),
  })
  .meta({ id: 'Incident' })

/** Filters of every list of incidents; the same in the page, the API and exports. */
export const incidentFilter = z.strictObject({
  bbox: bbox.optional(),
  from: instant.optional(),
  to: instant.optional(),
  type: queryList(typeKeys).optional(),
  /** Left out, each by its very name: what counts incidents counts no silence of a feed. */
  notType: queryList(typeKeys).optional(),
  severity: queryList(severities).optional(),
  status: queryList(incidentStatuses).optional(),
  kind: queryList(incidentKinds).optional(),
  grade: grade.optional(),
  zone: uuid.optional(),
  area: area.optional(),
  source: textList(100).optional(),
  actor: textList(200).optional(),
  q: text(200).optional(),
  precision: queryList(timePrecisions).optional(),
  /** In UTC; Monday is 1, Sunday 7. */
  weekday: queryNumbers(1, 7).optional(),
  /** In UTC. */
  hour: queryNumbers(0, 23).optional(),
  asOf: instant.optional(),
  /** What is played is left out, or asked for alone; among the rest, where nothing is said. */
  exercise: z.enum(exerciseChoices).optional(),
  ...paging,
})
export type IncidentFilter = z.output<typeof incidentFilter>

/** A search as it stands in an address, each filter as text. */
export const addressedSearch = z
  .record(z.string().max(40), z.string('Expected text, as in an address').max(20_000))
  .default({})

export const incidentBatch = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(z.unknown()).min(1, 'Expected at least one feature').max(1000, 'Expected at most 1000 features'),
  })
  .meta({ id: 'IncidentBatch', description: 'GeoJSON FeatureCollection of up to 1,000 incidents' })

export const incidentPatch = z
  .strictObject({
    type: z.literal('Feature').optional(),
    geometry: point.optional(),
    properties: incidentProperties
      .omit({ source: true, externalId: true, reportedAt: true, credibility: true, origin: true, link: true })
      .partial()
      .optional(),
    /** A grade or a status against what the reports come to; null lifts it. A status among the properties sets it too. */
    override: z
      .strictObject({ grade: grade.nullish(), status: z.enum(judgedStatuses).nullish() })
      .refine((it) => it.grade != null || it.status != null, asking('asked.judgement', {}))
      .nullish(),
    /** Why: kept with the revision. People are asked for it. */
    reason: text(1000).nullish(),
  })
  .meta({ id: 'IncidentPatch' })
export type IncidentPatch = z.output<typeof incidentPatch>
