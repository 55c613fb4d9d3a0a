import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { inspectPayload } from './inspect-payload.js'
import type { FeedPage } from './page.js'
import { readPayload } from './payload.js'
import type { WorkerOrder, WorkerWord } from './reader.js'

/** Items in one message: few enough that taking them over holds nobody up. */
const atOnce = 100

const port = parentPort
if (port === null) throw new Error('Payloads are read in a worker thread only.')

const isOrder = (it: unknown): it is WorkerOrder =>
  typeof it === 'object' && it !== null && 'bytes' in it && 'context' in it && 'what' in it

const order: unknown = workerData
if (!isOrder(order)) throw new Error('The worker was started without a payload.')
const say = (word: WorkerWord): void => port.postMessage(word)

if (order.what === 'inspect') say({ is: 'inspected', inspected: await inspectPayload(order.bytes, order.context) })
else {
  const read = await readPayload(order.bytes, order.context)
  if (read.ok) await sendParts(read.page)
  say({
    is: 'read',
    read: read.ok ? { ok: true, page: { ...read.page, items: [], unplaced: [], refusals: [] } } : read,
  })
}
port.close()

async function sendParts({ items, unplaced, refusals }: FeedPage): Promise<void> {
  const most = Math.max(items.length, unplaced.length, refusals.length)
  for (let from = 0; from < most; from += atOnce) {
    const cut = <T>(list: readonly T[]) => list.slice(from, from + atOnce)
    say({ is: 'part', part: { items: cut(items), unplaced: cut(unplaced), refusals: cut(refusals) } })
    if (port !== null) await once(port, 'message')
  }
}
