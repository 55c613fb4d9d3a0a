import { endOfMonth, monthBegun, tileGrid, type Cover, type Instant, type Pentad, type Stretch, type Tile } from '@cordon/alerts'
import type { Runner, Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { addedUp, gatheredOf, mostBeside, placedOf } from './gathered.js'
import type { IncidentSearch } from './search.js'

/** Cells of a tile at this zoom and further away are made of those that are counted ahead. */
export const farZoom = 7
/** As many side by side over the whole world. */
const worldCells = 2048

/** A search that asks for nothing but a time: what its days hold may be counted ahead. */
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

/** The pentads in which anything of a stretch lies, earliest first, and whether what lies in them is counted. */
export function farPentads({ from, to }: Stretch): Statement {
  return {
    name: 'far-pentads',
    text: `
      select begun as from, ended as to, counted from far_pentad
      where ($1::timestamptz is null or ended > $1) and ($2::timestamptz is null or begun < $2) order by begun`,
    values: [from, to],
  }
}

/** Some pentads that are not counted, have ended, and have not changed for so long, the latest first. */
export function farPentadsDue(restSeconds: number, most: number): Statement {
  return {
    name: 'far-pentads-due',
    text: `
      select begun as from, ended as to, counted from far_pentad
      where not counted and changed_at <= now() - $1::float8 * interval '1 second' and ended <= now()
      order by begun desc limit $2`,
    values: [restSeconds, most],
  }
}

/**
 * Counts what lies in the cells of a pentad, in a transaction of its own, and adds up its month if all of that is counted
 * then. The rows of the month's pentads come first, and each statement sees what was committed before it: nobody has
 * changed an incident of them, or counted another of them, who has not said so.
 */
export async function countFarPentad(run: Runner, { from, to }: Pentad): Promise<void> {
  const month = monthBegun(from)
  const ofPentad = (text: string) => ({ name: null, text, values: [from] })
  const ofMonth = (text: string) => ({ name: null, text, values: [month, endOfMonth(month)] })
  await Promise.all([
    run.query(ofMonth('select from far_pentad where begun >= $1 and begun < $2 order by begun for update')),
    run.query(ofPentad('delete from far_cell where not is_month and begun = $1')),
    run.query(cellsOf({ from, to })),
    run.query(ofPentad('update far_pentad set counted = true where begun = $1')),
    run.query({ name: null, text: 'delete from far_cell where is_month and begun = $1', values: [month] }),
    run.query(ofMonth(addedUpSql)),
  ])
}

const columns = 'is_month, begun, place, count, lons, lats, worst, metres, id, type, kind, at'
const addedUpSql = `
  insert into far_cell (${columns})
  select true, $1, g.* from (${addedUp(['select * from far_cell where not is_month and begun >= $1 and begun < $2'])}) g
  where not exists (select from far_pentad where begun >= $1 and begun < $2 and not counted)`

function cellsOf(stretch: Stretch): Statement {
  const { values, bind } = conditions()
  const { columns: meridians, rows: parallels } = tileGrid({ z: 0, x: 0, y: 0 }, worldCells)
  const bucket = (of: string, edges: readonly number[]) => `width_bucket(${of}, ${bind(edges)}::float8[]) - 1`
  const text = `
    with placed as (${placedOf({ ...anything, ...stretch }, bind)} offset 0),
    celled as (
      select (${bucket('lat', parallels)}) * ${worldCells} + ${bucket('lon', meridians)} as place, * from placed offset 0
    )
    insert into far_cell (${columns})
    select false, ${bind(stretch.from)}::timestamptz, g.* from (${gatheredOf('celled')}) g`
  return { name: null, text, values }
}

/** What is counted of a cover in the cells of a tile, by the numbers that the tile gives to them. */
export function farCells({ z, x, y }: Tile, { months, pentads }: Cover, bind: Bind): string {
  const wide = worldCells / 2 ** z
  const [west, south] = [x * wide, worldCells - (y + 1) * wide]
  const own = (of: string, first: number) => `((${of} - ${first}) / ${wide / 16} + 1)`
  const begunIn = (them: readonly Instant[]) => `begun = any(${bind(them)}::timestamptz[])`
  return `
    select (${own('row', south)} * ${mostBeside} + ${own('col', west)}) * ${mostBeside} as place, count, lons, lats, worst,
      metres, id, type, kind, at
    from (
      select *, place / ${worldCells} as row, place % ${worldCells} as col from far_cell
      where is_month and ${begunIn(months)} or not is_month and ${begunIn(pentads)}
    ) f
    where col between ${west} and ${west + wide - 1} and row between ${south} and ${south + wide - 1}`
}
