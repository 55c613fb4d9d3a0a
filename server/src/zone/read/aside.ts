import { say } from '@cordon/alerts'
import { existsSync } from 'node:fs'
import { endOf } from '../../feed/read/thread-end.js'
import { spawnAt, Threads, type Reader } from '../../feed/read/threads.js'
import { Turns } from '../../feed/read/turns.js'
import { readZoneFile, type ZoneFile } from './zone-file.js'

/** Files up to this are read on the spot, within a few milliseconds. */
const smallBytes = 16_384
/** How long one file may be worked on. */
const patienceMs = 60_000

/** Built beside this file; tests, which run from the sources, have none and read on the spot. */
const entry = new URL('./worker.js', import.meta.url)
const hasWorker = existsSync(entry)
const turns = new Turns(1, 4)
const threads = new Threads({ spawn: () => spawnAt(entry), idleMs: 10_000 })

/** Whether so many files wait to be read that another had better come again later. */
export function isCrowded(): boolean {
  return turns.isCrowded
}

/** Reads a file of zones: a large one in a thread, which ends with it where it takes too much memory or time. */
export async function readZonesAside(bytes: Uint8Array): Promise<ZoneFile> {
  if (bytes.length <= smallBytes || !hasWorker) return readZoneFile(bytes)
  return turns.run(() => threads.lend((reader) => inThread(reader, bytes)))
}

function inThread(reader: Reader, bytes: Uint8Array): Promise<ZoneFile> {
  const { worker } = reader
  return new Promise((resolve) => {
    const finish = (file: ZoneFile) => {
      clearTimeout(timer)
      worker.off('message', finish).off('error', failed).off('exit', ended)
      resolve(file)
    }
    const fail = (message: string) => finish({ ok: false, message })
    const timer = setTimeout(() => fail(say('refused.readTime', { seconds: String(patienceMs / 1000) })), patienceMs)
    const failed = (error: unknown) => fail(say('refused.readFault', { fault: endOf(error) }))
    const ended = () => fail(say('refused.readEarly', {}))
    worker.on('message', finish).on('error', failed).on('exit', ended)
    worker.postMessage(bytes)
  })
}
