import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Environment } from './terminal.js'

/** A file to be read, with how much of it has been. */
export interface ReadFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly content: AsyncIterable<Uint8Array>
  /** Share that has been read, 0 to 1. */
  readonly share: () => number
}

export type FoundFile =
  { readonly ok: true; readonly file: ReadFile } | { readonly ok: false; readonly message: string }

/** Finds a file by its path as the person typed it: npm runs us elsewhere and says from where it was called. */
export async function findFile(given: string, env: Environment): Promise<FoundFile> {
  const place = path.resolve(env['INIT_CWD'] ?? process.cwd(), given)
  try {
    if (!(await stat(place)).isFile()) return { ok: false, message: `${place} is not a file.` }
    await (await open(place, 'r')).close()
  } catch (error) {
    return { ok: false, message: fault(place, error) }
  }
  return { ok: true, file: await readable(place) }
}

/** As fine as the share of a file that has been read is told. */
const countedBytes = 1 << 15

async function readable(place: string): Promise<ReadFile> {
  const { size } = await stat(place)
  let read = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytesOf(place, countedBytes)) {
      read += chunk.length
      yield chunk
    }
  }
  const share = () => (size === 0 ? 1 : Math.min(1, read / size))
  return {
    path: place,
    name: path.basename(place),
    bytes: size,
    sha256: await hashOf(place),
    content: counted(),
    share,
  }
}

/** SHA-256 of what a file holds, in hexadecimal. */
async function hashOf(place: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytesOf(place)) hash.update(chunk)
  return hash.digest('hex')
}

async function* bytesOf(place: string, atOnce = 1 << 18): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(place, { highWaterMark: atOnce })) {
    if (chunk instanceof Uint8Array) yield chunk
  }
}

function fault(place: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'ENOENT') return `There is no file ${place}.`
  return code === 'EACCES' ? `${place} may not be read by this user.` : `${place} cannot be read (${code}).`
}
