import { mkdir } from 'node:fs/promises'
import { openDatabase } from '@cordon/db'
import { readConfig } from '../platform/config.js'
import { migrating } from '../platform/migrating.js'
import { startFault } from '../platform/start-fault.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

/** Brings the database to the present shape; a server does so itself when it starts. */
export async function runMigrate(_args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const read = readConfig(env, { terminal: true })
  if (!read.ok) return refuse(terminal, read.faults.join('\n'))
  const { folder, databaseUrl } = read.config
  try {
    await mkdir(folder, { recursive: true })
    const onOlder = (steps: number) => terminal.out(migrating(steps))
    const database = await openDatabase({ folder, url: databaseUrl ?? undefined, onOlder })
    const done: readonly { readonly name: string }[] = await database.dataSource.query(
      'select name from migrations order by id',
    )
    await database.close()
    terminal.out(
      `The database has its present shape: ${done.length} migrations, the last is ${done.at(-1)?.name ?? 'none'}.`,
    )
    return 0
  } catch (error) {
    const fault = startFault(error, read.config)
    if (fault === null) throw error
    return refuse(terminal, fault)
  }
}
