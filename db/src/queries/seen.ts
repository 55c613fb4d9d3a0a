import { columnsAt, incidentTypes, rowMiddle, type CoarseGrid } from '@cordon/alerts'
import type { Bind } from './conditions.js'
import { lookedFor } from './words.js'

/** West, south, east, north; west is at most east. */
type Box = readonly [number, number, number, number]

/**
 * Joins to each incident `i` where it is seen by those who see cells: `seen.lon`, `seen.lat`, `seen.metres`. The
 * formulas are those of `alerts/src/coarsen/grid.ts`, and a test holds both together: whatever is narrowed by place is
 * narrowed by what is told, so that asking often tells no more than being told.
 */
export function seenJoin({ rows, rowDegrees, halfDiagonalMetres }: CoarseGrid, bind: Bind): string {
  const [high, half] = [`${bind(rowDegrees)}::float8`, `${bind(halfDiagonalMetres)}::float8`]
  return `
    cross join lateral (
      select -90 + (least(${bind(rows)}::float8 - 1, floor((ST_Y(i.geom) + 90) / ${high})) + 0.5) * ${high} as middle
    ) r
    cross join lateral (select greatest(1, ceil(360 * cos(radians(r.middle)) / ${high} - 1e-6)) as number) c
    cross join lateral (select floor((coalesce(nullif(ST_X(i.geom), 180), -180) + 180) / (360 / c.number)) as index) k
    cross join lateral (
      select
        floor((-180 + (case when k.index = c.number then 0 else k.index end + 0.5) * (360 / c.number)) * 10000 + 0.5)
          / 10000 as lon,
        floor(r.middle * 10000 + 0.5) / 10000 as lat,
        greatest(3, ceil((i.uncertainty_metres + ${half}) / (${half} / 2))) * (${half} / 2) as metres
    ) seen`
}

/** Whether it is seen in a box; the index finds what may be, in a box that is wider by a cell. */
export function seenInBox(box: Box, grid: CoarseGrid, bind: Bind): string {
  const [west, south, east, north] = box.map((edge) => `${bind(edge)}::float8`)
  const wide = widened(box, grid).map((edge) => `${bind(edge)}::float8`)
  return `(i.geom && ST_MakeEnvelope(${wide.join(', ')}, 4326)
    and seen.lon between ${west} and ${east} and seen.lat between ${south} and ${north})`
}

/** Whether where it is seen may lie within reach of the zone `z`: definite or possible. */
export const seenInShape = `ST_DWithin(z.shape, ST_SetSRID(ST_MakePoint(seen.lon, seen.lat), 4326)::geography,
  z.metres + seen.metres)`

/** Whether what is told of it holds some words: that is the name of its type. */
export function seenWords(words: unknown, bind: Bind): string {
  const types = Object.entries(incidentTypes)
  const keys = `${bind(types.map(([key]) => key))}::text[]`
  const labels = `${bind(types.map(([, { label }]) => label))}::text[]`
  return `i.type in (select t.key from unnest(${keys}, ${labels}) as t(key, label)
    where to_tsvector('simple', t.label) @@ ${lookedFor(bind(words))})`
}

/** A box and a cell more on every side; all longitudes where that leaves ±180. */
function widened([west, south, east, north]: Box, grid: CoarseGrid): Box {
  const [low, high] = [Math.max(-90, south - grid.rowDegrees), Math.min(90, north + grid.rowDegrees)]
  const narrowest = Math.min(columnsAt(grid, rowMiddle(grid, low)), columnsAt(grid, rowMiddle(grid, high)))
  const aside = 360 / narrowest
  if (west - aside < -180 || east + aside > 180) return [-180, low, 180, high]
  return [west - aside, low, east + aside, high]
}
