import { Inject, Injectable } from '@nestjs/common'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formerName } from '@cordon/alerts'
import type { NotedRow } from '@cordon/db'
import { z } from 'zod'
import { flushed } from '../keep/archive-file.js'
import { ConfigToken, type Config } from '../platform/config.js'

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/)
/** A line: whose account it was, and by what the name is recognised. The name is nowhere in it. */
const lineForm = z.object({
  account: z.uuid(),
  number: z.int().positive(),
  salt: hex,
  hash: hex,
  at: z.iso.datetime(),
})

/** What the file says: who was forgotten, and which lines, from 1 on, cannot be read. */
export interface Noted {
  readonly people: readonly NotedRow[]
  readonly broken: readonly number[]
}

/** Who was forgotten, a line each, in the data folder: it outlasts a database that is put back as it was before. */
@Injectable()
export class ForgottenFile {
  readonly path: string

  constructor(@Inject(ConfigToken) { folder }: Pick<Config, 'folder'>) {
    this.path = join(folder, 'forgotten.jsonl')
  }

  /** Null where there is no file. */
  async read(): Promise<Noted | null> {
    const text = await this.text()
    if (text === null) return null
    const lines = text.split('\n').map((line, at) => ({ line, nth: at + 1, row: rowIn(line) }))
    const broken = lines.filter(({ line, row }) => line !== '' && row === null)
    // What a crash cut off was told to nobody.
    const told = broken.filter(({ nth }) => nth < lines.length)
    return { people: lines.flatMap(({ row }) => row ?? []), broken: told.map(({ nth }) => nth) }
  }

  /** Makes the file, or throws where nothing could be written into it: before anything is done that has to be noted. */
  async ready(): Promise<void> {
    await this.add([])
  }

  /** Adds lines; they are on disk when this resolves. */
  async add(rows: readonly Omit<NotedRow, 'instead'>[]): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true })
    const before = await this.text()
    const file = await open(this.path, 'a', 0o600)
    try {
      const whole = wholeOf(before ?? '')
      if (before !== null && whole.length < before.length) await file.truncate(Buffer.byteLength(whole))
      const lines = rows.map((row) => `${lineOf(row)}\n`).join('')
      await file.writeFile((whole === '' || whole.endsWith('\n') ? '' : '\n') + lines)
      await file.sync()
    } finally {
      await file.close()
    }
    if (before === null) await flushed(dirname(this.path))
  }

  private async text(): Promise<string | null> {
    try {
      return await readFile(this.path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }
}

/** Without what a crash cut off at its end. */
function wholeOf(text: string): string {
  const last = text.lastIndexOf('\n') + 1
  return text.length === last || rowIn(text.slice(last)) !== null ? text : text.slice(0, last)
}

function lineOf({ id, number, salt, nameHash, at }: Omit<NotedRow, 'instead'>): string {
  const [saltHex, hash] = [salt, nameHash].map((it) => Buffer.from(it).toString('hex'))
  return JSON.stringify({ account: id, number, salt: saltHex, hash, at })
}

function rowIn(line: string): NotedRow | null {
  let said: unknown
  try {
    said = JSON.parse(line)
  } catch {
    return null
  }
  const form = lineForm.safeParse(said).data
  if (form === undefined) return null
  const { account: id, number, salt, hash, at } = form
  const [saltBytes, nameHash] = [Buffer.from(salt, 'hex'), Buffer.from(hash, 'hex')]
  return { id, number, instead: formerName(number), salt: saltBytes, nameHash, at }
}
