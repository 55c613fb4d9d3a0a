import {
  emptyTables,
  isInUse,
  keptTables,
  openRows,
  ownShape,
  plainlyWritten,
  tablesAlone,
  type Database,
  type KeptTable,
  type Transaction,
} from '@cordon/db'
import { BackupFault } from './format.js'
import { putBack, type NumberedRow } from './put-back.js'
import { checkBackup, rowsIn, type BackupTold } from './read.js'
import { inOrder, rowsOf } from './rows.js'
import { Tally } from './tally.js'

/** So much text is put back at once. */
const mostCharacters = 1_000_000

/** Reads a backup to its end; throws `BackupFault` where it cannot be put back by this version. */
export async function ownBackup(file: string): Promise<BackupTold> {
  const told = await checkBackup(file)
  if (told.shape === ownShape) return told
  const which = stampOf(told.shape) > stampOf(ownShape) ? 'a newer' : 'another'
  throw new BackupFault(
    `It was made by ${which} version of Cordon (${told.shape}; this one makes ${ownShape}). Restore it with that version, then start this one.`,
  )
}

/** When a shape of the database was made, as its name ends. */
function stampOf(shape: string): number {
  return Number(/\d+$/.exec(shape)?.[0] ?? 0)
}

/**
 * Puts a backup into a database that nobody has used, all of it or nothing: what stands there afterwards is read again and
 * held against what each table came to. Throws `BackupFault` where that cannot be.
 */
export async function restoreBackup(
  database: Database,
  file: string,
  read: BackupTold | Promise<BackupTold> = ownBackup(file),
): Promise<BackupTold> {
  const told = await read
  await database.transaction('plain', async (run) => {
    for (const statement of plainlyWritten()) await run.query(statement)
    const tables = inOrder(await run.query<KeptTable>(keptTables()))
    for (const { name } of told.tables) known(tables, name)
    // What somebody is about to store counts as well: looked at before, it would be emptied unseen.
    await run.query(tablesAlone(tables))
    await requireEmpty(run)
    await run.query(emptyTables(tables))
    await put(run, file, tables)
    for (const table of tables) await hold(run, table, told)
  })
  return told
}

async function requireEmpty(run: Transaction): Promise<void> {
  const [row] = await run.query<{ readonly used: boolean }>(isInUse())
  if (row?.used !== false) throw new BackupFault('The database is in use: a backup is put into an empty one only.')
}

async function put(run: Transaction, file: string, tables: readonly KeptTable[]): Promise<void> {
  const batch: { rows: NumberedRow[]; characters: number; of: KeptTable | null } = { rows: [], characters: 0, of: null }
  const flush = async () => {
    if (batch.of !== null && batch.rows.length > 0) await putBack(run, batch.of, batch.rows)
    ;[batch.rows, batch.characters] = [[], 0]
  }
  for await (const { line, table, row } of rowsIn(file)) {
    if (batch.of?.name !== table || batch.characters > mostCharacters) await flush()
    if (batch.of?.name !== table) batch.of = known(tables, table, `Line ${line}: `)
    if (row === null) continue
    batch.rows.push({ line, row })
    batch.characters += row.length
  }
  await flush()
}

/** A table by its name; what is of one that we do not have is not left out unseen. */
function known(tables: readonly KeptTable[], wanted: string, where = ''): KeptTable {
  const table = tables.find(({ name }) => name === wanted)
  if (table !== undefined) return table
  throw new BackupFault(`${where}This version of Cordon has no table "${wanted}". Nothing was put back.`)
}

/** What stands in a table is what was kept of it. */
async function hold(run: Transaction, table: KeptTable, { tables }: BackupTold): Promise<void> {
  const tally = new Tally()
  for await (const rows of rowsOf(openRows(table), run)) for (const row of rows) tally.add(row)
  const [is, was] = [tally.told, tables.find(({ name }) => name === table.name)]
  if (was?.rows === is.rows && was.sum === is.sum) return
  throw new BackupFault(`Table ${table.name} is not what was kept: ${is.rows} rows, ${was?.rows ?? 0} were kept.`)
}
