import { aroundNames, type Actor, type Forgotten, type Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { quoted } from './backup.js'
import { withdrawDue } from './contact.js'
import { restartExports } from './export-job.js'
import { onlyNamed, type NamedRows, type Only } from './named.js'
import type { Late } from './person-late.js'

/*
 * Where people stand in the database, and what becomes of that when a name is forgotten. A test holds every column
 * against these lists: whoever adds one says here whether it can hold a person.
 */

/** By these keys a body names whoever did something; beside them it names people with their account, `{ id, name }`. */
const nameKeys = [
  ...['by', 'recordedBy', 'ownerName', 'acknowledgedBy', 'closedBy', 'shelvedBy', 'endedBy', 'undoneBy'],
  ...['savedBy', 'createdBy', 'matchedBy'],
] as const

/** Bodies that can name people. */
export const bodiesWithNames = {
  alert: ['body'],
  calendar: ['body'],
  calendar_version: ['body'],
  change: ['body'],
  delivery: ['about'],
  duty: ['body'],
  duty_version: ['body'],
  forgotten: ['by'],
  handover: ['body'],
  hold: ['body'],
  incident_link: ['body'],
  incident_revision: ['body'],
  keeping_revision: ['body'],
  log_entry: ['body'],
  report_revision: ['body'],
  rule_version: ['body'],
  shift: ['body'],
  silence: ['body'],
  sitrep: ['body', 'content'],
  sitrep_revision: ['body'],
  sitrep_schedule: ['body'],
  zone_version: ['body'],
} as const satisfies Columns

/** Columns that hold the name of whoever did something, and nothing else. */
export const columnsWithNames = {
  alert_event: ['by'],
  import: ['created_by', 'undone_by'],
  import_mapping: ['saved_by'],
  incident_distinct: ['by'],
  place_list: ['recorded_by'],
  report_revision: ['replaced_by'],
  source_revision: ['by'],
  team: ['created_by'],
  token: ['created_by'],
} as const satisfies Columns

/** What belongs to one person: it goes, but for searches that others use too. */
export const ownTables = {
  session: 'account_id = $1::uuid',
  contact: 'account_id = $1::uuid',
  subscription: 'account_id = $1::uuid',
  saved_search: 'account_id = $1::uuid and not shared',
  saved_view: 'account_id = $1::uuid',
  export_job: `owner = 'account:' || $1`,
  team_member: 'account_id = $1::uuid',
} as const

type Columns = Readonly<Record<string, readonly string[]>>

/** Somebody who is being forgotten, with what recognises the name in files that were written before. */
export interface Forgetting extends Forgotten {
  readonly number: number
  readonly salt: Buffer
  readonly nameHash: Buffer
  /** Of a password that nobody knows. */
  readonly passwordHash: string
  readonly at: Instant
  readonly by: Actor
  readonly reason: string
  readonly late: Late
}

/** The number of the next one who is forgotten; whoever asks is the only one to forget until the transaction ends. */
export function nextForgotten(prefix: string): Statement {
  return {
    name: 'next-forgotten',
    text: `
      with held as materialized (select pg_advisory_xact_lock(4032017)),
      so_far as (select coalesce(max(f.number), 0) as n from held left join forgotten f on true)
      select s.n + more as n from so_far s, generate_series(1, 1000) more
      where not exists (select from account a where a.name_key = lower($1 || (s.n + more))) order by more limit 1`,
    values: [prefix],
  }
}

/** Begins to forget somebody: until the transaction ends, signed reports may lose the name. */
export function beginForgetting({
  id,
  number,
  instead,
  salt,
  nameHash,
  at,
  by,
  reason,
  late,
}: Forgetting): readonly Statement[] {
  return [
    {
      name: 'begin-forgetting',
      text: `
        insert into forgotten (account_id, number, instead, salt, name_hash, at, by, reason, late)
        values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9::jsonb)`,
      values: [id, number, instead, salt, nameHash, at, JSON.stringify(by), reason, JSON.stringify(late)],
    },
    forgets(id),
  ]
}

function forgets(id: string): Statement {
  return { name: 'forgets', text: `select set_config('cordon.forgets', $1, true)`, values: [id] }
}

/** Takes a person out of every table. What they did stays, done by whoever stands in their place. */
export function forgetPerson(who: Forgetting, known: NamedRows | null): readonly Statement[] {
  return [...forgetOwn(who), ...forgetName(who, known), shell(who), endForgetting(who)]
}

/** Takes out as well what was under way while they were forgotten, and was stored after it. */
export function forgetLate(who: Forgotten, { upTo, since }: Late): readonly Statement[] {
  const begin = { name: 'forget-late', text: 'update forgotten set is_done = false where account_id = $1' }
  const known = { upTo, since, changes: [], incidents: [], revisions: [], restored: null }
  const again = [...forgetOwn(who), ...forgetName(who, known)]
  return [{ ...begin, values: [who.id] }, forgets(who.id), ...again, endForgetting(who)]
}

function forgetOwn(who: Pick<Forgotten, 'id' | 'name'>): readonly Statement[] {
  return [
    // What a mail server answers names the address.
    {
      name: 'forget-answers',
      text: `
        update delivery set last_error = null
        where last_error is not null and (
          account_id = $1::uuid or address in (select id::text from contact where account_id = $1::uuid))`,
      values: [who.id],
    },
    withdrawDue(who.id),
    ...Object.entries(ownTables).map(([table, where]) => gone(table, where, [who.id])),
    // An answer that may be asked for once more for a day is not history.
    gone('idempotency', `principal = 'account:' || $1 or strpos(body, $2) > 0`, [who.id, jsonText(who.name)]),
    // Files that others asked for say who recorded what.
    restartExports(),
  ]
}

/**
 * Lets something else stand for a name wherever it says who did something: also after an archive brought it back. What is
 * `known` of where it stands keeps the largest tables from being read whole.
 */
export function forgetName(who: Forgotten, known: NamedRows | null = null): readonly Statement[] {
  return [
    ...Object.entries(columnsWithNames).flatMap(([table, columns]) => columns.map((it) => inColumn(table, it, who))),
    inDetails(who),
    inReasons(who),
    inLog(who),
    ...inChanges(who, known),
    ...Object.entries(bodiesWithNames).flatMap(([table, columns]) =>
      columns.flatMap((it) => onlyNamed(table, known, 6).map((only) => inBody([table, it], who, only))),
    ),
  ]
}

function endForgetting({ id }: Forgotten): Statement {
  return { name: 'end-forgetting', text: 'update forgotten set is_done = true where account_id = $1', values: [id] }
}

/** The names of people in a row as a file has it: those that its columns hold, and those in its bodies. */
export function namesInRow(table: string, row: Readonly<Record<string, string | null>>): readonly string[] {
  const lists: readonly Columns[] = [columnsWithNames, bodiesWithNames]
  const [columns = [], bodies = []] = lists.map((it) => it[table])
  const body = new RegExp(`"(?:${nameKeys.join('|')}|name)": ?("(?:[^"\\\\]|\\\\.)*")`, 'g')
  return [
    ...columns.flatMap((it) => row[it] ?? []),
    ...bodies.flatMap((it) => [...(row[it] ?? '').matchAll(body)].map(([, text = '""']) => String(JSON.parse(text)))),
  ]
}

/** A person's name in the bodies of one table, and after it the way in which it is found there. */
function namesIn({ id, name }: Pick<Forgotten, 'id' | 'name'>): readonly [byKey: string, byAccount: string] {
  return [
    `("(?:${nameKeys.join('|')})": ?)"${patternOf(jsonText(name))}"`,
    `("id": ?"${id}", ?"name": ?)"(?:[^"\\\\]|\\\\.)*"`,
  ]
}

function inBody([table, column]: readonly [string, string], who: Forgotten, only: Only | null): Statement {
  const [byKey, byAccount] = namesIn(who)
  const body = quoted(column)
  return {
    name: null,
    text: `
      update ${quoted(table)} set ${body} =
        regexp_replace(regexp_replace(${body}::text, $1, $3, 'g'), $2, $3, 'g')::jsonb
      where (strpos(${body}::text, $4) > 0 or strpos(${body}::text, $5) > 0) ${and(only)}`,
    values: [byKey, byAccount, `\\1"${who.instead}"`, jsonText(who.name), who.id, ...(only?.values ?? [])],
  }
}

function inColumn(table: string, column: string, { name, instead }: Forgotten): Statement {
  const text = `update ${quoted(table)} set ${quoted(column)} = $2 where ${quoted(column)} = $1`
  return { name: null, text, values: [name, instead] }
}

/** To whom an alert was given, and whom its steps called. */
function inDetails({ name, instead }: Forgotten): Statement {
  return {
    name: null,
    text: `
      update alert_event set detail = case what
        when 'assigned' then $3 else regexp_replace(detail, $1, $2, 'g') end
      where what = 'assigned' and detail = $4 or what = 'escalated' and strpos(detail, $4) > 0`,
    values: [`(^\\d+: |, )${patternOf(name)}(?=, |$)`, `\\1${instead}`, instead, name],
  }
}

/** Why others were forgotten: it is written here alone, where nobody would look for it. */
function inReasons({ name, instead }: Forgotten): Statement {
  const text = `update forgotten set reason = regexp_replace(reason, $1, $2, 'gi') where reason ~* $1`
  return { name: null, text, values: [wordPattern(name), `\\1${instead}`] }
}

/** What the house wrote by itself of who took the watch; what people wrote stays theirs. */
function inLog({ name, instead }: Forgotten): Statement {
  return {
    name: null,
    text: `
      with said as (
        select id, regexp_replace(body->>'text', $1, $2, 'g') as text from log_entry
        where kind = 'automatic' and strpos(body->>'text', $3) > 0
      )
      update log_entry e set body = jsonb_set(e.body, '{text}', to_jsonb(s.text)), words = to_tsvector('simple', s.text)
      from said s where s.id = e.id`,
    values: [sentencePattern(name), `\\1${instead}`, name],
  }
}

function inChanges({ name, instead }: Forgotten, known: NamedRows | null): readonly Statement[] {
  return onlyNamed('change', known, 4).map((only) => ({
    name: null,
    text: `
      update change set body = jsonb_set(body, '{text}', to_jsonb(regexp_replace(body->>'text', $1, $2, 'g')))
      where kind = 'log' and body->>'kind' = 'automatic' and strpos(body->>'text', $3) > 0 ${and(only)}`,
    values: [sentencePattern(name), `\\1${instead}`, name, ...(only?.values ?? [])],
  }))
}

function and(only: Only | null): string {
  return only === null ? '' : `and ${only.where}`
}

/** A name where the house's own sentences have one, so that nobody whose name begins with it is taken for them. */
function sentencePattern(name: string): string {
  const [before, after] = [aroundNames.map((it) => it.before), aroundNames.map((it) => it.after)]
  const any = (ends: readonly string[], end: string) => ends.map((it) => (it === '' ? end : patternOf(it))).join('|')
  return `(${any(before, '^')})${patternOf(name)}(?=${any(after, '$')})`
}

/** The account stays, so that what was done by one person is told apart: without name, password or a way in. */
function shell({ id, instead, passwordHash }: Forgetting): Statement {
  return {
    name: 'forget-account',
    text: `
      update account set name = $2, name_key = lower($2), password_hash = $3, disabled = true, role = 'viewer'
      where id = $1`,
    values: [id, instead, passwordHash],
  }
}

function gone(table: string, where: string, values: readonly unknown[]): Statement {
  return { name: null, text: `delete from ${quoted(table)} where ${where}`, values }
}

/** Who was forgotten, and by what the name is recognised. */
export interface ForgottenRow {
  readonly id: string
  readonly instead: string
  readonly salt: Uint8Array
  readonly nameHash: Uint8Array
}

export function forgottenPeople(): Statement {
  return {
    name: 'forgotten-people',
    text: 'select account_id as id, instead, salt, name_hash as "nameHash" from forgotten order by number',
    values: [],
  }
}

/** Who of some accounts was forgotten, and what stands in their place. */
export function forgottenAmong(ids: readonly string[]): Statement {
  return {
    name: 'forgotten-among',
    text: 'select account_id as id, instead from forgotten where account_id::text = any($1::text[])',
    values: [ids],
  }
}

/** As it stands between the quotes of a text in JSON. */
function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** A text as a pattern of it alone. */
export function patternOf(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function wordPattern(name: string): string {
  return `(^|[^[:alnum:]])${patternOf(name)}(?![[:alnum:]])`
}
