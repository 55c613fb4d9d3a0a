import {
  actorCertainties,
  claimVerbs,
  credibilities,
  incidentKinds,
  incidentStatuses,
  leftOutReasons,
  locationPrecisions,
  severities,
  timePrecisions,
  type PlacedReading,
} from '@cordon/alerts'
import { z } from 'zod'
import { instant, text, uuid } from './basics.js'
import { findingOut } from './finding.js'
import { typeKeys } from './incident-input.js'
import { placeCheckOut } from './place.js'
import { contract } from './route.js'
import { reasonOut } from './same-routes.js'

/** The longest text that is read at once, in characters. */
export const readableCharacters = 100_000

const hoursAhead = 14 * 60

export const readingInput = z
  .strictObject({
    text: text(readableCharacters),
    /** When it was published: what "on Tuesday" counts from. */
    publishedAt: instant,
    /** The clock of the text, in minutes ahead of UTC; 0 where it is left out. */
    offsetMinutes: z
      .int(`Expected whole minutes between -${hoursAhead} and ${hoursAhead}`)
      .min(-hoursAhead)
      .max(hoursAhead)
      .default(0),
  })
  .meta({ id: 'ReadingInput' })
export type ReadingInput = z.output<typeof readingInput>

const span = z.object({ start: z.int(), end: z.int() })
const fromText = <T extends z.ZodType>(value: T) => z.object({ value, spans: z.array(span) })
const range = z.object({ low: z.number().nullable(), best: z.number().nullable(), high: z.number().nullable() })
const placing = z.object({
  verdict: z.enum(['found', 'ambiguous', 'none']),
  explanation: z.string(),
  findings: z.array(findingOut),
  candidates: z.array(
    z.object({
      name: z.string(),
      admin1: z.string().nullable(),
      point: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
      uncertaintyMetres: z.number(),
      locationPrecision: z.enum(locationPrecisions),
      reasons: z.array(z.string()),
    }),
  ),
  checks: z.array(placeCheckOut),
})

const draft = z
  .object({
    draft: z.int(),
    kind: fromText(z.enum(incidentKinds)),
    type: fromText(z.enum(typeKeys)),
    title: z.string(),
    severity: z.enum(severities),
    told: z.array(span),
    place: fromText(
      z.object({
        words: z.string(),
        name: z.string(),
        relative: z.string().nullable(),
        within: z.string().nullable(),
        level: z.enum(['place', 'admin1', 'admin2', 'country']),
      }),
    ).nullable(),
    scope: fromText(z.string()).nullable(),
    time: fromText(
      z.object({
        occurredFrom: z.string(),
        occurredTo: z.string().nullable(),
        timePrecision: z.enum(timePrecisions),
      }),
    ),
    actors: z.array(fromText(z.string())),
    actorCertainty: z.enum(actorCertainties),
    targets: z.array(fromText(z.string())),
    casualties: fromText(
      z.object({
        source: z.string().nullable(),
        killed: range.nullable(),
        injured: range.nullable(),
        words: z.string().nullable(),
      }),
    ).nullable(),
    claims: z.array(fromText(z.object({ who: z.string(), verb: z.enum(claimVerbs) }))),
    unconfirmed: fromText(z.literal(true)).nullable(),
    credibility: z.enum(credibilities),
    mayBe: z.array(
      z.object({
        of: z.discriminatedUnion('is', [
          z.object({ is: z.literal('draft'), draft: z.int() }),
          z.object({
            is: z.literal('incident'),
            id: uuid,
            title: z.string(),
            place: z.string().nullable(),
            occurredFrom: z.string(),
            status: z.enum(incidentStatuses),
          }),
        ]),
        score: z.number(),
        reasons: z.array(reasonOut),
      }),
    ),
    placing: placing.nullable(),
    around: placing.nullable(),
  })
  .meta({ id: 'Draft' })

export const readingOut: z.ZodType<PlacedReading> = z
  .object({ drafts: z.array(draft), leftOut: z.array(z.object({ span, why: z.enum(leftOutReasons) })) })
  .meta({ id: 'Reading' })

export const readingRoutes = {
  read: contract({
    method: 'POST',
    path: '/api/reports/read',
    tag: 'sources',
    summary: 'Read a text into drafts of incidents, each value with the words it came from; nothing is stored',
    permission: 'ingest',
    body: readingInput,
    answers: [{ status: 200, schema: readingOut, description: 'What the text tells' }],
  }),
}
