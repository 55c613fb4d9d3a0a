import { countTopics, credibilities, reliabilities, type Claim } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { instant, text, uuid } from './basics.js'
import { countRange, incidentInput, incidentProperties, names } from './incident-input.js'

const words = text(500)
  .nullish()
  .transform((it) => it ?? null)

/** One thing that a report says, as it comes in. */
export const claimInput = z
  .discriminatedUnion(
    'topic',
    [
      z.strictObject({ topic: z.enum(countTopics), range: countRange, words }),
      z.strictObject({ topic: z.literal('duration'), hours: countRange, words }),
      z.strictObject({
        topic: z.literal('attribution'),
        by: names.default([]),
        denied: z.boolean().default(false),
        words,
      }),
      z.strictObject({
        topic: z.literal('time'),
        from: instant,
        to: instant.nullish().transform((it) => it ?? null),
        words,
      }),
      z.strictObject({ topic: z.enum(['place', 'denial']), words: text(500) }),
    ],
    'Expected a claim with a topic: killed, injured, held, involved, attribution, duration, time, place or denial',
  )
  .refine(saysSomething, asking('asked.figureOrWords', {}))
  .meta({ id: 'ClaimInput' })

/** A claim of figures gives one, or the words in which its source put it. */
function saysSomething(claim: Claim): boolean {
  if ('range' in claim) return claim.range !== null || claim.words !== null
  return !('hours' in claim) || claim.hours !== null || claim.words !== null
}

const rangeOut = z.object({ low: z.number().nullable(), best: z.number().nullable(), high: z.number().nullable() })
const wordsOut = z.string().nullable()

export const claimOut = z
  .discriminatedUnion('topic', [
    z.object({ topic: z.enum(countTopics), range: rangeOut.nullable(), words: wordsOut }),
    z.object({ topic: z.literal('duration'), hours: rangeOut.nullable(), words: wordsOut }),
    z.object({ topic: z.literal('attribution'), by: z.array(z.string()), denied: z.boolean(), words: wordsOut }),
    z.object({ topic: z.literal('time'), from: z.string(), to: z.string().nullable(), words: wordsOut }),
    z.object({ topic: z.enum(['place', 'denial']), words: z.string() }),
  ])
  .meta({ id: 'Claim' })

export const reportOut = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    sourceId: z.string(),
    sourceName: z.string(),
    reliability: z.enum(reliabilities),
    reliabilityThen: z.enum(reliabilities),
    credibility: z.enum(credibilities),
    origin: z.string().nullable(),
    externalId: z.string().nullable(),
    title: z.string(),
    text: z.string().nullable(),
    link: z.string().nullable(),
    claims: z.array(claimOut),
    reportedAt: z.string(),
    recordedAt: z.string(),
    revision: z.int(),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'Report' })

/** What a report may say, but for whom it comes from. */
const message = {
  title: text(300),
  text: text(20_000).nullish(),
  /** How credible this one message is, judged apart from its source; 6 where it cannot be judged. */
  credibility: z.enum(credibilities, `Expected one of ${credibilities.join(', ')}`).nullish(),
  /** The source that this one repeats: two outlets that quote one agency count once. */
  origin: text(200).nullish(),
  link: incidentProperties.shape.link,
  reportedAt: instant.nullish(),
  /** What it says that others may say otherwise; kept beside what they say. */
  claims: z.array(claimInput).max(50, 'Expected at most 50 claims').nullish(),
}

export const reportInput = z
  .strictObject({
    source: text(200),
    ...message,
    externalId: text(300).nullish(),
    /** What this report says of the people harmed; kept beside what others say. */
    casualties: incidentProperties.shape.casualties,
  })
  .meta({ id: 'ReportInput' })
export type ReportInput = z.output<typeof reportInput>

/** A report on its own: of an incident that is known, or with what happened. */
export const reportTold = reportInput
  .extend({
    /** The incident that it tells. */
    incidentId: uuid.optional(),
    /** What happened, where the incident is not known; the report's own fields are not repeated in it. */
    incident: z
      .strictObject({
        geometry: incidentInput.shape.geometry,
        properties: incidentProperties
          .omit({
            title: true,
            source: true,
            externalId: true,
            reportedAt: true,
            credibility: true,
            origin: true,
            link: true,
          })
          .extend({ title: incidentProperties.shape.title.nullish() }),
      })
      .optional(),
  })
  .refine((it) => (it.incidentId === undefined) !== (it.incident === undefined), {
    path: ['incidentId'],
    ...asking('asked.whichIncident', {}),
  })
  .meta({ id: 'ReportTold' })
export type ReportTold = z.output<typeof reportTold>

/** A correction of a report, or that it is taken back. */
export const reportPatch = z
  .strictObject({
    ...z.object(message).partial().shape,
    withdrawn: z.boolean().optional(),
    /** Why: kept with what it said before. */
    reason: text(1000),
  })
  .meta({ id: 'ReportPatch' })
export type ReportPatch = z.output<typeof reportPatch>

/** What a report said before a correction. */
export const reportRevisionOut = z
  .object({ report: reportOut, replacedAt: z.string(), replacedBy: z.string(), reason: z.string() })
  .meta({ id: 'ReportRevision' })
