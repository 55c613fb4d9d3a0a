import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

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
    const { size, mtimeMs } = await stat(join(folder, name))
    if (Math.abs(nowMs - mtimeMs) < settledMs) continue
    const isLarge = size > largestBytes
    files.push({
      name,
      bytes: isLarge ? null : await readFile(join(folder, name)),
      fault: isLarge ? `${name} is larger than ${largestBytes / 1_000_000} MB` : null,
    })
  }
  return files
}

/** Puts a file that was dealt with aside, into `taken` or `refused` below the folder. */
export async function putAside(folder: string, name: string, into: 'taken' | 'refused'): Promise<void> {
  await mkdir(join(folder, into), { recursive: true })
  await rename(join(folder, name), join(folder, into, name))
}
