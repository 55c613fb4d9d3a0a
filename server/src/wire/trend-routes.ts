import { timePrecisions, type Finding, type WeekTrend } from '@cordon/alerts'
import { z } from 'zod'
import { findingOut } from './finding.js'
import { incidentFilter } from './incident.js'
import { contract } from './route.js'

const trendOut = z.object({
  /** Of the last week. */
  count: z.int(),
  /** Of the 4 and 52 weeks before it; null where there are not as many. */
  mean4: z.number().nullable(),
  mean52: z.number().nullable(),
  /** EARS C2 of the week; null where there are fewer than ten. */
  ears: z.object({ mean: z.number(), deviation: z.number(), score: z.number(), isRaised: z.boolean() }).nullable(),
  /** Share of weeks in which as many or more come by chance; null where too few weeks stand before it. */
  tail: z.number().nullable(),
  isRaised: z.boolean(),
  reason: findingOut,
})

const span = {
  /** Midnights in UTC; the weeks are of seven days each and end with `until`. */
  from: z.string(),
  until: z.string(),
}

/** Where nothing had been recorded by the time as of which is asked: then nothing was usual, it was unknown. */
const note = findingOut.nullable()

const trendsOut = z
  .object({
    ...span,
    /** How many began in each week and on each day, earliest first, of what is known to the day; at most 53 weeks. */
    weeks: z.array(z.int()),
    days: z.array(z.int()),
    /** By weekday (Monday is 1) and hour in UTC, of what is known to the hour; without those that have none. */
    hours: z.array(z.object({ weekday: z.int(), hour: z.int(), count: z.int() })),
    /** How many there are by how well their time is known. */
    precisions: z.array(z.object({ precision: z.enum(timePrecisions), count: z.int() })),
    /** How many exercises of these weeks are left out, counted to no more than 20,000. */
    exercises: z.int(),
    trend: trendOut,
    note,
    /** Feeds that are relied on and were silent for more than a day of these weeks. */
    silences: z.array(findingOut),
  })
  .meta({ id: 'IncidentTrend' })
export interface IncidentTrend extends Omit<z.output<typeof trendsOut>, 'trend' | 'note' | 'silences'> {
  readonly trend: WeekTrend
  readonly note: Finding | null
  readonly silences: readonly Finding[]
}

const groupOut = z.object({ key: z.string(), weeks: z.array(z.int()), trend: trendOut })
const groupsOut = z
  .object({
    ...span,
    /** Those with most in them first, no more than twelve. */
    groups: z.array(groupOut),
    note,
  })
  .meta({ id: 'IncidentTrendGroups' })
export interface IncidentTrendGroups extends Omit<z.output<typeof groupsOut>, 'groups' | 'note'> {
  readonly note: Finding | null
  readonly groups: readonly (Omit<z.output<typeof groupOut>, 'trend'> & { readonly trend: WeekTrend })[]
}

/** The weeks reach back from `to` as far as anything is stored, so there is no `from`. */
const filter = incidentFilter.omit({ limit: true, cursor: true, from: true })

export const trendRoutes = {
  trend: contract({
    method: 'GET',
    path: '/api/incidents/trend',
    tag: 'incidents',
    summary:
      'How many incidents the same filters hold by week, day and hour of the week in the year before `to`, and whether the last week is out of the ordinary',
    permission: 'read',
    query: filter,
    answers: [{ status: 200, schema: trendsOut, description: 'The counts, and what is to be said of the last week' }],
  }),
  groups: contract({
    method: 'GET',
    path: '/api/incidents/trend/groups',
    tag: 'incidents',
    summary: 'The same by week for each type or actor by itself',
    permission: 'read',
    query: filter.extend({ by: z.enum(['type', 'actor']) }),
    answers: [{ status: 200, schema: groupsOut, description: 'The groups with most incidents' }],
  }),
}
