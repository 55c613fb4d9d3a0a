import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, type WriteStream } from 'node:fs'
import { link, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import {
  keptTables,
  openRows,
  plainlyWritten,
  presentShape,
  type Database,
  type KeptTable,
  type Transaction,
} from '@cordon/db'
import { BackupFault, type EndLine } from './format.js'
import { inOrder, rowsOf } from './rows.js'
import { Tally } from './tally.js'

/**
 * Writes all that a database holds into a file, as it stood at one moment, whatever is written meanwhile. The file has its
 * name once it is whole. Throws `BackupFault` where one of that name is there.
 */
export async function writeBackup(database: Database, file: string, madeAt: string): Promise<EndLine> {
  if (existsSync(file)) throw new BackupFault('It is there already: choose another name.')
  const half = `${file}.half`
  const told: { end: EndLine | null; isOurs: boolean } = { end: null, isOurs: false }
  try {
    await database.transaction('snapshot', async (run) => {
      const lines = linesOf(run, madeAt, (it) => (told.end = it))
      const out = createWriteStream(half, { flags: 'wx', mode: 0o600 })
      out.once('open', () => (told.isOurs = true))
      await pack(lines, out)
    })
    // Unlike a move, this never takes the place of a file that is there.
    await link(half, file)
  } finally {
    if (told.isOurs) await rm(half, { force: true })
  }
  if (told.end === null) throw new Error('A backup has an end.')
  return told.end
}

/** Writes lines into a file, packed; throws `BackupFault` where the disk takes no more. */
export async function pack(lines: AsyncIterable<string>, out: WriteStream): Promise<void> {
  let fault: Error | null = null
  out.once('error', (error) => (fault = error))
  try {
    await pipeline(lines, createGzip(), out)
  } catch (error) {
    throw error === fault && isOfWriting(error) ? unwritten(error) : error
  }
}

/** What is said while a file is written, unlike while it is opened, names no file by itself. */
function isOfWriting(error: unknown): error is Error & { readonly code: unknown } {
  return error instanceof Error && 'code' in error && 'syscall' in error && error.syscall === 'write'
}

function unwritten({ code }: { readonly code: unknown }): BackupFault {
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : String(code)
  return new BackupFault(`It could not be written: ${why}. Nothing is left of it.`)
}

async function* linesOf(run: Transaction, madeAt: string, ended: (end: EndLine) => void): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const said = (text: string) => {
    hash.update(text)
    return text
  }
  for (const statement of plainlyWritten()) await run.query(statement)
  const [shape] = await run.query<{ readonly name: string }>(presentShape())
  yield said(`${JSON.stringify({ cordon: 'backup', form: 1, shape: shape?.name ?? '', madeAt })}\n`)
  const tables: EndLine['tables'] = []
  for (const table of inOrder(await run.query<KeptTable>(keptTables()))) {
    const tally = new Tally()
    yield said(`${JSON.stringify({ table: table.name })}\n`)
    for await (const rows of rowsOf(openRows(table), run)) {
      for (const row of rows) tally.add(row)
      yield said(rows.map((row) => `${row}\n`).join(''))
    }
    tables.push({ name: table.name, ...tally.told })
  }
  const end = { tables, sha256: hash.digest('hex') }
  ended(end)
  yield `${JSON.stringify(end)}\n`
}
