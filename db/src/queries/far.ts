import {
  denseMonth,
  endOfMonth,
  monthBegun,
  mortonOf,
  type Cover,
  type Instant,
  type Stretch,
  type Tile,
  type TimeSpan,
} from '@cordon/alerts'
import type { Runner, Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { celledAt, cellsOfTile, ownPlaces, real, type Counted, type Scale } from './far-place.js'
import { emptiedSheets, sheetCells, sheetsOf } from './far-sheets.js'
import { addedUp, gatheredOf } from './gathered.js'
import { foundBy, type IncidentSearch } from './search.js'

/** Cells of a tile at this zoom and further away are made of those that are counted ahead. */
export const farZoom = 7

/** A search that asks for nothing but a time: what its days hold may be counted ahead. */
export function asksForTimeAlone({ from: _from, to: _to, exercise, ...others }: IncidentSearch): boolean {
  return exercise !== true && Object.values(others).every((it) => it === null)
}

/** What is to be read of a search beside what is counted ahead of it. */
export function besideFar(search: IncidentSearch, { rest }: Cover): readonly IncidentSearch[] {
  const uncounted = rest.map((span) => ({ ...search, ...span, exercise: false }))
  return search.exercise === null ? [...uncounted, { ...search, exercise: true }] : uncounted
}

const pentad = 'begun as from, ended as to, counted, drawn, count'

/** The pentads in which anything of a stretch lies, earliest first, and whether what lies in them is counted. */
export function farPentads({ from, to }: Stretch): Statement {
  return {
    name: 'far-pentads',
    text: `
      select ${pentad} from far_pentad
      where ($1::timestamptz is null or ended > $1) and ($2::timestamptz is null or begun < $2) order by begun`,
    values: [from, to],
  }
}

/** Some pentads that are not counted, have ended, and have not changed for so long, the latest first. */
export function farPentadsDue(restSeconds: number, most: number): Statement {
  return {
    name: 'far-pentads-due',
    text: `
      select ${pentad} from far_pentad
      where not counted and changed_at <= now() - $1::float8 * interval '1 second' and ended <= now()
      order by begun desc limit $2`,
    values: [restSeconds, most],
  }
}

/**
 * Counts what lies in the cells and hours of a pentad, in a transaction of its own, and its month if all of that is counted
 * then. One at a time counts in a month. The row of the pentad comes first, and each statement sees what was committed
 * before it: nobody has changed an incident of it who has not said so. Whoever changes another pentad meanwhile takes back
 * the month.
 */
export async function countFarPentad(
  run: Runner,
  { from, to }: TimeSpan,
  { now, dense = denseMonth }: Counting,
): Promise<void> {
  const month = { from: monthBegun(from), to: endOfMonth(from) }
  const ask = (text: string, ...values: readonly string[]) => ({ name: null, text, values })
  await Promise.all([
    run.query(ask(inTurnSql, month.from)),
    run.query(ask('select from far_pentad where begun = $1 for update', from)),
    run.query(emptied('pentad', from)),
    run.query(cellsOf({ from, to })),
    run.query(ask('delete from far_hour where begun = $1', from)),
    run.query(hoursOf({ from, to })),
    run.query(ask(countedSql, from)),
    run.query(emptied('month', month.from)),
    run.query(emptiedSheets('month', month)),
  ])
  const [sum] = await run.query<MonthSum>(ask(sumSql, month.from, month.to, from))
  const isUnderWay = month.to > now
  await drawPentad(run, { from, to }, isUnderWay && (sum?.own ?? 0) >= dense / pentadsAMonth)
  if (sum?.counted !== true) return
  await run.query(ask(addedUpSql, month.from, month.to))
  if (sum.count >= dense) await run.query(sheetsOf('month', month))
  if (isUnderWay) return
  await run.query(emptiedSheets('pentad', month))
  await run.query(ask(undrawnSql, month.from, month.to))
}

/** A month that is over is added up soon; what is counted of one under way would be read row by row until then. */
async function drawPentad(run: Runner, stretch: TimeSpan, isDrawn: boolean): Promise<void> {
  await run.query(emptiedSheets('pentad', stretch))
  await run.query({
    name: null,
    text: 'update far_pentad set drawn = $2 where begun = $1',
    values: [stretch.from, isDrawn],
  })
  if (isDrawn) await run.query(sheetsOf('pentad', stretch))
}

const pentadsAMonth = 6
/** When it is counted, and how many incidents a month has sheets for. */
interface Counting {
  readonly now: Instant
  readonly dense?: number
}
/** What lies in a month, whether all of it is counted, and what lies in one pentad of it. */
interface MonthSum {
  readonly counted: boolean
  readonly count: number
  readonly own: number
}

const inTurnSql = `select pg_advisory_xact_lock(4032019, (date_part('epoch', $1::timestamptz) / 86400)::int)`
const countedSql = `
  update far_pentad set counted = true, count = (
    select coalesce(sum(count), 0) from far_cell where scale = 'pentad' and begun = $1
  ) where begun = $1`
const sumSql = `
  select coalesce(bool_and(counted), false) as counted, coalesce(sum(count), 0)::int as count,
    coalesce(sum(count) filter (where begun = $3), 0)::int as own
  from far_pentad where begun >= $1 and begun < $2`
const undrawnSql = 'update far_pentad set drawn = false where drawn and begun >= $1 and begun < $2'
const columns = 'scale, begun, place, count, lons, lats, worst, metres, id, type, kind, at'
const addedUpSql = `
  insert into far_cell (${columns})
  select 'month', $1, g.* from (
    ${addedUp([`select * from far_cell where scale = 'pentad' and begun >= $1 and begun < $2`])}
  ) g order by place`

function emptied(scale: Scale, begun: Instant): Statement {
  return { name: null, text: 'delete from far_cell where scale = $1 and begun = $2', values: [scale, begun] }
}

/** The cells of a pentad, which are written in the order in which they are read. */
function cellsOf(stretch: TimeSpan): Statement {
  const { values, bind } = conditions()
  const text = `
    with ${celledAt(farZoom, stretch, bind)}
    insert into far_cell (${columns})
    select 'pentad', ${bind(stretch.from)}::timestamptz, g.* from (${gatheredOf('celled')}) g order by place`
  return { name: null, text, values }
}

function hoursOf(stretch: TimeSpan): Statement {
  const { values, bind } = conditions()
  const text = `
    insert into far_hour (begun, hour, type, precision, count)
    select ${bind(stretch.from)}::timestamptz, date_trunc('hour', i.occurred_from, 'UTC') as hour, i.type, i.time_precision,
      count(*)::int
    from ${foundBy('gathered', { ...real, ...stretch }, bind)} i group by 2, 3, 4 order by 2, 3, 4`
  return { name: null, text, values }
}

/** What is counted of a cover in the cells of a tile, by the numbers that the tile gives to them. */
export function farCells(tile: Tile, { months, pentads }: Cover, bind: Bind): readonly string[] {
  const cellsIn = tile.z > farZoom ? sheetCells : counted
  return [{ scale: 'month', begun: months } as const, { scale: 'pentad', begun: pentads } as const]
    .filter(({ begun }) => begun.length > 0)
    .map((it) => cellsIn(tile, it, bind))
}

/** Each of a tile's own cells holds a square of those that are counted: they follow each other, as its own do. */
function counted({ z, x, y }: Tile, { scale, begun }: Counted, bind: Bind): string {
  const each = 4 ** (farZoom - z)
  const first = mortonOf(x, 2 ** z - 1 - y) * cellsOfTile * each
  const places = `(${bind(ownPlaces)}::int[])[(place - ${bind(first)}::int) / ${each} + 1]`
  return `
    select ${places} as place, count, lons, lats, worst, metres, id, type, kind, at, null::timestamptz as known
    from far_cell
    where scale = ${bind(scale)} and begun = any(${bind(begun)}::timestamptz[])
      and place between ${bind(first)}::int and ${bind(first + cellsOfTile * each - 1)}::int`
}
