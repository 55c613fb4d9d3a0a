import type { Instant, SitrepScheduleContent } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** A schedule as it stands. */
export interface SitrepScheduleRow {
  readonly id: string
  readonly revision: number
  readonly body: SitrepScheduleContent
  /** When it draws up its next report; null where it is off. */
  readonly nextAt: Instant | null
  /** The beginning of the last month that it has drawn up. */
  readonly donePeriod: Instant | null
  /** Why the report that is due could not be drawn up. */
  readonly error: string | null
}

const columns = `id, revision, body, next_at as "nextAt", done_period as "donePeriod", error`

/** All schedules, by name. */
export function sitrepSchedules(): Statement {
  return {
    name: 'sitrep-schedules',
    text: `select ${columns} from sitrep_schedule where not removed order by body->>'name', id`,
    values: [],
  }
}

/** A schedule, locked until the transaction ends. */
export function sitrepScheduleForChange(id: string): Statement {
  const text = `select ${columns} from sitrep_schedule where id = $1 and not removed for update`
  return { name: 'sitrep-schedule-for-change', text, values: [id] }
}

export interface SitrepScheduleSaved extends Pick<SitrepScheduleRow, 'id' | 'revision' | 'body' | 'nextAt'> {
  readonly removed?: boolean
}

/** Stores a schedule as it begins or as it is now; what failed before is forgotten. */
export function saveSitrepSchedule({ id, revision, body, nextAt, removed = false }: SitrepScheduleSaved): Statement {
  return {
    name: 'save-sitrep-schedule',
    text: `
      insert into sitrep_schedule (id, revision, body, next_at, removed) values ($1, $2, $3, $4, $5)
      on conflict (id) do update set revision = excluded.revision, body = excluded.body, next_at = excluded.next_at,
        removed = excluded.removed, again_at = null, error = null
      returning ${columns}`,
    values: [id, revision, JSON.stringify(body), nextAt, removed],
  }
}

/** Schedules whose next report is due, the longest due first. */
export function sitrepSchedulesDue(now: Instant): Statement {
  return {
    name: 'sitrep-schedules-due',
    text: `
      select ${columns} from sitrep_schedule
      where not removed and next_at <= $1 and (again_at is null or again_at <= $1)
      order by next_at, id`,
    values: [now],
  }
}

/** A run that was taken: of a schedule as it was read, and when the one after it is due. */
export interface SitrepRunTaken {
  readonly schedule: Pick<SitrepScheduleRow, 'id' | 'revision' | 'nextAt'>
  readonly period: Instant
  readonly nextAt: Instant
}

/** Takes a run; no row where another node took it, or somebody changed the schedule meanwhile. */
export function takeSitrepRun({ schedule, period, nextAt }: SitrepRunTaken): Statement {
  return {
    name: 'take-sitrep-run',
    text: `
      update sitrep_schedule set next_at = $4, done_period = $5, again_at = null, error = null
      where id = $1 and revision = $2 and next_at = $3 and not removed returning id`,
    values: [schedule.id, schedule.revision, schedule.nextAt, nextAt, period],
  }
}

/** Records why a run failed, and when it is tried again. */
export function failSitrepRun(
  { id, nextAt }: Pick<SitrepScheduleRow, 'id' | 'nextAt'>,
  { error, againAt }: { readonly error: string; readonly againAt: Instant },
): Statement {
  return {
    name: 'fail-sitrep-run',
    text: `update sitrep_schedule set again_at = $3, error = $4 where id = $1 and next_at = $2`,
    values: [id, nextAt, againAt, error],
  }
}
