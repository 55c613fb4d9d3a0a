import { isRefused, type ReadRow } from '../feed/read/row.js'
import type { ImportRows } from '../wire/index.js'

/** Rows in one request, and about how many bytes: the server takes 1,000 and 8 MiB. */
const requestRows = 1_000
const mostBytes = 2 << 20

export type Chunk = Required<ImportRows>

/** Gathers rows into requests; the last one says that the file is at its end, even if it holds no row. */
export async function* chunksOf(
  rows: AsyncIterable<ReadRow>,
  fromRow: number,
  mostRows: number = requestRows,
): AsyncGenerator<Chunk> {
  let chunk = emptyChunk(fromRow)
  let bytes = 0
  for await (const row of rows) {
    if (chunk.nextRow - fromRow >= mostRows || bytes >= mostBytes) {
      yield chunk
      fromRow = chunk.nextRow
      chunk = emptyChunk(fromRow)
      bytes = 0
    }
    if (isRefused(row)) chunk.refused.push({ row: row.row, line: row.line, errors: row.errors.slice(0, 50) })
    else chunk.rows.push(rowOf(row))
    chunk.nextRow = row.row + 1
    bytes += sizeOf(row)
  }
  yield { ...chunk, finished: true }
}

function emptyChunk(nextRow: number): Chunk {
  return { nextRow, rows: [], refused: [], finished: false }
}

function rowOf({ row, line, feature, admin1 }: Exclude<ReadRow, { errors: unknown }>): Chunk['rows'][number] {
  return admin1 == null ? { row, line, feature } : { row, line, feature, admin1 }
}

/** About as many bytes as the row will be in JSON; only what is long is looked at. */
function sizeOf(row: ReadRow): number {
  return isRefused(row) ? 500 : JSON.stringify(row.feature).length
}
