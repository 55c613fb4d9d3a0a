import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { FeedItem, ReadContext, ReadPayload } from './page.js'
import { readPayload } from './payload.js'

/** Payloads up to this are read on the spot: within a few milliseconds. */
const smallBytes = 8_192
/** How long one payload may be worked on. */
const patienceMs = 60_000

/** What a worker answers: items in pieces, so that taking them in never holds up the event loop, then the rest. */
export type WorkerWord =
  { readonly is: 'items'; readonly items: readonly FeedItem[] } | { readonly is: 'end'; readonly read: ReadPayload }

/** Built beside this file; tests, which run from the sources, have none and read on the spot. */
const entry = new URL('./worker.js', import.meta.url)
const hasWorker = existsSync(entry)

/** Reads payloads: small ones at once, others in a thread of their own that ends with its work, however that goes. */
export async function readAside(bytes: Uint8Array, context: ReadContext): Promise<ReadPayload> {
  if (bytes.length <= smallBytes || !hasWorker) return readPayload(bytes, context)
  return new Promise((resolve) => {
    const items: FeedItem[] = []
    const worker = new Worker(entry, {
      workerData: { bytes, context },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    const finish = (read: ReadPayload) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(read)
    }
    const fail = (message: string) => finish({ ok: false, message })
    const timer = setTimeout(() => fail(`It could not be read within ${patienceMs / 1000} s`), patienceMs)
    worker.on('message', (word: WorkerWord) => {
      if (word.is === 'items') items.push(...word.items)
      else finish(word.read.ok ? { ok: true, page: { ...word.read.page, items } } : word.read)
    })
    worker.on('error', (error) => fail(`It could not be read: ${error.message}`))
    worker.on('exit', () => fail('Reading it ended too early'))
  })
}
