import { Inject, Injectable } from '@nestjs/common'
import {
  finding,
  faultAt,
  cellsAcross,
  coverOf,
  sheetCoverOf,
  tileBoxes,
  tileGrid,
  worthwhile,
  type Pentad,
  type Tile,
} from '@cordon/alerts'
import {
  asksForTimeAlone,
  farPentads,
  farZoom,
  sheetZoom,
  tileBytes,
  tileRows,
  type Box,
  type Database,
  type IncidentSearch,
  type TileRow,
  type Tiling,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import type { Filter } from '../incident/filter.js'
import { Searches } from '../incident/search.js'
import { DATABASE } from '../platform/database.js'
import { fail, ok, type Result } from '../platform/result.js'
import { vectorTile } from './vector-tile.js'

/** A search as it is drawn, in slices of the time from `from` to `to` where those are asked for. */
export type DrawnFilter = Filter & { readonly slices?: number | undefined }

/** What a search holds, as tiles of a map: gathered in cells, so that a tile is never larger for holding more. */
@Injectable()
export class TileService {
  constructor(
    @Inject(DATABASE) private readonly database: Pick<Database, 'kind'>,
    @Inject(Searches) private readonly searches: Searches,
  ) {}

  async tile(tile: Tile, { slices, ...filter }: DrawnFilter, who: Principal): Promise<Result<Uint8Array>> {
    const sliced = slicesOf(filter, slices)
    if (!sliced.ok) return sliced
    const search = await this.searches.of(filter, who)
    if (!search.ok) return search
    const boxes = sharedBoxes(search.value.boxes, tileBoxes(tile))
    if (boxes.length === 0) return ok(vectorTile([]))
    const grid = tileGrid(tile, cellsAcross(tile.z, slices !== undefined))
    const tiling = { tile, grid, slices: sliced.value }
    const isCounted = tile.z <= sheetZoom && sliced.value === null && asksForTimeAlone(search.value)
    return this.encoded({ search: { ...search.value, boxes }, tiling }, isCounted)
  }

  /** The embedded PostGIS has no protobuf: there the same rows are encoded here. */
  private async encoded({ search, tiling }: Drawing, isCounted: boolean): Promise<Result<Uint8Array>> {
    const coverIn = tiling.tile.z <= farZoom ? coverOf : sheetCoverOf
    const asked = async <T extends object>(statement: typeof tileRows) =>
      this.searches.atOnce<T>(async (run) => {
        const cover = isCounted ? worthwhile(coverIn(search, await run.query<Pentad>(farPentads(search)))) : undefined
        return run.last<T>(statement(search, { ...tiling, cover }))
      })
    if (this.database.kind === 'embedded') {
      const rows = await asked<TileRow>(tileRows)
      return rows.ok ? ok(vectorTile(rows.value)) : rows
    }
    const rows = await asked<{ readonly tile: Uint8Array }>(tileBytes)
    return rows.ok ? ok(rows.value[0]?.tile ?? vectorTile([])) : rows
  }
}

/** A search, and how it is drawn. */
interface Drawing {
  readonly search: IncidentSearch
  readonly tiling: Tiling
}

function slicesOf({ from, to }: Filter, count: number | undefined): Result<Tiling['slices']> {
  if (count === undefined) return ok(null)
  if (from !== undefined && to !== undefined && from < to) return ok({ from, to, count })
  return fail('invalid-input', {
    errors: [faultAt('slices', finding('asked.slices', {}))],
  })
}

/** What lies in both: a tile shows of a search by box no more than the search finds. */
function sharedBoxes(asked: readonly Box[] | null, drawn: readonly Box[]): readonly Box[] {
  if (asked === null) return drawn
  return asked
    .flatMap((a) => drawn.map((b) => shared(a, b)))
    .filter(([west, south, east, north]) => west <= east && south <= north)
}

function shared(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}
