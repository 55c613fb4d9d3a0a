import {
  denseMonth,
  endOfMonth,
  monthBegun,
  mortonOf,
  mortonPart,
  tileGrid,
  type Cover,
  type Instant,
  type Stretch,
  type Tile,
  type TimeSpan,
} from '@cordon/alerts'
import type { Runner, Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { addedUp, gatheredOf, mostBeside, placedOf } from './gathered.js'
import { foundBy, type IncidentSearch } from './search.js'

/** Cells of a tile at this zoom and further away are made of those that are counted ahead. */
export const farZoom = 7
/** And up to this one of those that are counted in fine cells, where there are some. */
export const middleZoom = 9
/** What is counted: of five days, of a month, or of a month in fine cells; and at which zoom a tile has the very cells. */
const zoomOf = { pentad: farZoom, month: farZoom, fine: middleZoom } as const
type Scale = keyof typeof zoomOf
/** As many of a tile's cells lie side by side. */
const across = 16

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

const pentad = 'begun as from, ended as to, counted, count'

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
export async function countFarPentad(run: Runner, { from, to }: TimeSpan, dense = denseMonth): Promise<void> {
  const month = { from: monthBegun(from), to: endOfMonth(from) }
  const ask = (text: string, ...values: readonly string[]) => ({ name: null, text, values })
  await Promise.all([
    run.query(ask(inTurnSql, month.from)),
    run.query(ask('select from far_pentad where begun = $1 for update', from)),
    run.query(emptied(['pentad'], from)),
    run.query(cellsOf('pentad', { from, to })),
    run.query(ask('delete from far_hour where begun = $1', from)),
    run.query(hoursOf({ from, to })),
    run.query(ask(countedSql, from)),
    run.query(emptied(['month', 'fine'], month.from)),
  ])
  const [sum] = await run.query<{ counted: boolean; count: number }>(ask(sumSql, month.from, month.to))
  if (sum?.counted !== true) return
  await run.query(ask(addedUpSql, month.from, month.to))
  if (sum.count >= dense) await run.query(cellsOf('fine', month))
}

const inTurnSql = `select pg_advisory_xact_lock(4032019, (date_part('epoch', $1::timestamptz) / 86400)::int)`
const countedSql = `
  update far_pentad set counted = true, count = (
    select coalesce(sum(count), 0) from far_cell where scale = 'pentad' and begun = $1
  ) where begun = $1`
const sumSql = `
  select coalesce(bool_and(counted), false) as counted, coalesce(sum(count), 0)::int as count from far_pentad
  where begun >= $1 and begun < $2`
const columns = 'scale, begun, place, count, lons, lats, worst, metres, id, type, kind, at'
const addedUpSql = `
  insert into far_cell (${columns})
  select 'month', $1, g.* from (
    ${addedUp([`select * from far_cell where scale = 'pentad' and begun >= $1 and begun < $2`])}
  ) g order by place`

function emptied(scales: readonly Scale[], begun: Instant): Statement {
  return {
    name: null,
    text: 'delete from far_cell where scale = any($1::text[]) and begun = $2',
    values: [scales, begun],
  }
}

/** The cells of a stretch, which are written in the order in which they are read. */
function cellsOf(scale: Scale, stretch: TimeSpan): Statement {
  const { values, bind } = conditions()
  const wide = across * 2 ** zoomOf[scale]
  const { columns: meridians, rows: parallels } = tileGrid({ z: 0, x: 0, y: 0 }, wide)
  const parts = `${bind(Array.from({ length: wide }, (_, at) => mortonPart(at)))}::int[]`
  const part = (of: string, edges: readonly number[]) => `(${parts})[width_bucket(${of}, ${bind(edges)}::float8[])]`
  const text = `
    with placed as (${placedOf({ ...anything, ...stretch }, bind)} offset 0),
    celled as (select ${part('lon', meridians)} + 2 * ${part('lat', parallels)} as place, * from placed offset 0)
    insert into far_cell (${columns})
    select ${bind(scale)}, ${bind(stretch.from)}::timestamptz, g.* from (${gatheredOf('celled')}) g order by place`
  return { name: null, text, values }
}

function hoursOf(stretch: TimeSpan): Statement {
  const { values, bind } = conditions()
  const text = `
    insert into far_hour (begun, hour, type, precision, count)
    select ${bind(stretch.from)}::timestamptz, date_trunc('hour', i.occurred_from, 'UTC') as hour, i.type, i.time_precision,
      count(*)::int
    from ${foundBy('gathered', { ...anything, ...stretch }, bind)} i group by 2, 3, 4 order by 2, 3, 4`
  return { name: null, text, values }
}

/** What is counted of a cover in the cells of a tile, by the numbers that the tile gives to them. */
export function farCells(tile: Tile, { months, pentads }: Cover, bind: Bind): readonly string[] {
  if (tile.z > farZoom) return counted(tile, { scale: 'fine', begun: months }, bind)
  return [
    ...counted(tile, { scale: 'month', begun: months }, bind),
    ...counted(tile, { scale: 'pentad', begun: pentads }, bind),
  ]
}

/** What is counted at one scale, by its beginnings. */
interface Counted {
  readonly scale: Scale
  readonly begun: readonly Instant[]
}

/** Each of a tile's own cells holds a square of those that are counted: they follow each other, as its own do. */
function counted({ z, x, y }: Tile, { scale, begun }: Counted, bind: Bind): readonly string[] {
  if (begun.length === 0) return []
  const each = 4 ** (zoomOf[scale] - z)
  const first = mortonOf(x, 2 ** z - 1 - y) * across ** 2 * each
  const places = `(${bind(ownPlaces)}::int[])[(place - ${bind(first)}::int) / ${each} + 1]`
  return [
    `select ${places} as place, count, lons, lats, worst, metres, id, type, kind, at, null::timestamptz as known
    from far_cell
    where scale = ${bind(scale)} and begun = any(${bind(begun)}::timestamptz[])
      and place between ${bind(first)}::int and ${bind(first + across ** 2 * each - 1)}::int`,
  ]
}

/** The numbers that a tile gives to its cells, along the Z-order curve from the south-west on. */
const ownPlaces = ownPlacesOf(across)

function ownPlacesOf(wide: number): readonly number[] {
  const places = new Array<number>(wide ** 2)
  for (let row = 0; row < wide; row++) {
    for (let column = 0; column < wide; column++) {
      places[mortonOf(column, row)] = ((row + 1) * mostBeside + column + 1) * mostBeside
    }
  }
  return places
}
