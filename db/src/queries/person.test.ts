import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bodiesWithNames, columnsWithNames, ownTables } from './person.js'

/** Tables whose rows go, or that are rewritten whole, where somebody is forgotten. */
const whole = new Set([...Object.keys(ownTables), 'idempotency', 'account', 'audit_entry', 'forgotten'])

/**
 * What can hold words and yet names nobody of the house: what sources and people say of the world, what is counted, and
 * the names of things. What people write themselves stays as they wrote it, and is counted before somebody is forgotten.
 */
const nobody: Readonly<Record<string, string>> = {
  alert: 'audience state',
  alert_event: 'detail what',
  archive: 'class file sha256 state',
  archived_alert: 'audience',
  audit_checkpoint: 'key_id',
  audit_head: 'key_id',
  calendar: 'audience',
  calendar_source: 'hash source',
  change: 'audience kind',
  delivery: 'address channel kind last_error state',
  duty: 'kind',
  facility: 'body name',
  far_cell: 'id kind scale type',
  far_hour: 'precision type',
  far_sheet: 'ids kinds scale types',
  feed: 'content error etag last_modified reason secret state way',
  feed_alias: 'alias external_id',
  feed_item: 'external_id hash',
  feed_reject: 'draft errors external_id key raw',
  handover: 'state',
  house_secret: 'name sealed',
  import: 'fault format mapping name sha256 state',
  import_incident: 'undone what',
  import_mapping: 'header mapping name',
  import_refusal: 'errors',
  incident: 'actors external_id grade kind severity source_id status time_precision type words',
  incident_distinct: 'reason',
  incident_link: 'kind',
  incident_past: 'actors grade kind severity source_id status time_precision type words',
  incident_revision: 'decisions',
  keeping: 'failures periods',
  log_attachment: 'kind',
  log_entry: 'kind words',
  place: 'body id',
  place_list: 'name source',
  report: 'body claims credibility external_id link origin reliability source_id title',
  report_key: 'external_id link source_id',
  report_revision: 'reason',
  sitrep: 'state',
  sitrep_schedule: 'error',
  source: 'id kind name reliability',
  source_revision: 'kind kind_before reason reliability reliability_before source_id',
  team: 'name name_key',
  token: 'name scopes',
  zone: 'audience name valid visibility',
}

/** Columns of a table that can hold a name. */
function wordsOf(columns: string): readonly string[] {
  return [...columns.matchAll(/^ {2}"?(\w+)"? (?:text|jsonb|tsvector)\b/gm)]
    .map(([, name = '']) => name)
    .filter((it) => it !== 'constraint')
}

it('says of every column whether it can hold the name of a person', () => {
  const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
  const tables = [...schema.matchAll(/^create table (\w+) \(\n(.*?)\n\);/gms)]
  expect(tables.length).toBeGreaterThan(50)
  const named: Readonly<Record<string, readonly string[]>>[] = [bodiesWithNames, columnsWithNames]
  const unsaid = tables.flatMap(([, table = '', columns = '']) => {
    const said = [...named.flatMap((it) => it[table] ?? []), ...(nobody[table]?.split(' ') ?? [])]
    if (whole.has(table)) return []
    return wordsOf(columns)
      .filter((it) => !said.includes(it))
      .map((it) => `${table}.${it}`)
  })
  expect(unsaid).toEqual([])
})
