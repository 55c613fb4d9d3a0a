import {
  instantMs,
  tileUnits,
  type Cover,
  type IncidentKind,
  type IncidentType,
  type Tile,
  type TileGrid,
} from '@cordon/alerts'
import { createHash } from 'node:crypto'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { asksForTimeAlone, besideFar, farCells } from './far.js'
import { sheetZoom } from './far-sheets.js'
import { addedUp, gatheredOf, mostBeside as most, placedOf } from './gathered.js'
import type { IncidentSearch, SearchWay } from './search.js'

/** How a search is drawn: in which tile, in which cells, and in how many slices of a time, each for itself. */
export interface Tiling {
  readonly tile: Tile
  readonly grid: TileGrid
  readonly slices: { readonly from: string; readonly to: string; readonly count: number } | null
  /** What of its time is counted ahead; left out where nothing is taken from there. */
  readonly cover?: Cover | undefined
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
  /** When it happened and when it was first recorded, in minutes since 1970. */
  readonly at: number | null
  readonly known: number | null
  /** Numbered from 0; null where it is not sliced. */
  readonly slice: number | null
}

/** What a tile shows of a search, row by row from the south-west on. */
export function tileRows(search: IncidentSearch, tiling: Tiling): Statement {
  const { values, bind } = conditions()
  return named({ text: rowsOf(search, tiling, bind), values }, search, tiling)
}

/** The same as a vector tile (MVT 2.1), for a PostGIS that can write one; no bytes where there is nothing. */
export function tileBytes(search: IncidentSearch, tiling: Tiling): Statement {
  const { values, bind } = conditions()
  const text = `
    select coalesce(ST_AsMVT(t, ${bind(tileLayer)}, ${tileUnits}, 'geom'), '') as tile from (
      select ST_MakePoint(x, y) as geom, count, worst, metres, latitude, id, type, kind, at, known, slice
      from (${rowsOf(search, tiling, bind)}) r
    ) t`
  return named({ text, values }, search, tiling)
}

/** Beyond what is counted ahead a tile holds so little that its statement takes longer to be understood than to be run. */
const closeZoom = sheetZoom + 1

/**
 * Close tiles of a time are asked for by one text, which each connection understands once; whatever else is asked for is
 * planned by its values.
 */
function named({ text, values }: Omit<Statement, 'name'>, search: IncidentSearch, { tile, slices }: Tiling): Statement {
  const isCommon = tile.z >= closeZoom && slices === null && asksForTimeAlone({ ...search, boxes: null })
  const name = isCommon ? `tile-${createHash('sha256').update(text).digest('hex').slice(0, 16)}` : null
  return { name, text, values }
}

/** The one layer of a tile. */
export const tileLayer = 'incidents'

/**
 * Each step is kept by itself, by `offset 0` or as materialized: what one row says is worked out once, and the planner
 * sees cells that it can gather as the rows come. Left to itself it expects two rows, and sorts all of them on disk.
 * Means are taken of what is far from nothing: to PostgreSQL a degree too small to be halved is an error.
 */
function rowsOf(search: IncidentSearch, tiling: Tiling, bind: Bind): string {
  const { tile, grid, slices } = tiling
  const scale = tileUnits * 2 ** tile.z
  const cells = grid.columns.length - 1
  return `
    with ${celledOf(search, tiling, bind)},
    gathered as materialized (${cellsOf(search, tiling, bind)}),
    cell as (
      select *, place / ${most * most} as row, place / ${most} % ${most} as col,
        (lons + 180 * count) / count / 360 as east, (lats + 90 * count) / count - 90 as lat
      from gathered
    )
    select ${unitOf('east', [scale, tileUnits * tile.x], bind)} as x, ${unitOf(southOf('lat'), [scale, tileUnits * tile.y], bind)} as y, count,
      worst, ceil(metres)::int as metres, round(lat::numeric, 2)::float8 as latitude, ${alone('id')}, ${alone('type')}, ${alone('kind')},
      ${alone(minutes('at'), 'at')}, ${alone(firstKnown, 'known')}, ${slices === null ? 'null::int' : `place % ${most}`} as slice
    from cell where col between 1 and ${cells} and row between 1 and ${cells} order by place`
}

/** Each incident that is not counted ahead, with the number of its cell and slice. */
function celledOf(search: IncidentSearch, { grid, slices, cover }: Tiling, bind: Bind): string {
  const bucket = (of: string, edges: readonly number[]) => `width_bucket(${of}, ${bind(edges)}::float8[])`
  const parts = cover === undefined ? [search] : besideFar(search, cover)
  const placed = parts.map((part) => placedOf(part, bind, cover === undefined ? 'gathered' : wayIn(part)))
  // Where all of it is counted ahead, nobody asks for these rows.
  const rows = placed.length === 0 ? placedOf(search, bind) : placed.join(' union all ')
  return `
    placed as (select * from (${rows}) p offset 0),
    celled as (
      select (${bucket('lat', grid.rows)} * ${most} + ${bucket('lon', grid.columns)}) * ${most} + ${sliceOf(slices, bind)} as place, *
      from placed offset 0
    )`
}

/** So few days are sooner read as they lie than looked through for a place: to an index of places they lie all over. */
const shortDays = 62

function wayIn({ from, to, exercise }: IncidentSearch): SearchWay {
  if (exercise === true || from === null || to === null) return 'gathered'
  return instantMs(to) - instantMs(from) <= shortDays * 86_400_000 ? 'walked' : 'gathered'
}

/** A cell is counted ahead once for each month or pentad. */
function cellsOf(search: IncidentSearch, { tile, cover }: Tiling, bind: Bind): string {
  const counted = cover === undefined ? [] : farCells(tile, cover, bind)
  if (counted.length === 0) return gatheredOf('celled', known)
  const isAll = cover !== undefined && besideFar(search, cover).length === 0
  return addedUp(isAll ? counted : [gatheredOf('celled', known), ...counted], known)
}

function minutes(of: string): string {
  return `floor(extract(epoch from ${of}) / 60)::int`
}

const known = ', min(known) as known'

/** Few were told anew since: of the others their row says it. */
const firstKnown = `coalesce(${minutes('known')}, (select ${minutes('v.recorded_at')} from incident_revision v where v.incident_id = cell.id::uuid and v.revision = 1))`

/** In milliseconds, which are whole numbers: what begins with a slice lies in it. */
function sliceOf(slices: Tiling['slices'], bind: Bind): string {
  if (slices === null) return '0'
  const ms = instantMs(slices.to) - instantMs(slices.from)
  const since = `round(date_part('epoch', at - ${bind(slices.from)}::timestamptz) * 1000)`
  return `floor(${since} * ${bind(slices.count)}::float8 / ${bind(ms)}::float8)::int`
}

/** As `inTile` has it; a test holds both together. */
function unitOf(share: string, [scale, from]: readonly [number, number], bind: Bind): string {
  const units = `(${share}) * ${bind(scale)}::float8 - ${bind(from)}::float8`
  return `least(${tileUnits - 1}, greatest(0, floor(${units})))::int`
}

function southOf(lat: string): string {
  return `0.5 - ln(tan(pi() / 4 + radians(least(85.06, greatest(-85.06, ${lat}))) / 2)) / (2 * pi())`
}

function alone(value: string, name = value): string {
  return `case when count = 1 then ${value} end as ${name}`
}
