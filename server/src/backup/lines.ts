import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { anyHead, BackupFault, endLine, presentForm, type EndLine } from './format.js'

/** What a file says of itself in its first line, and at its end. */
export interface Followed<T> {
  readonly head: T
  readonly end: EndLine
}

/** Reads a file from its first byte to its last; throws `BackupFault` where it is no such file, cut off or changed. */
export async function follow<T>(file: string, shape: z.ZodType<T>, what: string): Promise<Followed<T>> {
  const hash = createHash('sha256')
  let [first, last]: [string | null, string | null] = [null, null]
  for await (const line of linesOf(file)) {
    if (last !== null) hash.update(`${last}\n`)
    first ??= line
    last = line
  }
  const head = shape.safeParse(parsed(first))
  if (!head.success) throw new BackupFault(notRead(parsed(first), what))
  const end = endLine.safeParse(parsed(last))
  if (!end.success) throw new BackupFault('It is cut off: its end is missing.')
  if (end.data.sha256 !== hash.digest('hex')) throw new BackupFault('It was changed since it was written.')
  return { head: head.data, end: end.data }
}

/** Why a first line is not one that is read: of another form, or of nothing that Cordon writes. */
function notRead(first: unknown, what: string): string {
  const { data } = anyHead.safeParse(first)
  if (data?.cordon !== what || data.form === presentForm) return `It is no ${what} of Cordon.`
  return `It has form ${data.form}, and form ${presentForm} is read here: take the version of Cordon that wrote it.`
}

/** The lines of a file that is gzipped text, one at a time. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip().setEncoding('utf8')
  const packed = createReadStream(file)
  packed.once('error', (error) => unzipped.destroy(error))
  let rest = ''
  try {
    for await (const piece of packed.pipe(unzipped)) {
      // What a piece brings is looked through once, however long the line is that it belongs to.
      const [first = '', ...others] = String(piece).split('\n')
      const last = others.pop()
      rest += first
      if (last === undefined) continue
      yield rest
      yield* others
      rest = last
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
  if (code.startsWith('Z_')) return new BackupFault('It is no backup or archive of Cordon, or it was changed.')
  if (error instanceof RangeError) return new BackupFault('It holds a line that is longer than any row.')
  // Unlike one that cannot be opened, one that cannot be read is not named.
  if (error instanceof Error && 'syscall' in error && error.syscall === 'read')
    return new BackupFault(code === 'EISDIR' ? 'It is a folder.' : `It cannot be read (${code}).`)
  return error
}

/** What a line says; null where it is no JSON. */
export function parsed(line: string | null): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return null
  }
}
