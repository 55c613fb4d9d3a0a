import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { ArchiveClass } from '@cordon/alerts'
import {
  keepClasses,
  keptTables,
  openParts,
  plainlyWritten,
  presentShape,
  type Database,
  type KeepPart,
  type KeptTable,
  type Runner,
} from '@cordon/db'
import type { EndLine } from '../backup/format.js'
import { follow } from '../backup/lines.js'
import { rowsOf } from '../backup/rows.js'
import { Tally } from '../backup/tally.js'
import { archiveHead, type ArchiveHead } from './archive-form.js'

/** Some things of a class. */
export interface Things {
  readonly kind: ArchiveClass
  readonly ids: readonly string[]
}

/** What goes with some things, table by table, as text in which values are written the same way everywhere. */
export interface Part {
  readonly table: KeptTable
  readonly isShared: boolean
  readonly rows: AsyncGenerator<readonly string[]>
}

/** The rows that go with some things, as the transaction sees them; to be read in order. */
export async function* partsOf({ kind, ids }: Things, run: Runner): AsyncGenerator<Part> {
  for (const statement of plainlyWritten()) await run.query(statement)
  const tables = await run.query<KeptTable>(keptTables())
  for (const part of keepClasses[kind].parts) {
    const table = tableOf(part, tables)
    yield { table, isShared: part.isShared === true, rows: rowsOf(openParts(table, part, ids), run) }
  }
}

function tableOf(part: KeepPart, tables: readonly KeptTable[]): KeptTable {
  const table = tables.find(({ name }) => name === part.table)
  if (table === undefined) throw new Error(`There is no table ${part.table}.`)
  return table
}

type Begun = Pick<ArchiveHead, 'id' | 'before' | 'madeAt'>

/** Writes what goes with some things into a new file, as it stands at one moment; it is on disk when this resolves. */
export async function writeArchive(database: Database, things: Things, it: Begun & { readonly file: string }) {
  const told: { end: EndLine | null } = { end: null }
  await database.transaction('snapshot', async (run) => {
    const lines = linesOf(run, things, { ...it, ended: (end) => (told.end = end) })
    const out = createWriteStream(it.file, { flags: 'wx', mode: 0o600 })
    await pipeline(Readable.from(lines), createGzip(), out)
  })
  await flushed(it.file)
  await flushed(dirname(it.file))
  if (told.end === null) throw new Error('An archive has an end.')
  return told.end
}

interface Writing extends Begun {
  readonly ended: (end: EndLine) => void
}

async function* linesOf(run: Runner, things: Things, { id, before, madeAt, ended }: Writing): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const said = (text: string) => {
    hash.update(text)
    return text
  }
  const [shape] = await run.query<{ readonly name: string }>(presentShape())
  const about = { class: things.kind, things: things.ids.length, shape: shape?.name ?? '' }
  const head: ArchiveHead = { cordon: 'archive', form: 1, id, before, madeAt, ...about }
  yield said(`${JSON.stringify(head)}\n`)
  const tables: EndLine['tables'] = []
  for await (const { table, rows } of partsOf(things, run)) {
    const tally = new Tally()
    yield said(`${JSON.stringify({ table: table.name, columns: table.columns })}\n`)
    for await (const some of rows) {
      for (const row of some) tally.add(row)
      yield said(some.map((row) => `${row}\n`).join(''))
    }
    tables.push({ name: table.name, ...tally.told })
  }
  const end = { tables, sha256: hash.digest('hex') }
  ended(end)
  yield `${JSON.stringify(end)}\n`
}

/** What was written to a file, or into a folder, outlives a power cut. */
export async function flushed(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Reads an archive from its first byte to its last; throws `BackupFault` where it is none, cut off or changed. */
export async function checkArchive(file: string) {
  return follow(file, archiveHead, 'archive')
}

/** Whether what goes with some things is still what was written: what is shared may be another by now. */
export async function isUnchanged(run: Runner, things: Things, end: EndLine): Promise<boolean> {
  let isSame = true
  for await (const { table, isShared, rows } of partsOf(things, run)) {
    const tally = new Tally()
    for await (const some of rows) for (const row of some) tally.add(row)
    const was = end.tables.find(({ name }) => name === table.name)
    if (!isShared && (was?.rows !== tally.told.rows || was.sum !== tally.told.sum)) isSame = false
  }
  return isSame
}

/** Lets go of a file that stands for nothing. */
export async function dropped(file: string): Promise<void> {
  await rm(file, { force: true })
}
