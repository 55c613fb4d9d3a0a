import type { Statement } from '../database.js'
import { standsForItself } from './search.js'

/** One incident that is merged, and the one that stands for it. */
export interface MergeRow {
  readonly incidentId: string
  readonly intoId: string
  /** The one that it was merged into, where that one is merged itself now; null where it is the one that stands. */
  readonly throughId: string | null
}

/** Every merge that touches the given incidents, with all that is merged into the same survivors. */
export function mergesTouching(ids: readonly string[]): Statement {
  return {
    name: 'merges-touching',
    text: `
      select incident_id as "incidentId", into_id as "intoId", through_id as "throughId" from incident_merged
      where into_id = any($1::uuid[] || array(select into_id from incident_merged where incident_id = any($1::uuid[])))`,
    values: [ids],
  }
}

/** Notes that incidents are merged into others, or follow those that they were merged into. */
export function noteMerges(rows: readonly MergeRow[]): Statement {
  return {
    name: 'note-merges',
    text: `
      insert into incident_merged (incident_id, into_id, through_id)
      select m."incidentId", m."intoId", m."throughId"
      from jsonb_to_recordset($1::jsonb) as m("incidentId" uuid, "intoId" uuid, "throughId" uuid)
      on conflict (incident_id) do update set into_id = excluded.into_id, through_id = excluded.through_id`,
    values: [JSON.stringify(rows)],
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
  /** Whether it was told as an exercise. */
  readonly exercise: boolean
}

/** What rules told of the given incidents. */
export function toldOf(incidentIds: readonly string[]): Statement {
  return {
    name: 'told-of',
    text: `
      select incident_id as "incidentId", rule_id as "ruleId", rule_version as "ruleVersion",
        (body->>'exercise')::boolean as exercise
      from alert where incident_id = any($1::uuid[])`,
    values: [incidentIds],
  }
}

/** What is near an incident in place and time. */
export interface Nearness {
  readonly id: string
  /** West, south, east, north; two boxes when it crosses the antimeridian. */
  readonly boxes: readonly (readonly [number, number, number, number])[]
  readonly from: string
  readonly to: string
  /** Those that occurred nearest to it come first. */
  readonly around: string
}

/** Incidents near another one that stand for themselves and that nobody has kept apart from it. */
export function incidentsNear({ id, boxes, from, to, around }: Nearness): Statement {
  const [first = [0, 0, 0, 0], second = first] = boxes
  return {
    name: 'incidents-near',
    text: `
      select v.body
      from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      where (i.geom && ST_MakeEnvelope($2, $3, $4, $5, 4326) or i.geom && ST_MakeEnvelope($6, $7, $8, $9, 4326))
        and i.occurred_from between $10::timestamptz and $11::timestamptz and i.id <> $1::uuid
        and ${standsForItself('i')}
        and not exists (
          select from incident_distinct d
          where d.one_id = least(i.id, $1::uuid) and d.other_id = greatest(i.id, $1::uuid) and not d.undone
        )
      order by abs(extract(epoch from i.occurred_from - $12::timestamptz)), i.id limit 200`,
    values: [id, ...first, ...second, from, to, around],
  }
}

/** Who keeps two incidents apart, and why. */
export interface Apart {
  readonly at: string
  readonly by: string
  readonly reason: string | null
  /** Only a merge was undone: no message brings them together, but people may still be asked whether they are one. */
  readonly undone: boolean
}

/** Remembers that two incidents are not one. */
export function noteDistinct(pair: readonly [string, string], { at, by, reason, undone }: Apart): Statement {
  return {
    name: 'note-distinct',
    text: `
      insert into incident_distinct as d (one_id, other_id, at, by, reason, undone)
      values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5, $6)
      on conflict (one_id, other_id) do update set undone = d.undone and excluded.undone`,
    values: [...pair, at, by, reason, undone],
  }
}

/** Two incidents of which somebody said that they are not one. */
export interface DistinctRow {
  readonly oneId: string
  readonly otherId: string
}

/** What somebody has kept apart among the given incidents. */
export function distinctAmong(ids: readonly string[]): Statement {
  return {
    name: 'distinct-among',
    text: `
      select one_id as "oneId", other_id as "otherId" from incident_distinct
      where one_id = any($1::uuid[]) and other_id = any($1::uuid[])`,
    values: [ids],
  }
}
