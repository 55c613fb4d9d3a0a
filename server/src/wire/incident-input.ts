import {
  credibilities,
  incidentKinds,
  incidentTypes,
  judgedStatuses,
  locationPrecisions,
  severities,
  timePrecisions,
  type IncidentType,
} from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { instant, metres, point, text } from './basics.js'

/** The types of incident, as a list for schemas. */
export const typeKeys = Object.keys(incidentTypes).filter((key): key is IncidentType => key in incidentTypes)

/** Half the Earth's circumference: no disc is larger. */
const widestMetres = 20_037_508

/** A count of people or hours: a number, or bounds of which each may be missing. */
export const countRange = z
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
  .refine((it) => it === null || ordered([it.low, it.best, it.high]), asking('asked.inOrder', {}))

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

export const names = z.array(text(200)).max(50, 'Expected at most 50 entries')

/** What somebody may say of an incident, before defaults. */
export const incidentProperties = z.strictObject({
  kind: z.enum(incidentKinds, `Expected one of ${incidentKinds.join(', ')}`).nullish(),
  type: z.enum(typeKeys, `Expected a type of incident: ${typeKeys.join(', ')}`),
  title: text(300),
  summary: text(20_000).nullish(),
  severity: z.enum(severities, `Expected one of ${severities.join(', ')}`).nullish(),
  status: z.enum(judgedStatuses, `Expected one of ${judgedStatuses.join(', ')}`).nullish(),
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
