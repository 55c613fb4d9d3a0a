import { severities, tileUnits, type IncidentKind, type IncidentType, type Tile, type TileGrid } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { foundIn, type IncidentSearch } from './search.js'
import { seenJoin } from './seen.js'

/** How a search is drawn: in which tile, in which cells, and in how many slices of a time, each for itself. */
export interface Tiling {
  readonly tile: Tile
  readonly grid: TileGrid
  readonly slices: { readonly from: string; readonly to: string; readonly count: number } | null
}

/** What lies in one cell, and where sliced, of one slice. What only one incident has is null where there are more. */
export interface TileRow {
  /** The middle of them, in units of the tile from its north-western corner. */
  readonly x: number
  readonly y: number
  readonly count: number
  /** From 0, unknown, to 4, extreme. */
  readonly worst: number
  /** How far from there the least well placed of them may be. */
  readonly metres: number
  /** Of their middle, to a hundredth of a degree: how long a metre is drawn. */
  readonly latitude: number
  readonly id: string | null
  readonly type: IncidentType | null
  readonly kind: IncidentKind | null
  /** When it happened and when this was recorded, in minutes since 1970. */
  readonly at: number | null
  readonly known: number | null
  /** Numbered from 0; null where it is not sliced. */
  readonly slice: number | null
}

/** What a tile shows of a search, row by row from the south-west on. */
export function tileRows(search: IncidentSearch, tiling: Tiling): Statement {
  const { values, bind } = conditions()
  return { name: null, text: rowsOf(search, tiling, bind), values }
}

/** The same as a vector tile (MVT 2.1), for a PostGIS that can write one; no bytes where there is nothing. */
export function tileBytes(search: IncidentSearch, tiling: Tiling): Statement {
  const { values, bind } = conditions()
  const text = `
    select coalesce(ST_AsMVT(t, ${bind(tileLayer)}, ${tileUnits}, 'geom'), '') as tile from (
      select ST_MakePoint(x, y) as geom, count, worst, metres, latitude, id, type, kind, at, known, slice
      from (${rowsOf(search, tiling, bind)}) r
    ) t`
  return { name: null, text, values }
}

/** The one layer of a tile. */
export const tileLayer = 'incidents'

// Means are taken of what is far from nothing: to PostgreSQL a degree too small to be halved is an error.
function rowsOf(search: IncidentSearch, { tile, grid, slices }: Tiling, bind: Bind): string {
  const cells = grid.columns.length - 1
  const bucket = (of: string, edges: readonly number[]) => `width_bucket(${of}, ${bind(edges)}::float8[])`
  return `
    with placed as (${placedOf(search, bind)}),
    celled as (
      select ${bucket('lon', grid.columns)} as col, ${bucket('lat', grid.rows)} as row, ${sliceOf(slices, bind)} as slice, *
      from placed
    ),
    cell as (
      select col, row, slice, count(*)::int as count, avg(lon + 180) as east, avg(lat + 90) - 90 as lat, max(rank) as worst,
        max(metres) as metres, min(id::text) as id, min(type) as type, min(kind) as kind, min(occurred_from) as at, min(recorded_at) as known
      from celled where col between 1 and ${cells} and row between 1 and ${cells} group by col, row, slice
    )
    select ${unitOf('east / 360', tile.z, tile.x)} as x, ${unitOf(southOf('lat'), tile.z, tile.y)} as y, count,
      worst, ceil(metres)::int as metres, round(lat::numeric, 2)::float8 as latitude, ${alone('id')}, ${alone('type')}, ${alone('kind')},
      ${alone('floor(extract(epoch from at) / 60)::int', 'at')}, ${alone('floor(extract(epoch from known) / 60)::int', 'known')},
      slice
    from cell order by row, col, slice`
}

/** Each incident where it is, or where it is seen. What lies at 180° lies at -180°. */
function placedOf(search: IncidentSearch, bind: Bind): string {
  const { seen } = search
  const found = foundIn(search, bind)
  const rank = `case i.severity ${severities.map((it, at) => `when '${it}' then ${severities.length - 1 - at}`).join(' ')} end`
  const told = `select i.id, i.type, i.kind, ${rank} as rank, i.occurred_from, i.recorded_at`
  if (seen !== null) return `${told}, seen.lon, seen.lat, seen.metres from ${found} i ${seenJoin(seen, bind)}`
  return `${told}, coalesce(nullif(ST_X(i.geom), 180), -180) as lon, ST_Y(i.geom) as lat, i.uncertainty_metres as metres
    from ${found} i`
}

function sliceOf(slices: Tiling['slices'], bind: Bind): string {
  if (slices === null) return 'null::int'
  const [from, to, count] = [`${bind(slices.from)}::timestamptz`, `${bind(slices.to)}::timestamptz`, slices.count]
  return `floor(extract(epoch from occurred_from - ${from}) * ${count} / extract(epoch from ${to} - ${from}))::int`
}

/** As `inTile` has it; a test holds both together. */
function unitOf(share: string, z: number, at: number): string {
  return `least(${tileUnits - 1}, greatest(0, floor((${share}) * ${tileUnits * 2 ** z} - ${tileUnits * at})))::int`
}

function southOf(lat: string): string {
  return `0.5 - ln(tan(pi() / 4 + radians(least(85.06, greatest(-85.06, ${lat}))) / 2)) / (2 * pi())`
}

function alone(value: string, name = value): string {
  return `case when count = 1 then ${value} end as ${name}`
}
