import type { Source } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Whether anything is known or watched yet. */
export interface TheatreState {
  readonly empty: boolean
}

/** Looks whether the database holds an incident, a zone or a facility. */
export function theatreState(): Statement {
  return {
    name: 'theatre-state',
    text: `
      select not exists (select from incident) and not exists (select from zone) and not exists (select from facility)
        as empty`,
    values: [],
  }
}

/** The administrator who was there first. */
export function firstAdministrator(): Statement {
  return {
    name: 'first-administrator',
    text: `select id, name, role from account where role = 'administrator' and not disabled order by created_at limit 1`,
    values: [],
  }
}

/** Adds sources; one that is known keeps what was said of it. */
export function saveSources(sources: readonly Source[], now: string): Statement {
  return {
    name: 'save-sources',
    text: `
      insert into source (id, name, kind, reliability, created_at)
      select s.id, s.name, s.kind, s.reliability, $2::timestamptz
      from jsonb_to_recordset($1::jsonb) as s(id text, name text, kind text, reliability text)
      on conflict (id) do nothing`,
    values: [JSON.stringify(sources), now],
  }
}
