import { mortonOf, type Tile, type TimeSpan } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { celledAt, cellsOfTile, ownPlaces, type Counted, type Scale } from './far-place.js'
import { addedUp, gatheredOf } from './gathered.js'

/** At which zooms a sheet holds the very cells of a tile; one at the zoom before takes four of the first. */
const zooms = { wide: 9, close: 10 } as const
/** Tiles up to this zoom are made of sheets, where they are too close for the cells that are counted further away. */
export const sheetZoom = zooms.close

/** What a sheet lists of its cells, and what stands in the columns that list it. */
const listed = {
  ...{ cell: 'cells', count: 'counts', lons: 'lons', lats: 'lats', worst: 'worsts', metres: 'metres' },
  ...{ id: 'ids', type: 'types', kind: 'kinds', at: 'ats' },
} as const

/**
 * Counts a month or a pentad in sheets. What lies in the cells of a tile is one row: incidents of a place came in at any time, and
 * to read each where it lies is to read as many pages of the disk.
 */
export function sheetsOf(scale: Scale, stretch: TimeSpan): Statement {
  const { values, bind } = conditions()
  const lists = Object.keys(listed).map((it) => `array_agg(${it === 'id' ? 'id::uuid' : it} order by place)`)
  const text = `
    with ${celledAt(zooms.close, stretch, bind)},
    close as materialized (${gatheredOf('celled')}),
    wide as (${addedUp([`select place / ${4 ** (zooms.close - zooms.wide)} as place, ${gathered} from close`])}),
    cell as (
      select place % ${cellsOfTile} as cell, * from (
        select ${zooms.wide} as zoom, * from wide union all select ${zooms.close}, * from close
      ) c
    )
    insert into far_sheet (scale, zoom, begun, place, ${Object.values(listed).join(', ')})
    select ${bind(scale)}, zoom, ${bind(stretch.from)}::timestamptz, place / ${cellsOfTile}, ${lists.join(', ')} from cell group by zoom, place / ${cellsOfTile}`
  return { name: null, text, values }
}

const gathered = 'count, lons, lats, worst, metres, id, type, kind, at'

/** Takes away the sheets of a month, or of the pentads that begin in a stretch. */
export function emptiedSheets(scale: Scale, { from, to }: TimeSpan): Statement {
  const text = 'delete from far_sheet where scale = $1 and begun >= $2 and begun < $3'
  return { name: null, text, values: [scale, from, to] }
}

/** What the sheets of some months or pentads hold of a tile, by the numbers that it gives to its cells. */
export function sheetCells({ z, x, y }: Tile, { scale, begun }: Counted, bind: Bind): string {
  const zoom = Math.max(zooms.wide, z)
  const each = 4 ** (zoom - z)
  const first = mortonOf(x, 2 ** z - 1 - y) * each
  const [from, until] = [bind(first), bind(first + each - 1)]
  const cells = Object.values(listed).map((it) => `s.${it}`)
  return `
    select (${bind(ownPlaces)}::int[])[((s.place - ${from}::int) * ${cellsOfTile} + u.cell) / ${each} + 1] as place,
      u.count, u.lons, u.lats, u.worst, u.metres, u.id::text, u.type, u.kind, u.at, null::timestamptz as known
    from far_sheet s cross join lateral unnest(${cells.join(', ')}) u(${Object.keys(listed).join(', ')})
    where s.scale = ${bind(scale)} and s.zoom = ${zoom} and s.begun = any(${bind(begun)}::timestamptz[]) and s.place between ${from}::int and ${until}::int`
}
