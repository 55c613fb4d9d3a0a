import { severities, type Silence } from '@cordon/alerts'
import { z } from 'zod'
import { idParam, instant, itemPage, text, uuid } from './basics.js'
import { incidentOut } from './incident.js'
import { typeKeys } from './incident-input.js'
import { previewAlertOut, previewDayOut, previewSpan } from './preview.js'
import { contract } from './route.js'

/* Times in which what a zone or a rule would tell is recorded, counted and told to nobody. */

/** What is to be quiet: null and what is left out is "all of it". */
const kept = {
  ruleId: uuid.nullish(),
  types: z
    .array(z.enum(typeKeys, `Expected one of ${typeKeys.join(', ')}`))
    .min(1, 'Expected at least one; leave it out for "any"')
    .nullish(),
  tellsFrom: z.enum(severities, `Expected one of ${severities.join(', ')}`).nullish(),
}

export const silenceInput = z
  .strictObject({
    ...kept,
    reason: text(500),
    until: instant,
    isSnooze: z
      .boolean()
      .nullish()
      .describe('What it keeps back and would still be told is told when it ends, or is ended; else to nobody'),
  })
  .meta({ id: 'SilenceInput' })
export type SilenceInput = z.output<typeof silenceInput>

export const silencePreviewInput = z.strictObject({ ...kept, ...previewSpan }).meta({ id: 'SilencePreviewInput' })
export type SilencePreviewInput = z.output<typeof silencePreviewInput>

export const silenceOut = z
  .object({
    id: z.string(),
    revision: z.int(),
    seq: z.int(),
    zoneId: z.string(),
    ruleId: z.string().nullable(),
    types: z.array(z.enum(typeKeys)).nullable(),
    tellsFrom: z.enum(severities).nullable(),
    reason: z.string(),
    from: z.string(),
    until: z.string(),
    by: z.string(),
    endedAt: z.string().nullable(),
    endedBy: z.string().nullable(),
    isSnooze: z.literal(true).optional(),
  })
  .meta({ id: 'Silence' })

/** A silence with what it speaks of, and how many incidents it has kept from somebody. */
export interface SilenceTold {
  readonly silence: Silence
  readonly zoneName: string
  readonly ruleName: string | null
  readonly hidden: number
}

const toldOut = z.object({
  silence: silenceOut,
  zoneName: z.string(),
  ruleName: z.string().nullable(),
  hidden: z.int(),
})

const tag = 'rules'

export const silenceRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/silences',
    tag,
    summary: 'The silences that are on, and those that ended within a week, each with what it kept back',
    permission: 'read',
    answers: [{ status: 200, schema: itemPage(toldOut), description: 'The last to end first' }],
  }),
  begin: contract({
    method: 'POST',
    path: '/api/zones/:id/silences',
    tag,
    summary: 'Silence a zone, or one of its rules, until a time',
    permission: 'rule:write',
    params: idParam,
    body: silenceInput,
    answers: [{ status: 201, schema: silenceOut, description: 'It is on' }],
  }),
  preview: contract({
    method: 'POST',
    path: '/api/zones/:id/silences/preview',
    tag,
    summary: 'What a silence would have kept back, had it been on in the time before now',
    permission: 'rule:write',
    params: idParam,
    body: silencePreviewInput,
    answers: [
      {
        status: 200,
        schema: z
          .object({
            from: z.string(),
            until: z.string(),
            stands: z.int(),
            hidden: z.int(),
            days: z.array(previewDayOut),
            alerts: z.array(previewAlertOut),
          })
          .meta({ id: 'SilencePreview' }),
        description: 'What it would have kept back',
      },
    ],
  }),
  end: contract({
    method: 'POST',
    path: '/api/silences/:id/end',
    tag,
    summary: 'End a silence before its time',
    permission: 'rule:write',
    params: idParam,
    answers: [{ status: 200, schema: silenceOut, description: 'It is over' }],
  }),
  incidents: contract({
    method: 'GET',
    path: '/api/silences/:id/incidents',
    tag,
    summary: 'What a silence has kept back, the latest 200 first',
    permission: 'read',
    params: idParam,
    answers: [
      {
        status: 200,
        schema: z.object({ type: z.literal('FeatureCollection'), features: z.array(incidentOut) }),
        description: 'The incidents as they are now',
      },
    ],
  }),
}
