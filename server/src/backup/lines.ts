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

/** Characters of one line: no row comes near so many, and so many are held without harm. */
const longest = 1 << 27
/** Characters of the first line, which says what the file is: of anything else no more is read than this. */
const longestFirst = 1 << 16
/** How many times its packed size a file may unpack to, beyond a gibibyte: only what repeats itself for ever comes there. */
const mostTimes = 400
const unpackedFree = 1 << 30

/** Reads a file from its first byte to its last; throws `BackupFault` where it is no such file, cut off or changed. */
export async function follow<T>(file: string, shape: z.ZodType<T>, what: string): Promise<Followed<T>> {
  const hash = createHash('sha256')
  let [head, last]: [T | null, string | null] = [null, null]
  for await (const lines of batchesOf(file)) {
    head ??= headOf(lines[0] ?? '', shape, what)
    if (last !== null) hash.update(`${last}\n`)
    last = lines.at(-1) ?? null
    if (lines.length > 1) hash.update(`${lines.slice(0, -1).join('\n')}\n`)
  }
  head ??= headOf('', shape, what)
  const end = endLine.safeParse(parsed(last))
  if (!end.success) throw new BackupFault('It is cut off: its end is missing.')
  if (end.data.sha256 !== hash.digest('hex')) throw new BackupFault('It was changed since it was written.')
  return { head, end: end.data }
}

/** Looked at before anything behind it is read. */
function headOf<T>(line: string, shape: z.ZodType<T>, what: string): T {
  const head = shape.safeParse(parsed(line))
  if (!head.success) throw new BackupFault(notRead(parsed(line), what))
  return head.data
}

/** Why a first line is not one that is read: of another form, or of nothing that Cordon writes. */
function notRead(first: unknown, what: string): string {
  const { data } = anyHead.safeParse(first)
  if (data?.cordon !== what || data.form === presentForm) return `It is no ${what} of Cordon.`
  return `It has form ${data.form}, and form ${presentForm} is read here: take the version of Cordon that wrote it.`
}

/** The lines of a file that is gzipped text, one at a time. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const lines of batchesOf(file)) yield* lines
}

/** The lines of a file, as many at once as come at once: a turn for each of them would take longer than all else. */
async function* batchesOf(file: string): AsyncGenerator<readonly string[]> {
  const unzipped = createGunzip().setEncoding('utf8')
  const packed = createReadStream(file)
  packed.once('error', (error) => unzipped.destroy(error))
  const cutter = new LineCutter()
  try {
    for await (const piece of packed.pipe(unzipped)) {
      const lines = cutter.cut(String(piece), packed.bytesRead)
      if (lines.length > 0) yield lines
    }
  } catch (error) {
    throw faultOf(error)
  } finally {
    packed.destroy()
  }
  if (cutter.rest !== '') yield [cutter.rest]
}

/** Cuts text into lines as it comes, and refuses what no file of ours holds before it is held. */
class LineCutter {
  rest = ''
  private line = 1
  private unpacked = 0

  /** The lines that end in a piece, of a file of which so many bytes have been read. */
  cut(piece: string, packedBytes: number): readonly string[] {
    this.unpacked += piece.length
    // What a piece brings is looked through once, however long the line is that it belongs to.
    const [first = '', ...others] = piece.split('\n')
    const last = others.pop()
    this.rest += first
    this.require(packedBytes)
    if (last === undefined) return []
    const lines = [this.rest, ...others]
    const blank = lines.indexOf('')
    if (blank >= 0) throw new BackupFault(`Line ${this.line + blank} is empty, as none is that Cordon writes.`)
    this.line += lines.length
    this.rest = last
    return lines
  }

  private require(packedBytes: number): void {
    const most = this.line === 1 ? longestFirst : longest
    if (this.rest.length > most)
      throw new BackupFault(
        `Line ${this.line} is longer than ${most} characters, the most that is read: ${this.rest.length} so far.`,
      )
    if (this.unpacked <= Math.max(unpackedFree, packedBytes * mostTimes)) return
    throw new BackupFault(
      `By line ${this.line} it unpacks to ${this.unpacked} characters out of ${packedBytes} bytes: more than ${mostTimes} times as many is not read.`,
    )
  }
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
