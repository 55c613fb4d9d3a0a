import { dayPrecisions, hourPrecisions, uncountedTypes, type Cover, type TimePrecision } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { besideFar } from './far.js'
import { foundBy, type IncidentSearch, type SearchWay } from './search.js'

/** What a search holds, counted by time in UTC; what has none is left out. */
export interface TrendRow {
  /** How many began on a day, numbered from 0 at the beginning; of what is known to the day. */
  readonly days: readonly (readonly [day: number, count: number])[]
  /** How many began in an hour of a weekday (Monday is 1), of what is known to the hour. */
  readonly hours: readonly (readonly [weekday: number, hour: number, count: number])[]
  readonly precisions: readonly (readonly [precision: TimePrecision, count: number])[]
}

/** How many of a kind began in a week, numbered from 0 at the beginning. */
export interface GroupRow {
  readonly key: string
  readonly weeks: readonly (readonly [week: number, count: number])[]
}

/** By what a search is told apart. */
export type TrendGroup = 'type' | 'actor'

/** How a search is counted: since when, which is a midnight in UTC. */
export interface TrendCounting {
  readonly way: SearchWay
  readonly from: string
  /** What of its time is counted ahead, by hour and type; left out where nothing is taken from there. */
  readonly cover?: Cover | undefined
}

/**
 * Counts a search by day, by hour of the week, and by how well the time is known: all of it is read once, and counted by
 * the hour first, of which a year has few.
 */
export function trendOf(search: IncidentSearch, counting: TrendCounting): Statement {
  const { from } = counting
  const { values, bind } = conditions()
  const text = `
    with each_hour as materialized (
      select ${stepOf(from, 3_600, bind)} as nth, precision, sum(n)::int as n
      from ${begunOf(search, { ...counting, by: 'type' }, bind)} i group by 1, 2
    ),
    day as (
      select floor(nth / 24.0)::int as nth, sum(n)::int as n from each_hour
      where precision = any(${bind(dayPrecisions)}::text[]) group by 1
    ),
    hour as (
      select extract(isodow from began)::int as weekday, extract(hour from began)::int as hour, sum(n)::int as n
      from (
        select (${bind(from)}::timestamptz + nth * interval '1 hour') at time zone 'UTC' as began, n from each_hour
        where precision = any(${bind(hourPrecisions)}::text[])
      ) utc
      group by 1, 2
    ),
    known as (select precision, sum(n)::int as n from each_hour group by 1)
    select ${listOf('day', 'nth, n')} as days, ${listOf('hour', 'weekday, hour, n')} as hours,
      ${listOf('known', 'precision, n')} as precisions`
  return { name: null, text, values }
}

/** How a search is told apart. */
export interface Grouping extends TrendCounting {
  readonly by: TrendGroup
  /** How many groups are told of, those with most in them. */
  readonly most: number
}

/** Counts a search by week, each kind of it for itself; of what is known to the day. */
export function trendGroups(search: IncidentSearch, { most, ...counting }: Grouping): Statement {
  const { values, bind } = conditions()
  const text = `
    with week as (
      select key, ${stepOf(counting.from, 604_800, bind)} as nth, sum(n)::int as n
      from ${begunOf(search, counting, bind)} i
      where precision = any(${bind(dayPrecisions)}::text[]) group by 1, 2
    )
    select key, json_agg(json_build_array(nth, n) order by nth) as weeks
    from week group by key order by sum(n) desc, key limit ${bind(most)}`
  return { name: null, text, values }
}

/** How many of each `key` began `at` a time that is known with a `precision`, in rows of one or more. */
function begunOf(search: IncidentSearch, { way, cover, by }: Omit<Grouping, 'most'>, bind: Bind): string {
  const left = `${bind(uncountedTypes(search.types))}::text[]`
  const rows = (cover === undefined ? [search] : besideFar(search, cover)).map((part) => {
    const told = 'i.occurred_from as at, i.time_precision as precision, 1 as n'
    return `select ${keyOf[by]} as key, ${told} from ${foundBy(way, part, bind)} i where i.type <> all(${left})`
  })
  const ahead = () => `
    select type as key, hour as at, precision, count as n from far_hour
    where begun = any(${bind(cover?.pentads)}::timestamptz[]) and type <> all(${left})`
  return `(${[...rows, ...(cover === undefined ? [] : [ahead()])].join(' union all ')})`
}

/** Whoever is named twice in an incident takes part once. */
const keyOf = {
  type: 'i.type',
  actor: 'unnest(array(select distinct a from unnest(i.actors) a))',
} as const

/** The number of the step of so many seconds in which something began. */
function stepOf(from: string, seconds: number, bind: Bind): string {
  return `floor(date_part('epoch', i.at - ${bind(from)}::timestamptz) / ${seconds})::int`
}

function listOf(table: string, columns: string): string {
  return `(select coalesce(json_agg(json_build_array(${columns}) order by ${columns}), '[]') from ${table})`
}

/**
 * Says in a transaction that rows are read by their time. Incidents are stored as they come in, so that those of a year lie
 * together: the planner, which takes them to lie all over, would rather read all that there are.
 */
export function readByTime(): Statement {
  return { name: null, text: 'set local enable_seqscan = off', values: [] }
}

/** When the first incident began that is stored; null where there is none. */
export function historyBegan(): Statement {
  return { name: 'history-began', text: 'select min(occurred_from) as began from incident', values: [] }
}
