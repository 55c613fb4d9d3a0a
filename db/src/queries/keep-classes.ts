import { precisionWindowMs, timePrecisions, type ArchiveClass } from '@cordon/alerts'
import { partnersOf } from './partners.js'

/** Rows of a table that go with a thing: `where` tells them of the row `t`, the ids of the things standing for `:ids`. */
export interface KeepPart {
  readonly table: string
  readonly where: string
  /** What a part refers to and others use as well: it goes into the file, and stays. */
  readonly isShared?: true
}

/**
 * A class of what is kept. Each thing is a row `r` of `root`; `:before` and `:now` stand for instants. In the texts of
 * `held` there are `held (id)`, the incidents under a hold with all that they are one with, and `held_from (at)`, from when on a hold by a search reaches.
 */
export interface KeepClass {
  readonly root: string
  /** Since when it has been left alone. */
  readonly age: string
  /** What has to hold beside its age: it is over, and nothing that stays refers to it. */
  readonly due: string
  readonly held: string
  /** Parents first. */
  readonly parts: readonly KeepPart[]
  /** How many things go at once, into one file. */
  readonly atOnce: number
  /** What none of them is ever without, and the rows that lack it: who may see a note is known by its alerts alone. */
  readonly needs?: { readonly kind: ArchiveClass; readonly lacking: string }
}

const untouched = (row: string) =>
  `greatest(${row}.occurred_from, coalesce(${row}.occurred_to, ${row}.occurred_from), ${row}.recorded_at)`

/** Old, and nothing that stays speaks of it: no alert, no note of the log, no feed, no rule that waits. */
const settled = (row: string) => `
  ${untouched(row)} < :before
  and not exists (select from alert a where a.incident_id = ${row}.id)
  and not exists (select from log_attachment l where l.thing_id = ${row}.id)
  and not exists (select from feed_item f where f.incident_id = ${row}.id)
  and not exists (select from feed f where f.outage_incident = ${row}.id)
  and not exists (select from absence b where b.incident_id = ${row}.id)
  and not exists (select from postponed p where p.incident_id = ${row}.id)`

/** Whatever was made one with another or is linked: few are, and of the others nothing more is asked. */
const tied = `
  select m.incident_id from incident_merged m union all select m.into_id from incident_merged m
  union all select k.from_id from incident_link k where not k.is_removed
  union all select k.to_id from incident_link k where not k.is_removed`

/** With whatever it was made one with or linked to, over however many others: what one says of another stays whole. */
const family = `
  with recursive family (id) as (
    select r.id union select p.id from family f cross join lateral (${partnersOf('f.id')}) p
  ) select f.id from family f`

const ofIncident = 't.incident_id = any(:ids)'
const ofReport = 't.report_id in (select p.id from report p where p.incident_id = any(:ids))'

const incident: KeepClass = {
  root: 'incident',
  age: untouched('r'),
  due: `${settled('r')} and (r.id not in (${tied})
    or not exists (select from (${family}) f join incident o on o.id = f.id where not (${settled('o')})))`,
  held: 'exists (select from held h where h.id = r.id)',
  parts: [
    {
      table: 'source',
      where: `t.id in (select i.source_id from incident i where i.id = any(:ids)
        union select p.source_id from report p where p.incident_id = any(:ids))`,
      isShared: true,
    },
    { table: 'incident', where: 't.id = any(:ids)' },
    { table: 'incident_revision', where: ofIncident },
    { table: 'incident_past', where: 't.id = any(:ids)' },
    { table: 'report', where: ofIncident },
    { table: 'report_key', where: ofReport },
    { table: 'report_revision', where: ofReport },
    { table: 'incident_merged', where: '(t.incident_id = any(:ids) or t.into_id = any(:ids))' },
    { table: 'incident_link', where: '(t.from_id = any(:ids) or t.to_id = any(:ids))' },
    { table: 'incident_distinct', where: '(t.one_id = any(:ids) or t.other_id = any(:ids))' },
    { table: 'archived_alert', where: ofIncident },
  ],
  atOnce: 500,
}

/** As `latestMs` has it: up to when an incident may have happened. A rule takes what may be recent for recent. */
const latest = (row: string) => {
  const windows = timePrecisions.map((it) => `when '${it}' then ${precisionWindowMs(it)}`).join(' ')
  const open = `(case ${row}.time_precision ${windows} end) * interval '1 millisecond'`
  return `coalesce(${row}.occurred_to + least(${open}, interval '1 day'), ${row}.occurred_from + ${open})`
}

/** Closed, told to everybody outside the page whom it is owed to, and of an incident of which its rule could not tell anew. */
const alert: KeepClass = {
  root: 'alert',
  age: 'r.closed_at',
  due: `r.state = 'closed'
    and not exists (select from log_attachment l where l.thing_id = r.id)
    and not exists (select from delivery d where d.alert_id = r.id and d.state = 'due' and d.channel <> 'page')
    and not exists (
      select from incident i join rule u on u.id = r.rule_id
      join rule_version v on v.rule_id = u.id and v.version = u.version
      where i.id = r.incident_id and ${latest('i')}
        > :now - (v.body->>'freshHours')::float8 * interval '1 hour')`,
  held: 'exists (select from held h where h.id = r.incident_id)',
  parts: [
    { table: 'alert', where: 't.id = any(:ids)' },
    { table: 'alert_event', where: 't.alert_id = any(:ids)' },
    { table: 'delivery', where: 't.alert_id = any(:ids)' },
  ],
  atOnce: 500,
  needs: {
    kind: 'incident',
    lacking: 'select from alert t where not exists (select from incident i where i.id = t.incident_id)',
  },
}

const message: KeepClass = {
  root: 'delivery',
  age: 'coalesce(r.sent_at, r.made_at, r.due_at)',
  // A correction that is owed still waits for what it corrects.
  due: `(r.state <> 'due' or r.channel = 'page')
    and not exists (
      select from delivery o where o.alert_id = r.alert_id and o.state = 'due' and o.channel <> 'page')
    and exists (select from alert a where a.id = r.alert_id and a.state = 'closed' and a.closed_at < :before)`,
  held: 'exists (select from alert a join held h on h.id = a.incident_id where a.id = r.alert_id)',
  parts: [{ table: 'delivery', where: 't.id = any(:ids)' }],
  atOnce: 1_000,
  needs: {
    kind: 'alert',
    lacking: `select from delivery t
      where t.alert_id is not null and not exists (select from alert a where a.id = t.alert_id)`,
  },
}

const log: KeepClass = {
  root: 'log_entry',
  age: 'r.at',
  due: `not exists (
    select from log_attachment l join alert a on a.id = l.thing_id where l.entry_id = r.id and a.state <> 'closed')`,
  // What was written since a search begins may be about it, whether it says so or not.
  held: `exists (select from held_from f where r.at >= f.at)
    or exists (select from log_attachment l left join alert a on a.id = l.thing_id
      join held h on h.id = coalesce(a.incident_id, l.thing_id) where l.entry_id = r.id)`,
  parts: [
    { table: 'log_entry', where: 't.id = any(:ids)' },
    { table: 'log_attachment', where: 't.entry_id = any(:ids)' },
  ],
  atOnce: 1_000,
  needs: {
    kind: 'alert',
    lacking: `select from log_attachment t
      where t.kind = 'alert' and not exists (select from alert a where a.id = t.thing_id)`,
  },
}

/** Which rows a file brought, by which an import is taken back. */
const imported: KeepClass = {
  root: 'import',
  age: 'coalesce(r.undone_at, r.ended_at, r.created_at)',
  due: `r.finished and r.state <> 'undoing'`,
  held: `exists (select from import_incident w join held h on h.id = w.incident_id where w.import_id = r.id)`,
  parts: [
    { table: 'import', where: 't.id = any(:ids)' },
    { table: 'import_incident', where: 't.import_id = any(:ids)' },
    { table: 'import_refusal', where: 't.import_id = any(:ids)' },
  ],
  atOnce: 1,
}

/** What each class is made of in the database. */
export const keepClasses: Readonly<Record<ArchiveClass, KeepClass>> = {
  incident,
  alert,
  message,
  log,
  import: imported,
}
