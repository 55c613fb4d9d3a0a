import type { Statement } from '../database.js'

/** When an incident came in. */
export interface CameRow {
  readonly incidentId: string
  readonly at: string
}

/** When incidents came in: the time of their first revision. */
export function cameAt(ids: readonly string[]): Statement {
  return {
    name: 'came-at',
    text: `
      select incident_id as "incidentId", recorded_at as at from incident_revision
      where incident_id = any($1::uuid[]) and revision = 1`,
    values: [ids],
  }
}

/** When an incident was held against the rules last; no row where it never was. */
export function lastHeard(id: string): Statement {
  return {
    name: 'last-heard',
    text: `
      select recorded_at as at from incident_revision
      where incident_id = $1 and decisions is not null order by revision desc limit 1`,
    values: [id],
  }
}

/** Since when a zone listens where it listens now. */
export interface ListeningRow {
  readonly zoneId: string
  readonly at: string
}

/** Since when zones listen where they listen now: a new name or owner changes nothing, a new shape or reach does. */
export function listeningSince(zoneIds: readonly string[]): Statement {
  return {
    name: 'listening-since',
    text: `
      select zone_id as "zoneId", max(recorded_at) as at
      from (
        select zone_id, recorded_at, listens is distinct from lag(listens) over (partition by zone_id order by version)
          as moved
        from (
          select zone_id, version, recorded_at, jsonb_build_array(body->'geometry', body->'radiusMetres',
            body->'widthMetres', body->'reachMetres', body->'rings') as listens
          from zone_version where zone_id = any($1::uuid[])
        ) v
      ) w
      where moved group by zone_id`,
    values: [zoneIds],
  }
}
