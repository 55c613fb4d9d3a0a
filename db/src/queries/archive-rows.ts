import type { ArchiveClass } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { quoted, type KeptTable } from './backup.js'
import { keepClasses, type KeepPart } from './keep-classes.js'

/** A table as a file has it: its columns at that time, in the order of their values. */
export type FiledTable = Pick<KeptTable, 'name' | 'columns'>

/** Opens a cursor over the rows that go with some things, each as a JSON array of texts. */
export function openParts({ name, columns, key }: KeptTable, { where }: KeepPart, ids: readonly string[]): Statement {
  const order = key.length === 0 ? '' : ` order by ${key.map(quoted).join(', ')}`
  const text = `declare kept no scroll cursor for
    select ${asRow(columns)} as row from ${quoted(name)} t where ${where.replaceAll(':ids', uuidList(ids))}${order}`
  return { name: null, text, values: [] }
}

/** Locks the rows that go with some things: what is read of them next stays so. */
export function lockParts(kind: ArchiveClass, ids: readonly string[]): readonly Statement[] {
  return ownParts(kind).map(({ table, where }) => ({
    name: `lock-${kind}-${table}`,
    text: `select count(*) from (
      select from ${quoted(table)} t where ${where.replaceAll(':ids', '$1::uuid[]')} for update) locked`,
    values: [ids],
  }))
}

function ownParts(kind: ArchiveClass): readonly KeepPart[] {
  return keepClasses[kind].parts.filter(({ isShared }) => isShared !== true)
}

/** Takes the rows away that go with some things; children first. */
export function takeAway(kind: ArchiveClass, ids: readonly string[]): readonly Statement[] {
  return ownParts(kind)
    .toReversed()
    .map(({ table, where }) => ({
      name: `take-away-${kind}-${table}`,
      text: `delete from ${quoted(table)} t where ${where.replaceAll(':ids', '$1::uuid[]')}`,
      values: [ids],
    }))
}

/** Remembers that rules told of incidents whose alerts are about to go. */
export function rememberAlerts(ids: readonly string[]): Statement {
  return {
    name: 'remember-alerts',
    text: `
      insert into archived_alert (id, incident_id, audience)
      select id, incident_id, audience from alert where id = any($1::uuid[]) on conflict do nothing`,
    values: [ids],
  }
}

/** Alerts that are back are no longer remembered as gone. */
export function forgetArchivedAlerts(): Statement {
  const text = `delete from archived_alert g where exists (select from alert a where a.id = g.id)`
  return { name: 'forget-archived-alerts', text, values: [] }
}

/** Puts rows in that do not stand there yet, as they were kept. */
export function putMissing(table: KeptTable, { columns }: FiledTable, rows: readonly string[]): Statement {
  const values = columns.map((column) => putAs(table, column, columns)).join(', ')
  const text = `
    insert into ${quoted(table.name)} (${columns.map(quoted).join(', ')})
    select ${values} from ${filedRows} where not exists (${standing(table, columns)})
    order by e.n on conflict do nothing`
  return { name: null, text, values: [rows] }
}

/** How many of some rows stand there, each byte for byte as it was kept. */
export function countStanding(table: KeptTable, { columns }: FiledTable, rows: readonly string[]): Statement {
  const text = `select count(*)::int as n from ${filedRows} where exists (${standing(table, columns)})`
  return { name: null, text, values: [rows] }
}

/** Lets alerts that were put back be seen by whoever sees their zone by now. */
export function showAsZones({ columns }: FiledTable, rows: readonly string[]): Statement {
  const text = `
    update alert a set audience = z.audience from zone z
    where z.id = a.zone_id and a.audience <> z.audience
      and a.id in (select (e.row->>${columns.indexOf('id')})::uuid from ${filedRows})`
  return { name: null, text, values: [rows] }
}

/** A row where something of a class stands without what it is never without. */
export function standsAlone(kind: ArchiveClass): Statement {
  const { needs } = keepClasses[kind]
  return { name: null, text: needs === undefined ? 'select where false' : `${needs.lacking} limit 1`, values: [] }
}

const filedRows =
  'unnest($1::text[]) with ordinality as f(text, n) cross join lateral (select f.text::json as row, f.n) e'

/** How a source calls what it tells of, in which tables, and what those rows belong to. */
const toldAs: Readonly<Record<string, string>> = { incident: 'id', report: 'id', report_key: 'report_id' }
const nameOutside = 'external_id'

/** The value of a filed row; what its source has told anew meanwhile has the name by now, and the older goes without. */
function putAs(table: KeptTable, column: string, columns: readonly string[]): string {
  const filed = (name: string) => `(e.row->>${columns.indexOf(name)})::${typeOf(table, name)}`
  const owner = toldAs[table.name]
  if (column !== nameOutside || owner === undefined) return filed(column)
  return `case when exists (
    select from ${quoted(table.name)} o
    where o.source_id = ${filed('source_id')} and o.${nameOutside} = ${filed(nameOutside)} and o.${owner} <> ${filed(owner)}
  ) then null else ${filed(nameOutside)} end`
}

/** How many of some rows stand there without the name that their source had for them. */
export function countRetold({ name, columns }: FiledTable, rows: readonly string[]): Statement {
  const [id, outside] = [columns.indexOf('id'), columns.indexOf(nameOutside)]
  const text = `
    select count(*)::int as n from ${filedRows} join ${quoted(name)} t on t.id = (e.row->>${id})::uuid
    where t.${nameOutside} is null and e.row->>${outside} is not null`
  return { name: null, text, values: [rows] }
}

/** What is as something else is by now: a file that says otherwise is not wrong. */
const follows: Readonly<Record<string, string>> = { alert: 'audience' }

/** The row that stands there by its key, or where a table has none by the first column it is found by. */
function standing(table: KeptTable, columns: readonly string[]): string {
  const found = table.key.length > 0 ? table.key : columns.filter((column) => column === 'report_id')
  const same = found.map(
    (column) => `t.${quoted(column)} = (e.row->>${columns.indexOf(column)})::${typeOf(table, column)}`,
  )
  const [stands, filed] = [asRow(columns), 'f.text']
  const isEqualBut = (column: string) => {
    const at = columns.indexOf(column)
    return `${stands}::jsonb - ${at} = ${filed}::jsonb - ${at}`
  }
  const follow = follows[table.name]
  const isEqual = follow === undefined ? `${stands} = ${filed}` : isEqualBut(follow)
  const isRetold = `t.${nameOutside} is null and ${isEqualBut(nameOutside)}`
  const stood = toldAs[table.name] === undefined ? isEqual : `(${isEqual} or ${isRetold})`
  return `select from ${quoted(table.name)} t where ${[...same, stood].join(' and ')}`
}

function asRow(columns: readonly string[]): string {
  return `json_build_array(${columns.map((column) => `t.${quoted(column)}::text`).join(', ')})::text`
}

function typeOf({ columns, types }: KeptTable, column: string): string {
  return types[columns.indexOf(column)] ?? 'text'
}

/** A cursor takes no values of its own: ids are written out, and nothing but ids. */
function uuidList(ids: readonly string[]): string {
  const strange = ids.find((id) => !/^[0-9a-f-]{36}$/.test(id))
  if (strange !== undefined) throw new Error(`Expected ids; got ${strange}`)
  return `'{${ids.join(',')}}'::uuid[]`
}
