import { parentPort, workerData } from 'node:worker_threads'
import { buildCluster, openEngine, type Engine } from './engine.js'
import { isOrder, isRequest, type Report } from './hop.js'

/** The answer is handed over in pieces of about this size, so that a long one is on its way while it still grows. */
const PIECE_BYTES = 256 * 1024

const port = parentPort
if (port === null) throw new Error('The database worker runs in a worker thread only.')

const say = (report: Report, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(report, [...transfer])

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const hand = (chunks: readonly Uint8Array[], size: number): void => {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  say({ kind: 'data', bytes }, [bytes.buffer])
}

const run = (engine: Engine, messages: Uint8Array): void => {
  let chunks: Uint8Array[] = []
  let size = 0
  const flush = (): void => {
    if (size > 0) hand(chunks, size)
    chunks = []
    size = 0
  }
  engine.run(messages, (bytes) => {
    chunks.push(bytes)
    size += bytes.length
    if (size >= PIECE_BYTES) flush()
  })
  flush()
  say({ kind: 'done' })
}

const serve = async (cluster: string, durable: boolean): Promise<void> => {
  const engine = await openEngine(cluster, durable)
  port.on('message', (request: unknown) => {
    if (!isRequest(request)) throw new Error('The database worker was asked for something it does not know.')
    try {
      if (request.kind === 'run') run(engine, request.messages)
      else void engine.close().then(() => say({ kind: 'closed' }))
    } catch (error) {
      say({ kind: 'died', text: textOf(error) })
    }
  })
  say({ kind: 'ready' })
}

const follow = async (): Promise<void> => {
  const order: unknown = workerData
  if (!isOrder(order)) throw new Error('The database worker was started without its order.')
  if (order.kind === 'serve') return serve(order.cluster, order.durable)
  await buildCluster(order.cluster)
  say({ kind: 'built' })
}

follow().catch((error: unknown) => say({ kind: 'died', text: textOf(error) }))
