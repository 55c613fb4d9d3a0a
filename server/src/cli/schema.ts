import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase, schemaText } from '@cordon/db'
import type { Environment, ExitCode, Terminal } from './terminal.js'

const snapshot = fileURLToPath(new URL('../../../db/schema.sql', import.meta.url))

/** Writes the shape that all migrations together make to `db/schema.sql`; `--check` only compares. */
export async function runSchema(args: readonly string[], _env: Environment, terminal: Terminal): Promise<ExitCode> {
  const text = await freshSchema()
  const before = await readFile(snapshot, 'utf8').catch(() => null)
  if (before === text) {
    terminal.out('db/schema.sql is what the migrations make.')
    return 0
  }
  if (args.includes('--check')) {
    terminal.err('db/schema.sql is not what the migrations make: run npm run db:schema and look at the difference.')
    return 1
  }
  await writeFile(snapshot, text)
  terminal.out(`Written: ${snapshot}`)
  return 0
}

/** The schema of an empty database of our own, which is thrown away. */
async function freshSchema(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cordon-schema-'))
  try {
    const database = await openDatabase({ folder, durable: false })
    const text = await schemaText(database)
    await database.close()
    return text
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
