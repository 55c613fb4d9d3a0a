import { endOfMonth, tileGrid, type Instant, type Tile } from '@cordon/alerts'
import type { Runner, Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { gatheredOf, mostBeside, placedOf } from './gathered.js'
import type { IncidentSearch } from './search.js'

/** Cells of a tile at this zoom and further away are made of those that are counted ahead. */
export const farZoom = 7
/** As many side by side over the whole world. */
const worldCells = 2048

/** A search that asks for nothing but a time: what its months hold may be counted ahead. */
export function asksForTimeAlone({ from: _from, to: _to, ...others }: IncidentSearch): boolean {
  return Object.values(others).every((it) => it === null)
}

const anything: IncidentSearch = {
  ...{
    boxes: null,
    from: null,
    to: null,
    precisions: null,
    weekdays: null,
    hours: null,
    types: null,
    severities: null,
  },
  ...{ statuses: null, kinds: null, grades: null, zoneId: null, nearby: null, area: null, sourceIds: null },
  ...{ actors: null, words: null, spellings: null, asOf: null, after: null, seen: null },
}

/** All months in which anything lies, earliest first, and whether what lies in them is counted. */
export function farMonths(): Statement {
  return { name: 'far-months', text: 'select month, counted from far_month order by month', values: [] }
}

/** Some months that are not counted, have ended, and have not changed for so long, the latest first. */
export function farMonthsDue(restSeconds: number, most: number): Statement {
  return {
    name: 'far-months-due',
    text: `
      select month from far_month where not counted and changed_at <= now() - $1::float8 * interval '1 second'
        and month + interval '1 month' <= now() order by month desc limit $2`,
    values: [restSeconds, most],
  }
}

/**
 * Counts what lies in the cells of a month, in a transaction of its own. The row of the month comes first, and each
 * statement sees what was committed before it: nobody has changed an incident of it who has not said so.
 */
export async function countFarMonth(run: Runner, month: Instant): Promise<void> {
  const statement = (text: string) => ({ name: null, text, values: [month] })
  await Promise.all([
    run.query(statement('select from far_month where month = $1 for update')),
    run.query(statement('delete from far_cell where month = $1')),
    run.query(cellsOf(month)),
    run.query(statement('update far_month set counted = true where month = $1')),
  ])
}

function cellsOf(month: Instant): Statement {
  const { values, bind } = conditions()
  const { columns, rows } = tileGrid({ z: 0, x: 0, y: 0 }, worldCells)
  const bucket = (of: string, edges: readonly number[]) => `width_bucket(${of}, ${bind(edges)}::float8[]) - 1`
  const text = `
    with placed as (${placedOf({ ...anything, from: month, to: endOfMonth(month) }, bind)} offset 0),
    celled as (
      select (${bucket('lat', rows)}) * ${worldCells} + ${bucket('lon', columns)} as place, * from placed offset 0
    )
    insert into far_cell (month, place, count, lons, lats, worst, metres, id, type, kind, at)
    select ${bind(month)}::timestamptz, g.* from (${gatheredOf('celled')}) g`
  return { name: null, text, values }
}

/** What is counted of some months in the cells of a tile, by the numbers that the tile gives to them. */
export function farCells({ z, x, y }: Tile, months: readonly Instant[], bind: Bind): string {
  const wide = worldCells / 2 ** z
  const [west, south] = [x * wide, worldCells - (y + 1) * wide]
  const own = (of: string, first: number) => `((${of} - ${first}) / ${wide / 16} + 1)`
  return `
    select (${own('row', south)} * ${mostBeside} + ${own('col', west)}) * ${mostBeside} as place, count, lons, lats, worst,
      metres, id, type, kind, at
    from (select *, place / ${worldCells} as row, place % ${worldCells} as col from far_cell where month = any(${bind(months)}::timestamptz[])) f
    where col between ${west} and ${west + wide - 1} and row between ${south} and ${south + wide - 1}`
}
