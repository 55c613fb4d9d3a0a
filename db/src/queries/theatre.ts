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
