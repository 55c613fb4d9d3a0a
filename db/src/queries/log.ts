import type { Alert, AlertEvent, Incident, LogEntry, LogLineKind } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'
import { conditions, type Bind } from './conditions.js'
import { alertOf } from './alert-body.js'
import { lookedFor } from './words.js'

/** An entry, or its next revision, on its way into the log, and who hears of it. */
export interface LogRow {
  readonly entry: LogEntry
  readonly audience: string
}

const saveSql = `
  with head as (update change_head set seq = seq + $1::int returning seq - $1::int as base),
  l as materialized (
    select audience, (b->>'id')::uuid as id, (b->>'revision')::int as revision, base + n as seq,
      b || jsonb_build_object('seq', base + n) as b
    from jsonb_to_recordset($2::jsonb) as l(n int, audience text, b jsonb), head
  ),
  written as (
    insert into log_entry (id, revision, seq, kind, at, by_id, words, body)
    select id, revision, seq, b->>'kind', (b->>'at')::timestamptz, (b->>'byId')::uuid, to_tsvector('simple', b->>'text'), b
    from l where revision = 1
  ),
  attached as (
    insert into log_attachment (entry_id, kind, thing_id)
    select id, 'incident', thing::uuid from l, jsonb_array_elements_text(b->'incidentIds') thing where revision = 1
    union
    select id, 'alert', thing::uuid from l, jsonb_array_elements_text(b->'alertIds') thing where revision = 1
  ),
  struck as (
    update log_entry e set revision = l.revision, seq = l.seq, body = l.b from l where l.revision > 1 and e.id = l.id
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select seq, 'log', id, revision, audience, $3::timestamptz, b from l
  )
  select base from head`

/** Writes entries, and revisions of them, with their changes. Gives `base`, after which they are numbered. */
export function saveLog(rows: readonly LogRow[], now: string): Statement {
  const numbered = rows.map(({ entry, audience }, at) => ({ n: at + 1, audience, b: entry }))
  return { name: 'save-log', text: saveSql, values: [rows.length, JSON.stringify(numbered), now] }
}

/** Who reads the log: what they may see, and who they are; null for a token. */
export interface LogReader {
  readonly audiences: readonly string[]
  readonly viewer: string | null
}

/**
 * Whether somebody may see an entry `e`: one about an alert that they may not see is its writer's. It follows the alert's
 * zone, whoever may see that later. It is asked of each entry by itself: as a condition that could be answered for all
 * entries at once, it would be, by reading every alert there is.
 */
function mayBeSeen({ audiences, viewer }: LogReader, bind: Bind): string {
  return `(e.by_id = ${bind(viewer)}::uuid or (
    select bool_and(a.audience = any(${bind(audiences)}::text[])) from log_attachment l join alert a on a.id = l.thing_id
    where l.entry_id = e.id and l.kind = 'alert') is not false)`
}

/** The latest entries that somebody may see. */
export function latestLog(reader: LogReader, limit: number): Statement {
  const { values, bind } = conditions()
  const text = `
    select e.body from log_entry e where ${mayBeSeen(reader, bind)} order by e.at desc, e.id desc limit ${bind(limit)}`
  return { name: 'latest-log', text, values }
}

/** One entry that somebody may see, locked until the transaction ends, and who may see the alerts that it is about. */
export function logEntryForChange(id: string, reader: LogReader): Statement {
  const { values, bind } = conditions()
  const text = `
    select e.body, array(
      select a.audience from log_attachment l join alert a on a.id = l.thing_id
      where l.entry_id = e.id and l.kind = 'alert') as audiences
    from log_entry e where e.id = ${bind(id)} and ${mayBeSeen(reader, bind)} for update of e`
  return { name: 'log-entry-for-change', text, values }
}

/** Which of some incidents and alerts are there for somebody, and who may see each. */
export function attachable(
  { incidentIds, alertIds }: Pick<LogEntry, 'incidentIds' | 'alertIds'>,
  audiences: readonly string[],
): Statement {
  return {
    name: 'attachable',
    text: `
      select id, 'all' as audience from incident where id = any($1::uuid[])
      union all
      select id, audience from alert where id = any($2::uuid[]) and audience = any($3::text[])`,
    values: [incidentIds, alertIds, audiences],
  }
}

export interface LogFilter extends LogReader {
  readonly kinds: readonly LogLineKind[]
  readonly from: string | null
  readonly to: string | null
  readonly incidentId: string | null
  readonly alertId: string | null
  /** Words of entries; whatever is no entry is left out. */
  readonly words: string | null
  readonly after: Position | null
  readonly limit: number
}

/** A line of the running log; what its body is, `line` says. */
export type LogLineRow = { readonly id: string; readonly at: string } & (
  | { readonly line: 'entry'; readonly body: LogEntry }
  | ({ readonly line: 'alert'; readonly body: Alert } & Omit<AlertEvent, 'at'>)
  | { readonly line: 'feed'; readonly body: Incident }
)

type Part = (filter: LogFilter, to: ReturnType<typeof conditions>) => string

/** A page of the running log, latest first: each of its parts from where it stands, no further than the page reaches. */
export function logPage(filter: LogFilter): Statement {
  const to = conditions()
  const parts = partsOf(filter).map((part) => `(${part(filter, to)})`)
  if (parts.length === 0) return { name: null, text: `select where false`, values: [] }
  const text = `select * from (${parts.join(' union all ')}) rows order by at desc, id desc limit ${to.bind(filter.limit)}`
  return { name: null, text, values: to.values }
}

function partsOf({ kinds, words, alertId, incidentId }: LogFilter): readonly Part[] {
  const asks = (kind: LogLineKind) => kinds.includes(kind)
  return [
    ...(asks('note') || asks('automatic') ? [entries] : []),
    ...(asks('alert') && words === null ? [raisings, alertEvents] : []),
    ...(asks('feed') && words === null && alertId === null && incidentId === null ? [silences] : []),
  ]
}

/** The conditions that each part has, on its own columns. */
function ofPage(filter: LogFilter, { when, bind }: ReturnType<typeof conditions>, { at, id }: Columns): string[] {
  const { after } = filter
  return [
    ...when(filter.from, (it) => `${at} >= ${it}::timestamptz`),
    ...when(filter.to, (it) => `${at} < ${it}::timestamptz`),
    ...(after === null ? [] : [`(${at}, ${id}) < (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid)`]),
  ]
}

interface Columns {
  readonly at: string
  readonly id: string
}

function entries(filter: LogFilter, to: ReturnType<typeof conditions>): string {
  const { bind, when } = to
  const about = (it: string) =>
    `exists (select from log_attachment l where l.entry_id = e.id and l.thing_id = ${it}::uuid)`
  const asked = [
    mayBeSeen(filter, bind),
    `e.kind = any(${bind(filter.kinds)}::text[])`,
    ...when(filter.incidentId, about),
    ...when(filter.alertId, about),
    ...when(filter.words, (it) => `e.words @@ ${lookedFor(it)}`),
    ...ofPage(filter, to, { at: 'e.at', id: 'e.id' }),
  ]
  return `
    select e.id, e.at, 'entry' as line, e.body, null::uuid as "alertId", e.revision, null as by, null as what,
      null as detail
    from log_entry e where ${asked.join(' and ')} order by e.at desc, e.id desc limit ${bind(filter.limit)}`
}

/** An event has no id of its own; this one is the same whenever it is asked for. */
const eventId = (of: string, revision: string) => `md5(${of}::text || '/' || ${revision})::uuid`

function ofAlerts(filter: LogFilter, to: ReturnType<typeof conditions>, columns: Columns): string {
  return [
    `a.audience = any(${to.bind(filter.audiences)}::text[])`,
    ...to.when(filter.incidentId, (it) => `a.incident_id = ${it}::uuid`),
    ...to.when(filter.alertId, (it) => `a.id = ${it}::uuid`),
    ...ofPage(filter, to, columns),
  ].join(' and ')
}

/** That an alert was raised stands in the alert itself. */
function raisings(filter: LogFilter, to: ReturnType<typeof conditions>): string {
  const id = eventId('a.id', '1')
  return `
    select ${id} as id, a.raised_at as at, 'alert' as line, ${alertOf('a')} as body, a.id as "alertId", 1 as revision, 'Cordon' as by,
      'raised' as what, null as detail
    from alert a where ${ofAlerts(filter, to, { at: 'a.raised_at', id })}
    order by a.raised_at desc, 1 desc limit ${to.bind(filter.limit)}`
}

function alertEvents(filter: LogFilter, to: ReturnType<typeof conditions>): string {
  const id = eventId('v.alert_id', 'v.revision')
  return `
    select ${id} as id, v.at, 'alert' as line, ${alertOf('a')} as body, a.id as "alertId", v.revision, v.by, v.what, v.detail
    from alert_event v join alert a on a.id = v.alert_id where ${ofAlerts(filter, to, { at: 'v.at', id })}
    order by v.at desc, 1 desc limit ${to.bind(filter.limit)}`
}

/** A feed that falls silent is an incident, and another revision of it when it tells something again. */
function silences(filter: LogFilter, to: ReturnType<typeof conditions>): string {
  const id = eventId('v.incident_id', 'v.revision')
  const asked = [`i.type = 'feed-silent'`, ...ofPage(filter, to, { at: 'v.recorded_at', id })]
  return `
    select ${id} as id, v.recorded_at as at, 'feed' as line, v.body, null::uuid as "alertId", v.revision, null as by,
      null as what, null as detail
    from incident i join incident_revision v on v.incident_id = i.id where ${asked.join(' and ')}
    order by v.recorded_at desc, 1 desc limit ${to.bind(filter.limit)}`
}
