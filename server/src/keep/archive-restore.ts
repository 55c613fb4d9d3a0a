import { instantOf } from '@cordon/alerts'
import {
  archiveRestored,
  countRetold,
  countStanding,
  forgetArchivedAlerts,
  keepClasses,
  keptTables,
  plainlyWritten,
  putMissing,
  showAsZones,
  standsAlone,
  tellHistoryChanged,
  type Database,
  type FiledTable,
  type KeptTable,
  type Transaction,
} from '@cordon/db'
import { BackupFault } from '../backup/format.js'
import { rowRefusal } from '../backup/put-back.js'
import { linesOf, parsed } from '../backup/lines.js'
import { takenHead } from '../platform/database.js'
import { archiveTable, type ArchiveHead } from './archive-form.js'
import { checkArchive } from './archive-file.js'
import { forgettingAgain } from './forget-again.js'

const mostCharacters = 1_000_000

/** Rows of one table of an archive, some at a time. */
interface Filed {
  readonly of: FiledTable
  readonly rows: readonly string[]
  /** The lines of the file on which the first and the last of them stand. */
  readonly lines: readonly [number, number]
}

/** What an archive holds, row by row, in an order in which it can be put back. */
export async function* filedIn(file: string): AsyncGenerator<Filed> {
  let [of, rows, characters]: [FiledTable | null, string[], number] = [null, [], 0]
  let at = 0
  for await (const line of linesOf(file)) {
    at += 1
    const begun = line.startsWith('[') ? null : archiveTable.safeParse(parsed(line))
    if (of !== null && rows.length > 0 && (begun !== null || characters > mostCharacters)) {
      yield { of, rows, lines: [at - rows.length, at - 1] }
      ;[rows, characters] = [[], 0]
    }
    if (begun === null) rows.push(line)
    else if (begun.success) of = { name: begun.data.table, columns: begun.data.columns }
    characters += line.length
  }
}

/** What was put back. */
export interface Restored {
  readonly head: ArchiveHead
  readonly rows: number
  /** Incidents that their source has told anew since: what it tells next goes to the newer ones. */
  readonly retold: number
  /** People whose names it brought back, and who were forgotten once more. */
  readonly forgotten: number
}

/**
 * Puts an archive back into a database, all of it or nothing; what stands there already, byte for byte, is left alone.
 * Throws `BackupFault` where another row has its place, the database has no place for it any more, or what it speaks of
 * is not there.
 */
export async function restoreArchive(database: Database, file: string, now = Date.now()): Promise<Restored> {
  const { head } = await checkArchive(file)
  return database.transaction('plain', async (run) => {
    await takenHead(run)
    for (const statement of plainlyWritten()) await run.query(statement)
    const tables = await run.query<KeptTable>(keptTables())
    const people = await forgettingAgain(run)
    let [rows, retold] = [0, 0]
    for await (const filed of filedIn(file)) {
      rows += await put(run, filed, { head, tables })
      await people.look(filed.of, filed.rows)
      if (filed.of.name !== 'incident') continue
      const [counted] = await run.query<{ readonly n: number }>(countRetold(filed.of, filed.rows))
      retold += counted?.n ?? 0
    }
    const { needs } = keepClasses[head.class]
    if (needs !== undefined && (await run.query(standsAlone(head.class))).length > 0)
      throw new BackupFault(`The archives of class ${needs.kind} that it speaks of have to be put back before it.`)
    const forgotten = await people.forget()
    await run.query(forgetArchivedAlerts())
    await run.query(archiveRestored(head.id, instantOf(now)))
    await run.query(tellHistoryChanged(head.id, head.things, instantOf(now)))
    return { head, rows, retold, forgotten }
  })
}

async function put(
  run: Transaction,
  { of, rows, lines }: Filed,
  { head, tables }: { readonly head: ArchiveHead; readonly tables: readonly KeptTable[] },
): Promise<number> {
  const part = keepClasses[head.class].parts.find((it) => it.table === of.name)
  // A file that somebody made up brings no account.
  if (part === undefined) throw new BackupFault(`An archive of class ${head.class} holds no ${of.name}.`)
  const table = tables.find(({ name }) => name === of.name)
  const gone = of.columns.filter((column) => table?.columns.includes(column) !== true)
  if (table === undefined || gone.length > 0) {
    const what = table === undefined ? `table ${of.name}` : `column ${of.name}.${gone.join(', ')}`
    throw new BackupFault(`It was made by another version of Cordon (${head.shape}): here is no ${what}.`)
  }
  await run.query(putMissing(table, of, rows)).catch((error: unknown) => {
    const refusal = rowRefusal(error)
    if (refusal === null) throw error
    const where = `Lines ${lines.join(' to ')}, table ${of.name}`
    throw new BackupFault(`${where}: ${refusal.message}. Nothing was put back.`, { cause: error })
  })
  if (part.isShared === true) return 0
  if (of.name === 'alert') await run.query(showAsZones(of, rows))
  const [standing] = await run.query<{ readonly n: number }>(countStanding(table, of, rows))
  if (standing?.n === rows.length) return rows.length
  const others = rows.length - (standing?.n ?? 0)
  throw new BackupFault(`${others} rows of ${of.name} stand here as something else: nothing was put back.`)
}
