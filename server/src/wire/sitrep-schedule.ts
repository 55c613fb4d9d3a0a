import { isTimeZone } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, itemPage, line } from './basics.js'
import { contract } from './route.js'
import { sitrepPeople } from './sitrep-post.js'
import { addressedSearch } from './incident.js'

/* When reports are drawn up by themselves, and to whom they go once they are signed. */

const whole = (low: number, high: number) =>
  z
    .int(`Expected a whole number between ${low} and ${high}`)
    .min(low, `Expected at least ${low}`)
    .max(high, `Expected at most ${high}`)

export const sitrepScheduleInput = z.strictObject({
  name: line(120),
  search: addressedSearch,
  /** Of the month: one that every month has. */
  day: whole(1, 28),
  hour: whole(0, 23),
  timeZone: z.string().max(60).refine(isTimeZone, asking('asked.timeZone', {})),
  people: sitrepPeople,
  enabled: z.boolean().default(true),
})
export type SitrepScheduleInput = z.output<typeof sitrepScheduleInput>

const content = {
  name: z.string(),
  search: z.record(z.string(), z.string()),
  day: z.int(),
  hour: z.int(),
  timeZone: z.string(),
  people: z.array(z.string()),
  enabled: z.boolean(),
}

export const sitrepScheduleOut = z
  .object({
    ...content,
    id: z.string(),
    revision: z.int(),
    /** When its next report is drawn up; null while it is off. */
    nextAt: z.string().nullable(),
    /** The month of that one, `2026-10`. */
    nextMonth: z.string().nullable(),
    /** Why the report that is due could not be drawn up; it is tried again. */
    error: z.string().nullable(),
  })
  .meta({ id: 'SitrepSchedule' })
export type SitrepSchedule = z.output<typeof sitrepScheduleOut>

const base = { tag: 'sitreps', permission: 'sitrep:write' } as const

export const sitrepScheduleRoutes = {
  list: contract({
    ...base,
    method: 'GET',
    path: '/api/sitrep-schedules',
    summary: 'When reports are drawn up by themselves',
    answers: [{ status: 200, schema: itemPage(sitrepScheduleOut), description: 'All of them, by name' }],
  }),
  create: contract({
    ...base,
    method: 'POST',
    path: '/api/sitrep-schedules',
    summary: 'Have a report of each month drawn up at a time of the next; it is sent once somebody has signed it',
    body: sitrepScheduleInput,
    answers: [{ status: 201, schema: sitrepScheduleOut, description: 'The schedule' }],
  }),
  change: contract({
    ...base,
    method: 'PUT',
    path: '/api/sitrep-schedules/:id',
    summary: 'Change a schedule; no month is told twice',
    params: idParam,
    body: sitrepScheduleInput,
    answers: [{ status: 200, schema: sitrepScheduleOut, description: 'The schedule afterwards' }],
  }),
  remove: contract({
    ...base,
    method: 'DELETE',
    path: '/api/sitrep-schedules/:id',
    summary: 'Draw up no more; what it has drawn up stays, and goes to nobody by itself',
    params: idParam,
    answers: [{ status: 204, description: 'It is gone' }],
  }),
}
