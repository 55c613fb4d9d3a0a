import type { Rule, Silence, Validity, ZoneGeometry } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** A box of longitudes and latitudes in degrees. */
type Bounds = readonly [west: number, south: number, east: number, north: number]

/** A zone with what it is measured by and the rules that listen; `watch` is where zones and rules stood when it was read. */
export interface WatchedRow {
  readonly watch: number
  /** Null in the one row that says that there is none. */
  readonly id: string | null
  readonly version: number
  readonly name: string
  /** Who hears of its alerts. */
  readonly audience: string
  readonly archived: boolean
  /** Null where it is always watched. */
  readonly valid: Validity | null
  readonly coreMetres: number
  readonly reachMetres: number
  readonly centre: readonly [number, number]
  readonly bounds: Bounds
  /** Null where it has too many corners to be kept at hand. */
  readonly shape: ZoneGeometry | null
  /** Boxes of its pieces, widened by what it listens to; only where there is no shape. */
  readonly boxes: readonly Bounds[] | null
  /** By id. */
  readonly rules: readonly Rule[]
  /** Those that are not over. */
  readonly silences: readonly Silence[]
}

const watchedSql = `
  select h.watch, z.id, z.version, z.name, z.audience, z.archived, z.valid,
    z.core_metres as "coreMetres", z.reach_metres as "reachMetres",
    json_build_array(ST_X(z.centre::geometry), ST_Y(z.centre::geometry)) as centre,
    json_build_array(ST_XMin(g), ST_YMin(g), ST_XMax(g), ST_YMax(g)) as bounds,
    case when at_hand then ST_AsGeoJSON(g, 15)::json end as shape,
    case when not at_hand then (
      select json_agg(json_build_array(ST_XMin(p.box), ST_YMin(p.box), ST_XMax(p.box), ST_YMax(p.box)))
      from zone_part p where p.zone_id = z.id
    ) end as boxes,
    coalesce((
      select json_agg(v.body order by r.id)
      from rule r join rule_version v on v.rule_id = r.id and v.version = r.version
      where r.zone_id = z.id and r.enabled
    ), '[]') as rules,
    coalesce((
      select json_agg(s.body order by s.id) from silence s where s.zone_id = z.id and s.ends_at > $4::timestamptz
    ), '[]') as silences
  from change_head h
  left join lateral (
    select * from zone z
    where ($2::uuid is null or z.id > $2::uuid)
      and (z.seq > $1::bigint or z.id in (select r.zone_id from rule r where r.seq > $1::bigint)
        or z.id in (select s.zone_id from silence s where s.seq > $1::bigint))
    order by z.id limit $3
  ) z on true
  cross join lateral (select z.shape::geometry as g) s
  cross join lateral (
    select ST_NPoints(g) <= 600 and ST_XMin(g) > -179 and ST_XMax(g) < 179 and ST_YMin(g) > -85 and ST_YMax(g) < 85
      as at_hand
  ) u
  order by z.id`

interface Page {
  /** The id of the last zone of the page before. */
  readonly after: string | null
  readonly limit: number
  readonly now: string
}

/**
 * Zones that have changed, or whose rules or silences have, since a position of the feed; at least one row, to say where
 * they stand.
 */
export function watchedZones(since: number, { after, limit, now }: Page): Statement {
  return { name: 'watched-zones', text: watchedSql, values: [since, after, limit, now] }
}
