import { say } from '@cordon/alerts'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { inspectPayload, type Inspected } from './inspect-payload.js'
import type { FeedPage, ReadContext, ReadPayload } from './page.js'
import { readPayload } from './payload.js'
import { endOf } from './thread-end.js'
import { spawnAt, Threads, type Reader } from './threads.js'
import { Turns } from './turns.js'

/** Payloads up to this are read on the spot: within a few milliseconds. */
const smallBytes = 8_192
/** How long one payload may be worked on. */
const patienceMs = 60_000
/** A thread that read more than this is not kept: it holds memory that nothing else needs. */
const keptBytes = 1_000_000

/** What a worker is asked: to read a payload, or to say what its records hold. */
export interface WorkerOrder {
  readonly what: 'read' | 'inspect'
  readonly bytes: Uint8Array
  readonly context: ReadContext
}

export type PagePart = Pick<FeedPage, 'items' | 'unplaced' | 'refusals'>

/** What a worker answers: a page in parts, each of which it sends when the one before was taken, then the rest. */
export type WorkerWord =
  | { readonly is: 'part'; readonly part: PagePart }
  | { readonly is: 'read'; readonly read: ReadPayload }
  | { readonly is: 'inspected'; readonly inspected: Inspected }

/** Built beside this file; tests, which run from the sources, have none and read on the spot. */
const entry = new URL('./worker.js', import.meta.url)
const hasWorker = existsSync(entry)

/** Each reader may need half a gigabyte, and a core: one is left to the server. */
const readers = Math.min(2, Math.max(1, availableParallelism() - 1))
const turns = new Turns(readers, 8)
const threads = new Threads({ spawn: () => spawnAt(entry), idleMs: 30_000 })

/** Whether a payload of so many bytes had better come again later, because too many wait to be read. */
export function isReadingCrowded(bytes: number): boolean {
  return bytes > smallBytes && turns.isCrowded
}

/** Reads payloads: small ones at once, others in a thread of their own for the time, which ends with them where they go wrong. */
export async function readAside(bytes: Uint8Array, context: ReadContext): Promise<ReadPayload> {
  if (bytes.length <= smallBytes || !hasWorker) return readPayload(bytes, context)
  const parts: PagePart[] = []
  const last = await aside({ what: 'read', bytes, context }, (part) => parts.push(part))
  if (last.is === 'failed') return { ok: false, message: last.message }
  if (last.is !== 'read' || !last.read.ok)
    return last.is === 'read' ? last.read : { ok: false, message: say('read.notRead', {}) }
  return { ok: true, page: { ...last.read.page, ...whole(parts) } }
}

/** What the records of a payload hold and what each field may tell, looked at in a thread where it is large. */
export async function inspectAside(bytes: Uint8Array, context: ReadContext): Promise<Inspected> {
  if (bytes.length <= smallBytes || !hasWorker) return inspectPayload(bytes, context)
  const last = await aside({ what: 'inspect', bytes, context }, () => undefined)
  if (last.is === 'inspected') return last.inspected
  return { ok: false, message: last.is === 'failed' ? last.message : say('read.notRead', {}) }
}

function whole(parts: readonly PagePart[]): PagePart {
  return {
    items: parts.flatMap(({ items }) => items),
    unplaced: parts.flatMap(({ unplaced }) => unplaced),
    refusals: parts.flatMap(({ refusals }) => refusals),
  }
}

type LastWord = Exclude<WorkerWord, { is: 'part' }> | { readonly is: 'failed'; readonly message: string }

function aside(order: WorkerOrder, take: (part: PagePart) => void): Promise<LastWord> {
  return turns.run(() => threads.lend((reader) => inThread(reader, order, take)))
}

function inThread(reader: Reader, order: WorkerOrder, take: (part: PagePart) => void): Promise<LastWord> {
  const { worker } = reader
  return new Promise((resolve) => {
    const finish = (last: LastWord) => {
      clearTimeout(timer)
      worker.off('message', heard).off('error', failed).off('exit', ended)
      reader.isSound = last.is !== 'failed' && order.bytes.length <= keptBytes
      resolve(last)
    }
    const fail = (message: string) => finish({ is: 'failed', message })
    const timer = setTimeout(() => fail(say('refused.readTime', { seconds: String(patienceMs / 1000) })), patienceMs)
    const heard = (word: WorkerWord) => {
      if (word.is !== 'part') return finish(word)
      take(word.part)
      worker.postMessage('next')
    }
    const failed = (error: unknown) => fail(say('refused.readFault', { fault: endOf(error) }))
    const ended = () => fail(say('refused.readEarly', {}))
    worker.on('message', heard).on('error', failed).on('exit', ended)
    worker.postMessage(order)
  })
}
