import { faultAt, finding } from '@cordon/alerts'
import type { ImportRow } from '@cordon/db'
import { deny, ok, type Result } from '../platform/result.js'
import type { FieldError, ImportRows } from '../wire/index.js'

type Chunk = Pick<ImportRows, 'nextRow' | 'rows' | 'refused'>

/** The row at which a chunk begins; an empty one begins where it ends. */
export function firstRow(chunk: Chunk): number {
  return rowsOf(chunk).reduce((least, row) => Math.min(least, row), chunk.nextRow)
}

/** What is wrong with a chunk's numbers: every row from its first to its end must be there once. */
export function chunkFault(chunk: Chunk): FieldError | null {
  const rows = rowsOf(chunk)
  const first = firstRow(chunk)
  const whole = new Set(rows).size === rows.length && rows.length === chunk.nextRow - first
  const inside = rows.every((row) => row < chunk.nextRow)
  if (whole && inside) return null
  const got = { rowsCount: rows.length, nextRow: String(chunk.nextRow) }
  return faultAt('nextRow', finding('import.rowsOnce', { ...spanOf(chunk), ...got }))
}

/** How a chunk came. */
interface Came {
  readonly mayWait: boolean
  /** Whether the one before it is on its way. */
  readonly isBehind: boolean
}

/** What is to be done with a chunk, as far as its import is: store it, let it wait for its turn, or answer at once. */
export function judge(
  state: ImportRow | undefined,
  chunk: Chunk,
  { mayWait, isBehind }: Came,
): Result<ImportRow> | 'store' | 'wait' {
  if (state === undefined) return deny('not-found', finding('import.unknown', {}))
  const first = firstRow(chunk)
  if (state.finished || chunk.nextRow < state.nextRow) return ok(state)
  // The last chunk may be empty: it begins where it ends and is not in yet.
  if (first === state.nextRow || isBehind) return 'store'
  if (chunk.nextRow === state.nextRow) return ok(state)
  // What is paused brings no chunk ahead of it.
  if (first > state.nextRow && mayWait && ['sending', 'running'].includes(state.state)) return 'wait'
  return deny('conflict', finding('import.otherRow', { nextRow: String(state.nextRow), ...spanOf(chunk) }))
}

/** The first and the last row of a chunk, as they are told. */
function spanOf(chunk: Chunk) {
  return { firstRow: String(firstRow(chunk)), lastRow: String(chunk.nextRow - 1) }
}

function rowsOf({ rows, refused }: Chunk): readonly number[] {
  return [...rows, ...refused].map(({ row }) => row)
}
