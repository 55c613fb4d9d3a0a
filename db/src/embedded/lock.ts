import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface Lock {
  readonly release: () => void
}

interface Holder {
  readonly pid: number
  /** When that process started, as its system tells it; a process id alone is used again. */
  readonly started: string
  readonly host: string
  readonly token: string
}

const LOCK_FILE = 'cordon.lock'
const HEARTBEAT_MS = 5_000
/** A holder on another host cannot be asked, so only its silence tells that it is gone. */
const SILENCE_MS = 4 * HEARTBEAT_MS

/** Field 22 of /proc/<pid>/stat, counted behind the command, which may itself hold blanks and brackets. */
const startedByProc = (pid: number): string => {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot}/${ticks}`
}

const startedByPs = (pid: number): string =>
  execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  }).trim()

/** When a process started, or an empty string where the system does not tell. */
export const processStart = (pid: number): string => {
  try {
    return fs.existsSync('/proc/self/stat') ? startedByProc(pid) : startedByPs(pid)
  } catch {
    return ''
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'started' in value &&
  typeof value.started === 'string' &&
  'host' in value &&
  typeof value.host === 'string' &&
  'token' in value &&
  typeof value.token === 'string'

const parseHolder = (text: string): Holder | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isHolder(value) ? value : undefined
  } catch {
    return undefined
  }
}

const holds = (file: string, holder: Holder): boolean => {
  if (holder.host !== os.hostname()) return Date.now() - fs.statSync(file).mtimeMs < SILENCE_MS
  if (!isRunning(holder.pid)) return false
  const started = processStart(holder.pid)
  return started === '' || holder.started === '' || started === holder.started
}

const refusal = (folder: string, holder: Holder): Error => {
  const where = holder.host === os.hostname() ? '' : ` on host ${holder.host}`
  return new Error(
    `The data folder ${folder} is in use by process ${holder.pid}${where}; stop it or choose another folder.`,
  )
}

const WITHOUT_HARD_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']

const publish = (draft: string, file: string, text: string): void => {
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if (!WITHOUT_HARD_LINKS.includes(codeOf(error))) throw error
    fs.writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
  }
}

/**
 * Moves a dead holder's lock away. Another process may have done so in the meantime and hold a fresh lock under the
 * same name: the text tells, and its lock is put back.
 */
const removeDead = (file: string, text: string): void => {
  const aside = `${file}.${randomUUID()}`
  try {
    fs.renameSync(file, aside)
    const moved = fs.readFileSync(aside, 'utf8')
    if (moved !== text) publish(aside, file, moved)
    fs.unlinkSync(aside)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

const readText = (file: string): string | undefined => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Creates the lock file with its whole text at once, so that nobody reads half of it. */
const tryCreate = (file: string, text: string): boolean => {
  const draft = `${file}.${randomUUID()}`
  fs.writeFileSync(draft, text, { mode: 0o600 })
  try {
    publish(draft, file, text)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    fs.unlinkSync(draft)
  }
}

const TRIES = 20

const acquire = (folder: string, file: string, text: string): void => {
  for (let left = TRIES; left > 0; left -= 1) {
    if (tryCreate(file, text)) return
    const found = readText(file)
    if (found === undefined) continue
    const holder = parseHolder(found)
    if (holder !== undefined && holds(file, holder)) throw refusal(folder, holder)
    removeDead(file, found)
  }
  throw new Error(`The lock ${file} could not be taken in ${TRIES} tries; other processes keep taking it.`)
}

/**
 * Takes the data folder for this process, for two processes on one folder lose data without a word. A lock whose
 * holder was killed is taken over. Throws one line that names the folder and the holder.
 */
export const lockFolder = (folder: string): Lock => {
  const file = path.join(folder, LOCK_FILE)
  const holder: Holder = {
    pid: process.pid,
    started: processStart(process.pid),
    host: os.hostname(),
    token: randomUUID(),
  }
  const text = JSON.stringify(holder)
  acquire(folder, file, text)
  const heartbeat = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), HEARTBEAT_MS).unref()
  const release = (): void => {
    clearInterval(heartbeat)
    if (readText(file) === text) fs.unlinkSync(file)
  }
  return { release }
}
