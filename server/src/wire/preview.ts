import { incidentKinds, severities } from '@cordon/alerts'
import { z } from 'zod'
import { instant, uuid } from './basics.js'
import { findingOut } from './finding.js'
import { typeKeys } from './incident-input.js'
import { contract } from './route.js'
import { ruleInput } from './rule.js'
import { zoneInput } from './zone.js'

const longestDays = 366

/** How far back a preview looks, from when, and whether it counts what came in as history. */
export const previewSpan = {
  days: z
    .int('Expected a whole number of days')
    .min(1, 'Expected at least 1 day')
    .max(longestDays, `Expected at most ${longestDays} days`)
    .nullish(),
  /** The end of the time that is looked at: now, where it is left out or yet to come. */
  until: instant.nullish(),
  imported: z.boolean('Expected true or false').nullish(),
}

export const previewInput = z
  .strictObject({
    zoneId: uuid.nullish(),
    /** The zone as it would be drawn; the stored one where it is left out. */
    zone: zoneInput.nullish(),
    rule: ruleInput,
    /** The rule as it stands, to be compared with. */
    ruleId: uuid.nullish(),
    ...previewSpan,
  })
  .meta({ id: 'PreviewInput' })
export type PreviewInput = z.output<typeof previewInput>

export const previewAlertOut = z.object({
  incidentId: z.string(),
  revision: z.int(),
  title: z.string(),
  kind: z.enum(incidentKinds),
  type: z.enum(typeKeys),
  severity: z.enum(severities),
  grade: z.string(),
  occurredFrom: z.string(),
  /** Where it was held to be then; whoever sees places coarsely is shown no preview. */
  point: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  uncertaintyMetres: z.number(),
  at: z.string(),
  certainty: z.enum(['definite', 'possible']),
  distanceMetres: z.number(),
  imported: z.boolean(),
  change: z.enum(['both', 'added', 'removed']),
  why: findingOut,
})

export const previewDayOut = z.object({ day: z.string(), would: z.int(), stands: z.int() })

export const previewOut = z
  .object({
    from: z.string(),
    until: z.string(),
    near: z.int(),
    would: z.int(),
    stands: z.int(),
    added: z.int(),
    removed: z.int(),
    imported: z.int(),
    days: z.array(previewDayOut),
    alerts: z.array(previewAlertOut),
    stopped: z.array(z.object({ stage: z.string(), incidents: z.int() })),
    raised: z.int(),
    /** Where nothing was near: when something was, the last time before; else null. */
    nearBefore: z.string().nullable(),
    warnings: z.array(findingOut),
  })
  .meta({ id: 'Preview' })

export const previewRoutes = {
  preview: contract({
    method: 'POST',
    path: '/api/rules/preview',
    tag: 'rules',
    summary: 'How often a rule would have told in a time before now, and of what',
    permission: 'rule:write',
    body: previewInput,
    answers: [{ status: 200, schema: previewOut, description: 'What the rule would have told' }],
  }),
}
