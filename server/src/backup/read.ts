import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { BackupFault, endLine, headLine, tableLine, type EndLine } from './format.js'

/** What a file holds: which shape of the database, as of when, and what each table comes to. */
export interface BackupTold extends EndLine {
  readonly shape: string
  readonly madeAt: string
}

/** Reads a backup from its first byte to its last; throws `BackupFault` where it is none, cut off or changed. */
export async function checkBackup(file: string): Promise<BackupTold> {
  const hash = createHash('sha256')
  let [first, last]: [string | null, string | null] = [null, null]
  for await (const line of linesOf(file)) {
    if (last !== null) hash.update(`${last}\n`)
    first ??= line
    last = line
  }
  const head = headLine.safeParse(parsed(first))
  if (!head.success) throw new BackupFault('It is no backup of Cordon.')
  const end = endLine.safeParse(parsed(last))
  if (!end.success) throw new BackupFault('It is cut off: its end is missing.')
  if (end.data.sha256 !== hash.digest('hex')) throw new BackupFault('It was changed since it was written.')
  return { ...end.data, shape: head.data.shape, madeAt: head.data.madeAt }
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

async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip().setEncoding('utf8')
  const packed = createReadStream(file)
  packed.once('error', (error) => unzipped.destroy(error))
  let rest = ''
  try {
    for await (const piece of packed.pipe(unzipped)) {
      const lines = `${rest}${String(piece)}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw faultOf(error)
  } finally {
    packed.destroy()
  }
  if (rest !== '') yield rest
}

function faultOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return new BackupFault('It is cut off: its end is missing.')
  if (code.startsWith('Z_')) return new BackupFault('It is no backup of Cordon, or it was changed.')
  return error
}

function parsed(line: string | null): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return null
  }
}
