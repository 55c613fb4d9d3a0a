import { audienceOf, paddedBoxes, type Zone, type ZoneGeometry } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Change } from './store.js'

/** Longest edge, in degrees: a geodesic of this length leaves the straight line on the map by at most 0.3 m. */
const longestEdgeDegrees = 0.05

/** A piece of a zone's shape, small enough for an index. `shape` is EWKB in hexadecimal. */
export interface ZonePiece {
  readonly shape: string
  readonly bounds: readonly [number, number, number, number]
}

/** A zone's geometry made ready to be measured against; shapes are EWKB in hexadecimal. */
export interface PreparedShape {
  /** PostGIS's word on an invalid shape with the place of the fault; null when valid. */
  readonly fault: string | null
  readonly squareMetres: number
  readonly shape: string
  readonly boundary: string | null
  readonly centre: string
  readonly pieces: readonly ZonePiece[]
}

/** What a piece has at most. */
const pieceCorners = 32
/** What a piece of a larger shape has at first: cutting all of it at once would keep every other statement waiting. */
const roughCorners = 256

function piecesOf(shape: string, corners: string | number): string {
  return `
    select encode(ST_AsEWKB(s.geom), 'hex') as shape,
      json_build_array(ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)) as bounds
    from ST_Subdivide(${shape}, ${corners}) as part
    cross join lateral ST_Dump(part) as d
    cross join lateral (select ST_Segmentize(d.geom, ${longestEdgeDegrees}) as geom) s`
}

// Without `materialized` a shape of ten thousand corners is read from its JSON anew wherever it is named.
const prepareSql = `
  with raw as materialized (
    select n, ST_SetSRID(ST_GeomFromGeoJSON(said::text), 4326) as g
    from jsonb_array_elements($1::jsonb) with ordinality as shape(said, n)
  ),
  checked as materialized (
    select n, g, case when ST_IsValid(g) then null else ST_IsValidReason(g) end as fault from raw
  ),
  cut as materialized (
    select n, fault, ST_Segmentize(g, ${longestEdgeDegrees}) as g, ST_Dimension(g) as dimension from checked
  ),
  wrapped as materialized (
    select n, fault, dimension, g, case when fault is null then ST_WrapX(ST_WrapX(g, 180, -360), -180, 360) end as w
    from cut
  )
  select fault,
    coalesce(case when dimension = 2 then ST_Area(w::geography) else 0 end, 0) as "squareMetres",
    encode(ST_AsEWKB(w), 'hex') as shape,
    case when dimension = 2 and fault is null
      then encode(ST_AsEWKB(ST_WrapX(ST_WrapX(ST_Boundary(g), 180, -360), -180, 360)), 'hex') end as boundary,
    encode(ST_AsEWKB(ST_SetSRID(ST_MakePoint(
      mod((ST_X(ST_Centroid(g)) + 540)::numeric, 360)::float8 - 180, ST_Y(ST_Centroid(g))), 4326)), 'hex') as centre,
    coalesce(piece.all_of_them, '[]') as pieces, rough
  from wrapped
  cross join lateral (select coalesce(ST_NPoints(w) > ${roughCorners}, false) as rough) size
  cross join lateral (
    select json_agg(p) as all_of_them
    from (${piecesOf('w', `case when rough then ${roughCorners} else ${pieceCorners} end`)}) p
  ) piece
  order by n`

/** A shape that is made ready but for its pieces, where it has many corners: `cutFurther` cuts those. */
export interface RoughShape extends PreparedShape {
  readonly rough: boolean
}

/** Checks shapes (their longitudes unwrapped across the date line) and cuts each into pieces for the index; in their order. */
export function prepareShapes(geometries: readonly ZoneGeometry[]): Statement {
  return { name: 'prepare-shapes', text: prepareSql, values: [JSON.stringify(geometries)] }
}

/** Cuts rough pieces into those that are kept. */
export function cutFurther(pieces: readonly ZonePiece[]): Statement {
  return {
    name: 'cut-further',
    text: `
      select p.shape, p.bounds from jsonb_array_elements_text($1::jsonb) as rough
      cross join lateral (${piecesOf("decode(rough, 'hex')::geometry", pieceCorners)}) p`,
    values: [JSON.stringify(pieces.map(({ shape }) => shape))],
  }
}

/** The boxes in which a zone's parts lie with their reach, one each side of the meridian. */
export function zoneBounds(id: string): Statement {
  return {
    name: 'zone-bounds',
    text: `
      select ST_XMin(e) as west, ST_YMin(e) as south, ST_XMax(e) as east, ST_YMax(e) as north
      from (select ST_Extent(box) as e from zone_part where zone_id = $1 group by ST_XMin(box) < 0) halves`,
    values: [id],
  }
}

/** Radius of a circle, half the width of a corridor, nothing for an area. */
export function coreMetres(zone: Zone): number {
  return zone.radiusMetres ?? (zone.widthMetres ?? 0) / 2
}

/** How far beyond its drawn shape a zone listens: its reach or its widest ring. */
export function reachMetres(zone: Zone): number {
  return Math.max(zone.reachMetres, ...zone.rings)
}

/** A change in the feed; `at` counts from 1 within the write. */
export type ZoneChange = Omit<Change, 'seq'> & { readonly at: number }

/** A version of a zone on its way into the database. */
export interface ZoneRow {
  readonly zone: Zone
  readonly prepared: PreparedShape
}

const saveSql = `
  with head as (
    update change_head set seq = seq + $1::int, watch = seq + $1::int,
      access = case when $6::boolean then seq + $1::int else access end
    returning seq - $1::int as base
  ),
  z as (
    select * from jsonb_to_recordset($2::jsonb) as z(at int, zone jsonb, audience text, core float8, reach float8, shape text,
      boundary text, centre text, pieces int)
  ),
  gone as (
    delete from zone_part p using z where p.zone_id = (z.zone->>'id')::uuid
  ),
  saved as (
    insert into zone (id, version, seq, owner_id, visibility, audience, archived, name, core_metres, reach_metres, shape, boundary,
      pieces, centre, valid)
    select (zone->>'id')::uuid, (zone->>'version')::int, base + at, (zone->>'ownerId')::uuid, zone->>'visibility',
      audience, (zone->>'archived')::boolean, zone->>'name', core, reach, decode(shape, 'hex')::geography,
      decode(boundary, 'hex')::geography, pieces, decode(centre, 'hex')::geography, zone->'valid'
    from z, head
    on conflict (id) do update set version = excluded.version, seq = excluded.seq, visibility = excluded.visibility,
      audience = excluded.audience, archived = excluded.archived, name = excluded.name, core_metres = excluded.core_metres,
      reach_metres = excluded.reach_metres, shape = excluded.shape, boundary = excluded.boundary,
      pieces = excluded.pieces, centre = excluded.centre, valid = excluded.valid
  ),
  versions as (
    insert into zone_version (zone_id, version, recorded_at, shape, body)
    select (zone->>'id')::uuid, (zone->>'version')::int, (zone->>'recordedAt')::timestamptz,
      decode(shape, 'hex')::geography, zone || jsonb_build_object('seq', base + at)
    from z, head
  ),
  parts as (
    insert into zone_part (zone_id, box, threshold_metres, shape)
    select p.zone_id, ST_MakeEnvelope(p.west, p.south, p.east, p.north, 4326), p.threshold,
      decode(p.shape, 'hex')::geography
    from jsonb_to_recordset($3::jsonb) as p(zone_id uuid, west float8, south float8, east float8, north float8,
      threshold float8, shape text)
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select base + c.at, c.kind, c.id, c.revision, c.audience, $5::timestamptz,
      case when jsonb_typeof(c.body) = 'object' then c.body || jsonb_build_object('seq', base + c.at) end
    from jsonb_to_recordset($4::jsonb) as c(at int, kind text, id uuid, revision int, audience text, body jsonb), head
  )
  select base from head`

/** Stores new versions of zones with their pieces and changes; an archived zone keeps no pieces and so hears nothing. */
export function saveZones(rows: readonly ZoneRow[], changes: readonly ZoneChange[], now: string): Statement {
  const zones = rows.map(({ zone, prepared }, index) => ({
    at: index + 1,
    zone,
    audience: audienceOf(zone),
    core: coreMetres(zone),
    reach: reachMetres(zone),
    shape: prepared.shape,
    boundary: prepared.boundary,
    centre: prepared.centre,
    pieces: prepared.pieces.length,
  }))
  const parts = rows.filter((row) => !row.zone.archived).flatMap(partsOf)
  const places = Math.max(0, ...changes.map((change) => change.at))
  const values = [
    places,
    JSON.stringify(zones),
    JSON.stringify(parts),
    JSON.stringify(changes),
    now,
    changes.some(({ kind }) => kind === 'access'),
  ]
  return { name: 'save-zones', text: saveSql, values }
}

function partsOf({ zone, prepared }: ZoneRow) {
  const threshold = coreMetres(zone) + reachMetres(zone)
  return prepared.pieces.flatMap(({ shape, bounds }) =>
    paddedBoxes(bounds, threshold).map(([west, south, east, north]) => ({
      zone_id: zone.id,
      west,
      south,
      east,
      north,
      threshold,
      shape,
    })),
  )
}

/** Zones that some audiences see, by name. */
export function zonesVisible(
  audiences: readonly string[],
  options: { limit: number; after: readonly [string, string] | null; archived: boolean },
): Statement {
  return {
    name: 'zones-visible',
    text: `
      select v.body from zone z join zone_version v on v.zone_id = z.id and v.version = z.version
      where z.audience = any($1::text[]) and (not z.archived or $2::boolean)
        and ($3::text is null or (z.name, z.id) > ($3::text, $4::uuid))
      order by z.name, z.id limit $5`,
    values: [audiences, options.archived, options.after?.[0] ?? null, options.after?.[1] ?? null, options.limit],
  }
}

/** One zone, as it is (version null) or as it was. */
export function zoneById(id: string, version: number | null): Statement {
  return {
    name: 'zone-by-id',
    text: `
      select v.body from zone z join zone_version v on v.zone_id = z.id and v.version = coalesce($2::int, z.version)
      where z.id = $1`,
    values: [id, version],
  }
}

/** Locks a zone until the transaction ends; read it afterwards, since another may have changed it before the lock was had. */
export function lockZone(id: string): Statement {
  return { name: 'lock-zone', text: `select from zone where id = $1 for update`, values: [id] }
}

/** The zones that listen, that some audiences see, and that bear one of these names. */
export function zonesNamed(names: readonly string[], audiences: readonly string[]): Statement {
  return {
    name: 'zones-named',
    text: `
      select v.body from unnest($1::text[]) as said(name)
      join zone z on z.name = said.name
      join zone_version v on v.zone_id = z.id and v.version = z.version
      where not z.archived and z.audience = any($2::text[])
      order by z.id`,
    values: [[...new Set(names)], audiences],
  }
}

/** How many alerts each zone has raised since a time, of those that some audiences may see; exercises are left out. */
export function alertsOfZones(since: string, audiences: readonly string[]): Statement {
  return {
    name: 'alerts-of-zones',
    text: `
      select a.zone_id as "zoneId", count(*)::int as alerts from alert a
      where a.raised_at >= $1::timestamptz and a.audience = any($2::text[]) and not (a.body->>'exercise')::boolean
      group by a.zone_id order by alerts desc, a.zone_id`,
    values: [since, audiences],
  }
}
export interface ZoneAlertsRow {
  readonly zoneId: string
  readonly alerts: number
}
