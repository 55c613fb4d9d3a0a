import { say } from '@cordon/alerts'
import { relative, sep } from 'node:path'

/** What a file system says, in words. */
const words: Readonly<Record<string, string>> = {
  EEXIST: 'something of this name is there already',
  ENOTDIR: 'a folder is expected there',
  EISDIR: 'a file is expected there',
  EACCES: 'this server may not read or move it',
  EPERM: 'this server may not read or move it',
  ENOENT: 'it is no longer there',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
  EMFILE: 'too many files are open',
}

/** Why a piece of work failed, for people; null where it did not. */
export async function faultOf(work: () => Promise<void>, dataFolder: string): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    return faultWords(error, dataFolder)
  }
}

/** What a file system says of a file, in words; null of anything else. */
export function fileWords(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return words[error.code] ?? error.code
}

/**
 * Why something broke off, for people: of files their path below the data folder; of anything else only that it failed
 * here, because what an inner fault says is for the log.
 */
export function faultWords(error: unknown, dataFolder: string): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || !('syscall' in error))
    return say('read.here', {})
  const told = fileWords(error) ?? error.code
  const path = 'path' in error && typeof error.path === 'string' ? relative(dataFolder, error.path) : ''
  return path === '' || path.startsWith(`..${sep}`) ? `A file: ${told}` : `${path}: ${told}`
}
