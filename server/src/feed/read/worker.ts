import { once } from 'node:events'
import { parentPort } from 'node:worker_threads'
import { inspectPayload } from './inspect-payload.js'
import type { FeedPage } from './page.js'
import { readPayload } from './payload.js'
import type { WorkerOrder, WorkerWord } from './reader.js'

/** Items in one message: few enough that taking them over holds nobody up. */
const atOnce = 100

const port = parentPort
if (port === null) throw new Error('Payloads are read in a worker thread only.')
const say = (word: WorkerWord): void => port.postMessage(word)

const isOrder = (it: unknown): it is WorkerOrder =>
  typeof it === 'object' && it !== null && 'bytes' in it && 'context' in it && 'what' in it

/** One payload after another; what goes wrong with one ends the thread. */
port.on('message', (word: unknown) => {
  if (isOrder(word)) void answer(word)
})

async function answer({ what, bytes, context }: WorkerOrder): Promise<void> {
  if (what === 'inspect') return say({ is: 'inspected', inspected: await inspectPayload(bytes, context) })
  const read = await readPayload(bytes, context)
  if (!read.ok) return say({ is: 'read', read })
  await sendParts(read.page)
  say({ is: 'read', read: { ok: true, page: { ...read.page, items: [], unplaced: [], refusals: [] } } })
}

async function sendParts({ items, unplaced, refusals }: FeedPage): Promise<void> {
  const most = Math.max(items.length, unplaced.length, refusals.length)
  for (let from = 0; from < most; from += atOnce) {
    const cut = <T>(list: readonly T[]) => list.slice(from, from + atOnce)
    say({ is: 'part', part: { items: cut(items), unplaced: cut(unplaced), refusals: cut(refusals) } })
    if (port !== null) await once(port, 'message')
  }
}
