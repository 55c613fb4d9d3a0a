import { discBoxes, type Measure, type Rule, type Silence, type Validity } from '@cordon/alerts'
import type { Point } from 'geojson'
import type { Statement } from '../database.js'

/** An incident's disc, to be measured against every zone. `n` numbers it within the batch. */
export interface Disc {
  readonly n: number
  readonly incidentId: string
  /** What was told of what is played holds back nothing that is real, and the other way round. */
  readonly exercise: boolean
  readonly point: Point
  readonly radiusMetres: number
}

/** One rule whose zone a disc touches, with what the decision needs to know. */
export interface Candidate {
  readonly n: number
  /** Null where it has yet to be read. */
  readonly rule: Rule | null
  readonly ruleId: string
  readonly ruleVersion: number
  readonly zoneId: string
  readonly zoneVersion: number
  readonly zoneName: string
  /** When the zone is watched; null where it always is. */
  readonly zoneValid: Validity | null
  /** Who hears of the alerts of the zone. */
  readonly audience: string
  readonly centre: readonly [number, number]
  readonly measure: Measure
  readonly toldBefore: boolean
  readonly lastAlertAt: string | null
  /** The silences of the zone that are not over. */
  readonly silences: readonly Silence[]
}

interface Row {
  n: number
  rule_id: string
  rule_version: number
  zone_id: string
  zone_version: number
  zone_name: string
  zone_valid: Validity | null
  audience: string
  centre_lon: number
  centre_lat: number
  radius: number
  metres: number
  core_metres: number
  reach_metres: number
  depth: number
  told: boolean
  last_alert_at: string | null
  /** Null where there are none. */
  silences: readonly Silence[] | null
}

// Pieces of a subdivided shape bulge by up to 0.3 m against the whole (geodesic edges of at most 0.05°), so whatever lies
// within 2 m of a limit is measured again on the whole shape. Once for each zone, however many rules it has.
const exact = `
  exact as materialized (
    select near.n, near.point, near.radius, near.incident_id, near.exercise, z.id, z.version, z.name, z.audience,
      z.core_metres, z.reach_metres, z.centre, z.valid,
      whole.metres,
      case when z.boundary is not null and whole.metres = 0 then ST_Distance(z.boundary, near.point) else 0 end as depth
    from near join zone z on z.id = near.zone_id
    cross join lateral (
      select case
        when z.pieces > 1 and (
          abs(near.metres - (z.core_metres + z.reach_metres + near.radius)) < 2
          or abs(near.metres - (z.core_metres + z.reach_metres - near.radius)) < 2
          or (z.boundary is not null and near.metres > 0 and near.metres < 2)
        ) then ST_Distance(z.shape, near.point)
        else near.metres
      end as metres offset 0
    ) whole
  )`

const columns = `
  e.n, r.id as rule_id, r.version as rule_version, e.id as zone_id, e.version as zone_version, e.name as zone_name,
  e.valid as zone_valid, e.audience, ST_X(e.centre::geometry) as centre_lon, ST_Y(e.centre::geometry) as centre_lat,
  e.radius, e.metres, e.core_metres, e.reach_metres, e.depth,
  (select true from alert a
    where a.incident_id = e.incident_id and a.rule_id is not distinct from r.id and a.rule_version = r.version
      and (a.body->>'exercise')::boolean = e.exercise limit 1
  ) is true as told`

// `offset 0` keeps the planner from computing each distance twice. A disc across the date line has two boxes, and a zone
// many pieces: the nearest counts. Told is asked for with a limit, since the planner may answer a plain EXISTS by reading
// every alert there is into a hash; and by the incident, which has few alerts, never by the rule, which may have many.
// Where no silence is on anywhere, which is asked once, no zone is asked for its own.
const measureSql = `
  with disc as materialized (
    select d.n, d.incident_id, d.exercise, d.radius, ST_MakeEnvelope(d.west, d.south, d.east, d.north, 4326) as box,
      ST_SetSRID(ST_MakePoint(d.lon, d.lat), 4326)::geography as point
    from jsonb_to_recordset($1::jsonb) as d(n int, incident_id uuid, exercise boolean, lon float8, lat float8,
      radius float8, west float8, south float8, east float8, north float8)
  ),
  near as materialized (
    select distinct on (disc.n, p.zone_id) disc.n, disc.incident_id, disc.exercise, disc.radius, disc.point, p.zone_id,
      m.metres
    from disc
    join zone_part p on p.box && disc.box
    cross join lateral (select ST_Distance(p.shape, disc.point) as metres offset 0) m
    where m.metres <= p.threshold_metres + disc.radius + 2
    order by disc.n, p.zone_id, m.metres
  ),
  ${exact}
  select ${columns},
    case when r.cooldown_minutes > 0
      then (select a.raised_at from alert a
        where a.rule_id = r.id and (a.body->>'exercise')::boolean = e.exercise order by a.raised_at desc limit 1)
    end as last_alert_at,
    case when (select exists (select from silence where ends_at > $2::timestamptz)) then (
      select json_agg(s.body order by s.id) from silence s where s.zone_id = e.id and s.ends_at > $2::timestamptz
    ) end as silences
  from exact e join rule r on r.zone_id = e.id
  where r.enabled and e.metres <= e.core_metres + e.reach_metres + e.radius
  order by e.n, r.id`

/** Measures a batch of discs against all zones that listen: one row for each rule whose zone a disc touches. */
export function measureBatch(discs: readonly Disc[], now: string): Statement {
  const rows = discs.flatMap(({ n, incidentId, exercise, point, radiusMetres }) => {
    const [lon, lat] = point.coordinates
    const disc = { n, incident_id: incidentId, exercise, lon, lat, radius: radiusMetres }
    return discBoxes(point, radiusMetres).map(([west, south, east, north]) => ({ ...disc, west, south, east, north }))
  })
  return { name: 'measure-batch', text: measureSql, values: [JSON.stringify(rows), now] }
}

const measureOneSql = `
  with disc as (
    select 1 as n, $1::uuid as incident_id, $7::boolean as exercise, $4::float8 as radius,
      ST_SetSRID(ST_MakePoint($2::float8, $3::float8), 4326)::geography as point
  ),
  near as (
    select disc.*, $5::uuid as zone_id,
      (select min(ST_Distance(p.shape, disc.point)) from zone_part p where p.zone_id = $5::uuid) as metres
    from disc
  ),
  ${exact}
  select ${columns},
    (select a.raised_at from alert a
      where a.rule_id = r.id and a.incident_id <> e.incident_id and (a.body->>'exercise')::boolean = e.exercise order by a.raised_at desc limit 1) as last_alert_at,
    null as silences
  from exact e join rule r on r.zone_id = e.id and r.id = $6::uuid`

/** Measures one disc against one rule's zone, however far away: for explanations. */
export function measureOne(disc: Disc, zoneId: string, ruleId: string): Statement {
  const [longitude, latitude] = disc.point.coordinates
  const values = [disc.incidentId, longitude, latitude, disc.radiusMetres, zoneId, ruleId, disc.exercise]
  return { name: 'measure-one', text: measureOneSql, values }
}

/** Reads a row of `measureBatch` or `measureOne`. */
export function candidateOf(row: Row): Candidate {
  return {
    n: row.n,
    rule: null,
    ruleId: row.rule_id,
    ruleVersion: row.rule_version,
    zoneId: row.zone_id,
    zoneVersion: row.zone_version,
    zoneName: row.zone_name,
    zoneValid: row.zone_valid,
    audience: row.audience,
    centre: [row.centre_lon, row.centre_lat],
    measure: measureOf(row),
    toldBefore: row.told,
    lastAlertAt: row.last_alert_at,
    silences: row.silences ?? [],
  }
}
export type { Row as MeasureRow }

/** A circle or corridor is its core (a point or line) widened by `core_metres`; an area is its own core. */
function measureOf(row: Row): Measure {
  const isArea = row.core_metres === 0
  return {
    distanceMetres: Math.max(0, row.metres - row.core_metres),
    depthMetres: isArea ? row.depth : Math.max(0, row.core_metres - row.metres),
    reachMetres: row.reach_metres,
    uncertaintyMetres: row.radius,
  }
}
