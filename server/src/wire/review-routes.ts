import { dispositions, reviewKinds } from '@cordon/alerts'
import { z } from 'zod'
import { queryNumber } from './basics.js'
import { incidentOut } from './incident.js'
import { contract } from './route.js'

/** Null where what is still open is among the half, or the nine of ten. */
const timesOut = z
  .object({ number: z.int(), open: z.int(), medianMs: z.number().nullable(), ninetiethMs: z.number().nullable() })
  .nullable()

const rowOut = z.object({
  key: z.string(),
  name: z.string(),
  alerts: z.int(),
  /** From when it rose until an open page showed it, somebody first acknowledged it, and it was closed. */
  seen: timesOut,
  acknowledged: timesOut,
  closed: timesOut,
  escalated: z.int(),
  open: z.int(),
})

const noiseOut = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  zoneName: z.string(),
  raised: z.int(),
  closed: z.int(),
  ended: z.array(z.object({ disposition: z.enum(dispositions), alerts: z.int() })),
  /** Share of what was closed that was wrong, a duplicate or of no impact; null where nothing was closed. */
  noise: z.number().nullable(),
})

const unfiredOut = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  zoneName: z.string(),
  stage: z.string(),
  reason: z.string(),
})

export const reviewOut = z
  .object({
    from: z.string(),
    until: z.string(),
    all: rowOut,
    /** False where more rose than are looked at: these are the latest. */
    isAll: z.boolean(),
    rows: z.array(z.object({ by: z.enum(reviewKinds), rows: z.array(rowOut) })),
    /** When the shifts began whose rows there are, by the key of the row. */
    shifts: z.array(z.object({ key: z.string(), beganAt: z.string() })),
    noise: z.array(noiseOut),
    /** Per ten minutes. */
    load: z.object({
      ...{ mean: z.number(), most: z.int(), target: z.number() },
      ...{ over: z.int(), floods: z.int(), spans: z.int() },
    }),
    deliveries: z.array(z.object({ channel: z.string(), sent: z.int(), failed: z.int(), due: z.int() })),
    /** Of the feeds that are switched on, the share of the time in which they were heard. */
    feeds: z.array(z.object({ id: z.string(), name: z.string(), outages: z.int(), uptime: z.number().nullable() })),
    missed: z.object({
      total: z.int(),
      incidents: z.array(z.object({ incident: incidentOut, unfired: z.array(unfiredOut) })),
    }),
  })
  .meta({ id: 'Review' })

export const reviewRoutes = {
  review: contract({
    method: 'GET',
    path: '/api/review',
    tag: 'alerts',
    summary:
      'How the watch did: times to see, acknowledge and close, noise, load, deliveries, feeds, and what was missed; an officer is told of no other officer',
    permission: 'alert:act',
    query: z.strictObject({ days: queryNumber(1, 366).default(30) }),
    answers: [{ status: 200, schema: reviewOut, description: 'The figures of the last days' }],
  }),
}
