import path from 'node:path'
import { BackupFault } from '../backup/format.js'
import { checkArchive } from '../keep/archive-file.js'
import { filedIn, restoreArchive } from '../keep/archive-restore.js'
import { fileFault, nothingFirst, withDatabase } from './backup.js'
import { grouped } from './progress.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usageOfRead = `npm run archive:read -- FILE
Reads an archive to its end and writes what it holds, an object in JSON for each row, with its table and its columns.`

const usageOfRestore = `npm run archive:restore -- FILE
Puts an archive back into the database: all of it or nothing. What stands there already is left alone.
On PostgreSQL the server may run on; the embedded one has to be stopped.`

/** Writes what an archive holds: exit code 0 where it is whole, and nothing is written where it is not. */
export async function runArchiveRead(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const [given, ...more] = args
  if (given === undefined || given.startsWith('-') || more.length > 0) return refuse(terminal, usageOfRead)
  const file = path.resolve(env['INIT_CWD'] ?? process.cwd(), given)
  try {
    const { head, end } = await checkArchive(file)
    for await (const { of, rows } of filedIn(file)) for (const row of rows) terminal.out(objectOf(of, row))
    const rows = end.tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.err(
      `${head.class}: ${grouped(head.things)}, untouched since before ${head.before}, archived ${head.madeAt}`,
    )
    terminal.err(`${grouped(rows)} rows of ${end.tables.length} tables (${head.shape}), SHA-256 ${end.sha256}`)
    return 0
  } catch (error) {
    const why = error instanceof BackupFault ? `${file}: ${error.message}` : fileFault(error, file)
    if (why === null) throw error
    return refuse(terminal, why)
  }
}

/** Puts an archive back: exit code 0 where all of it stands. */
export async function runArchiveRestore(
  args: readonly string[],
  env: Environment,
  terminal: Terminal,
): Promise<ExitCode> {
  return withDatabase(
    { args, env, terminal, usage: usageOfRestore, first: nothingFirst },
    async ({ database, file }) => {
      const { head, rows, retold, forgotten } = await restoreArchive(database, file)
      terminal.out(`${head.class}: ${grouped(head.things)}, with ${grouped(rows)} rows, stand as they were kept.`)
      if (retold > 0) {
        const words = 'have come again from their sources since, as incidents of their own'
        terminal.out(`${grouped(retold)} of them ${words}: what those tell next goes there. Merge what is one.`)
      }
      if (forgotten > 0)
        terminal.out(`It named ${grouped(forgotten)} who have left and were forgotten: they are once more.`)
      terminal.out('What is old enough is archived again in the night: hold it, or keep its class for longer.')
      return 0
    },
  )
}

/** Values stay the texts they were kept as: nothing of them is lost to what JSON can say. */
function objectOf({ name, columns }: { readonly name: string; readonly columns: readonly string[] }, row: string) {
  const values: unknown = JSON.parse(row)
  const told = Array.isArray(values) ? values : []
  return JSON.stringify({
    table: name,
    ...Object.fromEntries(columns.map((column, at): [string, unknown] => [column, told[at]])),
  })
}
