import { isTimeZone, severities, weekdays } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { localTime, text, uuid } from './basics.js'

/* What few rules ask for: each is left out where a rule does not. */

const severity = z.enum(severities, `Expected one of ${severities.join(', ')}`)

const ring = z.strictObject({
  withinMetres: z
    .number('Expected metres')
    .min(0, 'Expected 0 metres or more')
    .max(1_000_000, 'Expected at most 1,000,000 metres'),
  minSeverity: severity,
})

/** In any order; they come out with the nearest first. */
const rings = z
  .array(ring)
  .min(1, 'Expected at least one ring; leave it out for none')
  .max(10, 'Expected at most 10 rings')
  .refine((list) => new Set(list.map((it) => it.withinMetres)).size === list.length, asking('asked.distanceOnce', {}))
  .transform((list) => list.toSorted((a, b) => a.withinMetres - b.withinMetres))

const names = z.array(text(100)).min(1, 'Expected at least one; leave it out for "any"').max(50, 'Expected at most 50')

const span = z.strictObject({
  days: z
    .array(z.enum(weekdays, `Expected one of ${weekdays.join(', ')}`))
    .min(1, 'Expected at least one day')
    .max(7, 'Expected each day once'),
  from: localTime,
  to: localTime,
})

/** On in the events of any that is named with `only`, and in none of those that are named with `not`. */
const calendarUse = z.strictObject({ id: uuid, when: z.enum(['only', 'not'], 'Expected only or not') })

const weekHours = z
  .strictObject({
    timeZone: z.string('Expected a time zone').max(60).refine(isTimeZone, asking('asked.timeZone', {})),
    spans: z.array(span).max(20, 'Expected at most 20 spans'),
    calendars: z
      .array(calendarUse)
      .min(1, 'Expected at least one; leave it out for none')
      .max(10, 'Expected at most 10')
      .optional(),
    tellsFrom: severity.optional(),
  })
  .refine(({ spans, calendars }) => spans.length > 0 || calendars !== undefined, {
    path: ['spans'],
    ...asking('asked.spans', {}),
  })

const count = z.strictObject({
  atLeast: z.int('Expected a whole number').min(2, 'Expected at least 2').max(100, 'Expected at most 100'),
  withinMinutes: z
    .number('Expected minutes')
    .min(1, 'Expected at least 1 minute')
    .max(43_200, 'Expected at most 30 days'),
})

const trend = z.strictObject({
  withinDays: z.int('Expected whole days').min(1, 'Expected at least 1 day').max(31, 'Expected at most 31 days'),
  atLeast: z.int('Expected a whole number').min(2, 'Expected at least 2').max(1_000, 'Expected at most 1,000'),
})

const absence = z.strictObject({
  hours: z.number('Expected hours').min(0.25, 'Expected at least 0.25 hours').max(8_760, 'Expected at most a year'),
  sources: names.nullish(),
})

/** As they are sent; null and what is left out are "not asked". */
export const moreInput = {
  rings: rings.nullish(),
  minOrigins: z.int('Expected a whole number').min(1, 'Expected at least 1').max(20, 'Expected at most 20').nullish(),
  actors: names.nullish(),
  words: names.nullish(),
  count: count.nullish(),
  trend: trend.nullish(),
  absence: absence.nullish(),
  leadHours: z
    .number('Expected hours')
    .gt(0, 'Expected more than 0 hours')
    .max(8_760, 'Expected at most a year')
    .nullish(),
  hours: weekHours.nullish(),
  quietHours: weekHours.nullish(),
}

const hoursOut = z.object({
  timeZone: z.string(),
  spans: z.array(z.object({ days: z.array(z.enum(weekdays)), from: z.string(), to: z.string() })),
  calendars: z.array(z.object({ id: z.string(), when: z.enum(['only', 'not']) })).optional(),
  tellsFrom: z.enum(severities).optional(),
})

export const moreOut = {
  rings: z.array(z.object({ withinMetres: z.number(), minSeverity: z.enum(severities) })).optional(),
  minOrigins: z.int().optional(),
  actors: z.array(z.string()).optional(),
  words: z.array(z.string()).optional(),
  count: z.object({ atLeast: z.int(), withinMinutes: z.number() }).optional(),
  trend: z.object({ withinDays: z.number(), atLeast: z.int() }).optional(),
  absence: z.object({ hours: z.number(), sources: z.array(z.string()).optional() }).optional(),
  leadHours: z.number().optional(),
  hours: hoursOut.optional(),
  quietHours: hoursOut.optional(),
}
