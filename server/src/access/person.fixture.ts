import { keptTables, openRows, plainlyWritten, type Database, type KeptTable } from '@cordon/db'
import { rowsOf } from '../backup/rows.js'

/** For tests: every row of every table as text, after the name of its table. */
export async function everyRow(database: Database): Promise<readonly string[]> {
  return database.transaction('snapshot', async (run) => {
    for (const statement of plainlyWritten()) await run.query(statement)
    const found: string[] = []
    for (const table of await run.query<KeptTable>(keptTables()))
      for await (const rows of rowsOf(openRows(table), run)) found.push(...rows.map((it) => `${table.name}: ${it}`))
    return found
  })
}
