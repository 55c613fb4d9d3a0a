import { mortonOf, mortonPart, tileGrid, type Instant, type TimeSpan } from '@cordon/alerts'
import type { Bind } from './conditions.js'
import { mostBeside, placedOf } from './gathered.js'
import type { IncidentSearch } from './search.js'

/** What is counted ahead: five days, or a month. */
export type Scale = 'pentad' | 'month'

/** What is counted at one scale, by its beginnings. */
export interface Counted {
  readonly scale: Scale
  readonly begun: readonly Instant[]
}

/** As many of a tile's cells lie side by side, of those that are counted ahead. */
const across = 16
/** A tile's cells follow each other along the Z-order curve, and so do the cells of the tiles that it holds. */
export const cellsOfTile = across ** 2

export const anything: IncidentSearch = {
  ...{
    boxes: null,
    from: null,
    to: null,
    precisions: null,
    weekdays: null,
    hours: null,
    types: null,
    notTypes: null,
    severities: null,
  },
  ...{ statuses: null, kinds: null, grades: null, zoneId: null, nearby: null, area: null, sourceIds: null },
  ...{ actors: null, words: null, spellings: null, asOf: null, exercise: null, after: null, seen: null },
}

/** What is counted ahead: what is played is little, and is added where it is asked for. */
export const real: IncidentSearch = { ...anything, exercise: false }

/** Each incident of a stretch as `celled`, with the place of its cell: those that tiles at a zoom have, along the curve. */
export function celledAt(zoom: number, stretch: TimeSpan, bind: Bind): string {
  const wide = across * 2 ** zoom
  const { columns, rows } = tileGrid({ z: 0, x: 0, y: 0 }, wide)
  const parts = `${bind(Array.from({ length: wide }, (_, at) => mortonPart(at)))}::int[]`
  const part = (of: string, edges: readonly number[]) => `(${parts})[width_bucket(${of}, ${bind(edges)}::float8[])]`
  return `
    placed as (${placedOf({ ...real, ...stretch }, bind)} offset 0),
    celled as (select ${part('lon', columns)} + 2 * ${part('lat', rows)} as place, * from placed offset 0)`
}

/** The numbers that a tile gives to its cells, along the curve from the south-west on. */
export const ownPlaces = ownPlacesOf(across)

function ownPlacesOf(wide: number): readonly number[] {
  const places = new Array<number>(wide ** 2)
  for (let row = 0; row < wide; row++) {
    for (let column = 0; column < wide; column++) {
      places[mortonOf(column, row)] = ((row + 1) * mostBeside + column + 1) * mostBeside
    }
  }
  return places
}
