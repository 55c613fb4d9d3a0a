import { headLine, tableLine, type EndLine } from './format.js'
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

/** The rows of a backup, each with the table that it belongs to. */
export async function* rowsIn(file: string): AsyncGenerator<{ readonly table: string; readonly row: string }> {
  let table: string | null = null
  for await (const line of linesOf(file)) {
    if (line.startsWith('[')) {
      if (table !== null) yield { table, row: line }
      continue
    }
    const begun = tableLine.safeParse(parsed(line))
    if (begun.success) table = begun.data.table
  }
}
