import { castValue, putRows, savepoint, type KeptTable, type Transaction } from '@cordon/db'
import { BackupFault } from './format.js'
import { parsed } from './lines.js'

/** A row as it stands on a line of a file. */
export interface NumberedRow {
  readonly line: number
  readonly row: string
}

/** Puts rows into a table. Throws `BackupFault` that names the first one that cannot be put there, and why. */
export async function putBack(run: Transaction, table: KeptTable, rows: readonly NumberedRow[]): Promise<void> {
  for (const it of rows) requireShape(table, it)
  if ((await refusalOf(run, table, rows)) === null) return
  const [first, refusal] = await firstRefused(run, table, rows)
  const column = refusal.column ?? (await columnOf(run, table, first))
  const where = `Line ${first.line}, table ${table.name}${column === null ? '' : `, column ${column}`}`
  throw new BackupFault(`${where}: ${refusal.message}. Nothing was put back.`)
}

function requireShape({ name, columns }: KeptTable, { line, row }: NumberedRow): void {
  const values = parsed(row)
  const at = `Line ${line}, table ${name}`
  if (!Array.isArray(values)) throw new BackupFault(`${at}: expected a list of values in JSON. Nothing was put back.`)
  if (values.length !== columns.length) {
    const wanted = `${columns.length} values (${columns.join(', ')})`
    throw new BackupFault(`${at}: expected ${wanted}; got ${values.length}. Nothing was put back.`)
  }
  const odd = values.findIndex((it) => it !== null && typeof it !== 'string')
  if (odd < 0) return
  throw new BackupFault(`${at}, column ${columns[odd] ?? ''}: expected a text or null. Nothing was put back.`)
}

/** Why the database refuses a row. */
interface RowRefusal {
  readonly message: string
  readonly column: string | null
}

/** Puts rows there; what is refused leaves no trace. Null where they are in. */
async function refusalOf(run: Transaction, table: KeptTable, rows: readonly NumberedRow[]): Promise<RowRefusal | null> {
  await run.query(savepoint.begin)
  try {
    await run.query(
      putRows(
        table,
        rows.map(({ row }) => row),
      ),
    )
  } catch (error) {
    const refusal = rowRefusal(error)
    if (refusal === null) throw error
    await run.query(savepoint.undo)
    return refusal
  }
  await run.query(savepoint.keep)
  return null
}

/** Looks for it by halves; those before it go in, since it may be refused for what they brought. */
async function firstRefused(
  run: Transaction,
  table: KeptTable,
  rows: readonly NumberedRow[],
): Promise<readonly [NumberedRow, RowRefusal]> {
  let rest = rows
  while (rest.length > 1) {
    const half = rest.slice(0, rest.length >> 1)
    rest = (await refusalOf(run, table, half)) === null ? rest.slice(half.length) : half
  }
  const refusal = await refusalOf(run, table, rest)
  const [row] = rest
  if (row === undefined || refusal === null) throw new BackupFault(`Table ${table.name} cannot be put back.`)
  return [row, refusal]
}

/** The column whose value is none of its type; null where each is for itself. */
async function columnOf(run: Transaction, table: KeptTable, { row }: NumberedRow): Promise<string | null> {
  for (const [at, column] of table.columns.entries()) {
    await run.query(savepoint.begin)
    try {
      await run.query(castValue(table, at, row))
      await run.query(savepoint.keep)
    } catch {
      await run.query(savepoint.undo)
      return column
    }
  }
  return null
}

/** Values that are none, constraints, checks of our own: whatever else fails is no fault of a row. */
const ofRows = /^(22|23|42|54|P0|XX)/
const longestDetail = 300

/** Why the database refuses a row, by its error; null where no row is at fault. */
export function rowRefusal(error: unknown): RowRefusal | null {
  if (!(error instanceof Error && 'code' in error && ofRows.test(String(error.code)))) return null
  const detail = textOf(error, 'detail')
  // What stands in the way is told by its key; of other rows the whole row would be.
  const more = detail?.startsWith('Key ') === true ? ` (${detail.slice(0, longestDetail).replace(/\.$/, '')})` : ''
  return { message: `${error.message.slice(0, longestDetail)}${more}`, column: textOf(error, 'column') }
}

function textOf(error: Error, name: 'detail' | 'column'): string | null {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : null
}
