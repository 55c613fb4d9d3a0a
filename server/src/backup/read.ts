import { BackupFault, endLine, headLine, tableLine, type EndLine } from './format.js'
import { follow, linesOf, parsed } from './lines.js'

/** What a file holds: which shape of the database, as of when, and what each table comes to. */
export interface BackupTold extends EndLine {
  readonly shape: string
  readonly madeAt: string
}

/** Reads a backup from its first byte to its last; throws `BackupFault` where it is none, cut off or changed. */
export async function checkBackup(file: string): Promise<BackupTold> {
  const { head, end } = await follow(file, headLine, 'backup')
  return { ...end, shape: head.shape, madeAt: head.madeAt }
}

/** A row of a backup with the table that it belongs to; null where a table begins. */
export interface FiledRow {
  readonly line: number
  readonly table: string
  readonly row: string | null
}

/** The tables of a backup and their rows. Throws `BackupFault` at a line that is neither. */
export async function* rowsIn(file: string): AsyncGenerator<FiledRow> {
  let [line, table]: [number, string | null] = [0, null]
  for await (const text of linesOf(file)) {
    line += 1
    if (line === 1) continue
    if (text.startsWith('[') && table !== null) {
      yield { line, table, row: text }
      continue
    }
    const said = parsed(text)
    const begun = tableLine.safeParse(said)
    if (begun.success) yield { line, table: (table = begun.data.table), row: null }
    else if (!endLine.safeParse(said).success)
      throw new BackupFault(`Line ${line} is neither a table nor a row of one. Nothing was put back.`)
  }
}
