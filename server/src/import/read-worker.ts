import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { readIncidents } from '../feed/read/detect.js'
import { chunksOf } from './chunks.js'
import { inspect } from './inspect.js'
import { readOrder, type ReadOrder, type ReadReport } from './order.js'

/** Rows in one message: few enough that storing them holds nobody up. */
const rows = 200

const order = readOrder(workerData)
const port = parentPort
if (port === null) throw new Error('This file is run as a thread.')
const say = (report: ReadReport) => port.postMessage(report)

await (order.what === 'inspect' ? inspectFile(order.path) : sendRows(order))
port.close()

async function inspectFile(path: string): Promise<void> {
  const found = await inspect(counted(path).bytes)
  say(found.ok ? { kind: 'inspection', inspection: found.inspection } : { kind: 'refused', message: found.message })
}

async function sendRows(it: ReadOrder & { what: 'rows' }): Promise<void> {
  const { size } = await stat(it.path)
  const { bytes, read } = counted(it.path)
  const result = await readIncidents(bytes, { mapping: it.mapping, now: it.now })
  if (!result.ok) return say({ kind: 'refused', message: result.message })
  for await (const chunk of chunksOf(result.reading.rows(it.fromRow), it.fromRow, rows)) {
    const heard = port === null ? null : once(port, 'message')
    say({ kind: 'chunk', chunk, share: size === 0 ? 1 : Math.min(1, read() / size) })
    if (!chunk.finished) await heard
  }
}

/** The bytes of a file, and how many of them have been read. */
function counted(path: string) {
  let length = 0
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const part of createReadStream(path, { highWaterMark: 1 << 18 })) {
      if (!(part instanceof Uint8Array)) continue
      length += part.length
      yield part
    }
  }
  return { bytes: bytes(), read: () => length }
}
