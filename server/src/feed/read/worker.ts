import { parentPort, workerData } from 'node:worker_threads'
import type { ReadContext } from './page.js'
import { readPayload } from './payload.js'
import type { WorkerWord } from './reader.js'

/** Items in one message. */
const atOnce = 200

const port = parentPort
if (port === null) throw new Error('Payloads are read in a worker thread only.')

interface Order {
  readonly bytes: Uint8Array
  readonly context: ReadContext
}

const isOrder = (it: unknown): it is Order => typeof it === 'object' && it !== null && 'bytes' in it && 'context' in it

const order: unknown = workerData
if (!isOrder(order)) throw new Error('The worker was started without a payload.')
const say = (word: WorkerWord): void => port.postMessage(word)

const read = await readPayload(order.bytes, order.context)
if (read.ok) {
  const { items } = read.page
  for (let from = 0; from < items.length; from += atOnce) say({ is: 'items', items: items.slice(from, from + atOnce) })
}
say({ is: 'end', read: read.ok ? { ok: true, page: { ...read.page, items: [] } } : read })
