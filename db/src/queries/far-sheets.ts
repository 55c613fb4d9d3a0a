import { mortonOf, type Instant, type Tile, type TimeSpan } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { celledAt, cellsOfTile, ownPlaces } from './far-place.js'
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
 * Counts a month in sheets. What lies in the cells of a tile is one row: incidents of a place came in at any time, and
 * to read each where it lies is to read as many pages of the disk.
 */
export function sheetsOf(month: TimeSpan): Statement {
  const { values, bind } = conditions()
  const lists = Object.keys(listed).map((it) => `array_agg(${it === 'id' ? 'id::uuid' : it} order by place)`)
  const text = `
    with ${celledAt(zooms.close, month, bind)},
    close as materialized (${gatheredOf('celled')}),
    wide as (${addedUp([`select place / ${4 ** (zooms.close - zooms.wide)} as place, ${gathered} from close`])}),
    cell as (
      select place % ${cellsOfTile} as cell, * from (
        select ${zooms.wide} as zoom, * from wide union all select ${zooms.close}, * from close
      ) c
    )
    insert into far_sheet (zoom, begun, place, ${Object.values(listed).join(', ')})
    select zoom, ${bind(month.from)}::timestamptz, place / ${cellsOfTile}, ${lists.join(', ')} from cell group by 1, 3`
  return { name: null, text, values }
}

const gathered = 'count, lons, lats, worst, metres, id, type, kind, at'

export function emptiedSheets(month: Instant): Statement {
  return { name: null, text: 'delete from far_sheet where begun = $1', values: [month] }
}

/** What the sheets of some months hold of a tile, by the numbers that it gives to its cells. */
export function sheetCells({ z, x, y }: Tile, months: readonly Instant[], bind: Bind): string {
  const zoom = Math.max(zooms.wide, z)
  const each = 4 ** (zoom - z)
  const first = mortonOf(x, 2 ** z - 1 - y) * each
  const [from, until] = [bind(first), bind(first + each - 1)]
  const cells = Object.values(listed).map((it) => `s.${it}`)
  return `
    select (${bind(ownPlaces)}::int[])[((s.place - ${from}::int) * ${cellsOfTile} + u.cell) / ${each} + 1] as place,
      u.count, u.lons, u.lats, u.worst, u.metres, u.id::text, u.type, u.kind, u.at, null::timestamptz as known
    from far_sheet s cross join lateral unnest(${cells.join(', ')}) u(${Object.keys(listed).join(', ')})
    where s.zoom = ${zoom} and s.begun = any(${bind(months)}::timestamptz[]) and s.place between ${from}::int and ${until}::int`
}
