import { isTimeZone, visibilities, type Calendar, type CalendarSpan } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, instant, isWhole, itemPage, text, uuid } from './basics.js'
import { contract } from './route.js'

/* Times that rules' hours go by: holidays, visiting days, who is on guard. */

const said = {
  name: text(200),
  visibility: z.enum(visibilities, `Expected one of ${visibilities.join(', ')}`).nullish(),
  teamId: uuid.nullish().describe('The team that sees it, where its visibility is team'),
  timeZone: z
    .string('Expected a time zone')
    .max(60)
    .refine(isTimeZone, asking('asked.timeZone', {}))
    .nullish()
    .describe(
      'By whose clock days and times without a zone are meant, where the calendar itself does not say; else UTC',
    ),
  source: z
    .string('Expected the text of an .ics file')
    .max(1_048_576, 'Expected at most 1 MB of text')
    .refine((it) => isWhole(it) && !it.includes('\u0000'), asking('asked.halves', {}))
    .describe('iCalendar (RFC 5545), as the file has it; up to 2,000 events'),
}

export const calendarInput = z.strictObject(said).meta({ id: 'CalendarInput' })
export type CalendarInput = z.output<typeof calendarInput>

export const calendarPatch = z.strictObject(said).partial().meta({ id: 'CalendarPatch' })
export type CalendarPatch = z.output<typeof calendarPatch>

export const calendarOut = z
  .object({
    id: z.string(),
    version: z.int(),
    seq: z.int(),
    name: z.string(),
    visibility: z.enum(visibilities),
    teamId: z.string().optional(),
    ownerId: z.string(),
    ownerName: z.string(),
    archived: z.boolean(),
    timeZone: z.string(),
    eventsCount: z.int(),
    sourceHash: z.string(),
    recordedAt: z.string(),
    recordedBy: z.string(),
  })
  .meta({ id: 'Calendar' })

const spanOut = z.object({ from: z.string(), to: z.string(), what: z.string() }).meta({ id: 'CalendarSpan' })

/** A calendar with what is on or comes next, and the rules that go by it. */
export interface CalendarTold {
  readonly calendar: Calendar
  /** Times that are on or come within a year from now. */
  readonly ahead: number
  readonly next: CalendarSpan | null
  /** Whether nothing comes any more, ever. */
  readonly isOver: boolean
  /** Whether its text could not be read just now: whatever goes by it is told at any hour. */
  readonly isUnread: boolean
  readonly rulesCount: number
  /** Those of them that the reader may see. */
  readonly rules: readonly CalendarRule[]
}

export interface CalendarRule {
  readonly ruleId: string
  readonly ruleName: string
  readonly zoneId: string
  readonly zoneName: string
}

const toldOut = z.object({
  calendar: calendarOut,
  ahead: z.int(),
  next: spanOut.nullable(),
  isOver: z.boolean(),
  isUnread: z.boolean(),
  rulesCount: z.int(),
  rules: z.array(z.object({ ruleId: z.string(), ruleName: z.string(), zoneId: z.string(), zoneName: z.string() })),
})

const tag = 'rules'

export const calendarRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/calendars',
    tag,
    summary: 'The calendars that rules may go by, each with what comes next and who goes by it',
    permission: 'read',
    answers: [{ status: 200, schema: itemPage(toldOut), description: 'By name' }],
  }),
  create: contract({
    method: 'POST',
    path: '/api/calendars',
    tag,
    summary: 'Import a calendar (iCalendar, RFC 5545) for rules to go by',
    permission: 'rule:write',
    body: calendarInput,
    answers: [{ status: 201, schema: calendarOut, description: 'The calendar' }],
  }),
  one: contract({
    method: 'GET',
    path: '/api/calendars/:id',
    tag,
    summary: 'One calendar',
    permission: 'read',
    params: idParam,
    answers: [{ status: 200, schema: calendarOut, description: 'Its newest version' }],
  }),
  change: contract({
    method: 'PATCH',
    path: '/api/calendars/:id',
    tag,
    summary: 'Change a calendar, or import it anew: a new version, by which its rules go from now on',
    permission: 'rule:write',
    params: idParam,
    body: calendarPatch,
    answers: [{ status: 200, schema: calendarOut, description: 'The new version' }],
  }),
  archive: contract({
    method: 'DELETE',
    path: '/api/calendars/:id',
    tag,
    summary: 'Archive a calendar that no rule goes by; its versions stay',
    permission: 'rule:write',
    params: idParam,
    answers: [{ status: 204, description: 'It is archived' }],
  }),
  events: contract({
    method: 'GET',
    path: '/api/calendars/:id/events',
    tag,
    summary: 'When a calendar is on between two times, a year at most; of events at one time the first is named',
    permission: 'read',
    params: idParam,
    query: z.strictObject({ from: instant, to: instant }),
    answers: [{ status: 200, schema: itemPage(spanOut), description: 'In order' }],
  }),
}
