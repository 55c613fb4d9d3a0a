import type { Statement } from '../database.js'

/** One incident that is merged, and the one that stands for it. */
export interface MergeRow {
  readonly incidentId: string
  readonly intoId: string
}

/** Every merge that touches the given incidents, with all that is merged into the same survivors. */
export function mergesTouching(ids: readonly string[]): Statement {
  return {
    name: 'merges-touching',
    text: `
      select incident_id as "incidentId", into_id as "intoId" from incident_merged
      where into_id = any($1::uuid[] || array(select into_id from incident_merged where incident_id = any($1::uuid[])))`,
    values: [ids],
  }
}

/** Notes that an incident is merged into another one. */
export function noteMerge(incidentId: string, intoId: string): Statement {
  return {
    name: 'note-merge',
    text: `insert into incident_merged (incident_id, into_id) values ($1, $2)`,
    values: [incidentId, intoId],
  }
}

/** Forgets that an incident was merged. */
export function forgetMerge(incidentId: string): Statement {
  return { name: 'forget-merge', text: `delete from incident_merged where incident_id = $1`, values: [incidentId] }
}

/** An alert that was raised for an incident, by the version of the rule. */
export interface ToldRow {
  readonly incidentId: string
  readonly ruleId: string
  readonly ruleVersion: number
}

/** What rules told of the given incidents. */
export function toldOf(incidentIds: readonly string[]): Statement {
  return {
    name: 'told-of',
    text: `
      select incident_id as "incidentId", rule_id as "ruleId", rule_version as "ruleVersion"
      from alert where incident_id = any($1::uuid[])`,
    values: [incidentIds],
  }
}
