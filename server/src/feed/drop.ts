import { say } from '@cordon/alerts'
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileWords } from './fault.js'

/** Files this new may still be growing. */
const settledMs = 2_000
const mostFiles = 100
const largestBytes = 20_000_000

/** A file in a feed's folder. */
export interface Dropped {
  readonly name: string
  readonly bytes: Buffer | null
  /** Why it was not read; null where it was. */
  readonly fault: string | null
  readonly isTooLarge: boolean
}

/** Where files of a feed are put, below the data folder. */
export function dropFolder(dataFolder: string, feedId: string): string {
  return join(dataFolder, 'drop', feedId)
}

/** The files that wait in a folder and no longer grow, by name; hidden ones and `.part` are passed over. */
export async function droppedIn(folder: string, nowMs: number): Promise<readonly Dropped[]> {
  await mkdir(folder, { recursive: true })
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter((it) => it.isFile() && !it.name.startsWith('.') && !/\.(part|tmp)$/i.test(it.name))
    .map(({ name }) => name)
    .toSorted()
  const files: Dropped[] = []
  for (const name of names.slice(0, mostFiles)) {
    const file = await opened(folder, name, nowMs)
    if (file !== null) files.push(file)
  }
  return files
}

/** One file; null while it may still be growing. One that cannot be opened holds no other up. */
async function opened(folder: string, name: string, nowMs: number): Promise<Dropped | null> {
  try {
    const { size, mtimeMs } = await stat(join(folder, name))
    if (Math.abs(nowMs - mtimeMs) < settledMs) return null
    if (size <= largestBytes) return { name, bytes: await readFile(join(folder, name)), fault: null, isTooLarge: false }
    return {
      name,
      bytes: null,
      fault: say('read.largeFile', { megabytes: String(largestBytes / 1_000_000) }),
      isTooLarge: true,
    }
  } catch (error) {
    return { name, bytes: null, fault: fileWords(error) ?? say('read.closedFile', {}), isTooLarge: false }
  }
}

/** Puts a file that was dealt with aside, into `taken` or `refused` below the folder. */
export async function putAside(folder: string, name: string, into: 'taken' | 'refused'): Promise<void> {
  await mkdir(join(folder, into), { recursive: true })
  await rename(join(folder, name), join(folder, into, name))
}
