import type { Rule, Zone } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** The versions of a zone, the latest first. */
export function versionsOfZone(id: string, limit: number): Statement {
  return {
    name: 'versions-of-zone',
    text: `select body from zone_version where zone_id = $1 order by version desc limit $2`,
    values: [id, limit],
  }
}

/** Zones as they were in some versions, side by side with their ids. */
export function zonesInVersions(ids: readonly string[], versions: readonly number[]): Statement {
  return {
    name: 'zones-in-versions',
    text: `
      select v.body from zone_version v
      join (select distinct * from unnest($1::uuid[], $2::int[]) as a(id, version)) a
        on v.zone_id = a.id and v.version = a.version`,
    values: [ids, versions],
  }
}
export interface ZoneVersionRow {
  readonly body: Zone
}

/** The versions of all rules of a zone, the latest first. */
export function versionsOfRules(zoneId: string, limit: number): Statement {
  return {
    name: 'versions-of-rules',
    text: `
      select v.body from rule r join rule_version v on v.rule_id = r.id where r.zone_id = $1
      order by v.recorded_at desc, v.rule_id, v.version desc limit $2`,
    values: [zoneId, limit],
  }
}
export interface RuleVersionRow {
  readonly body: Rule
}

/** How many alerts each version of a zone’s rules raised, under which version of the zone; exercises are left out. */
export function raisedByVersions(zoneId: string, audiences: readonly string[]): Statement {
  return {
    name: 'raised-by-versions',
    text: `
      select a.rule_id as "ruleId", a.rule_version as "ruleVersion", (a.body->>'zoneVersion')::int as "zoneVersion",
        count(*)::int as alerts
      from rule r join alert a on a.rule_id = r.id
      where r.zone_id = $1 and a.audience = any($2::text[]) and not (a.body->>'exercise')::boolean
      group by 1, 2, 3`,
    values: [zoneId, audiences],
  }
}
export interface RaisedByVersionRow {
  readonly ruleId: string
  readonly ruleVersion: number
  readonly zoneVersion: number
  readonly alerts: number
}
