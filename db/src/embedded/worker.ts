import { parentPort, workerData } from 'node:worker_threads'
import { buildCluster } from './build-cluster.js'
import { loadBundle } from './bundle.js'
import { joined } from './bytes.js'
import { openEngine, type Engine } from './engine.js'
import { isOrder, isRequest, type Order, type Report } from './hop.js'

/** The answer is handed over in pieces of about this size, so that a long one is on its way while it still grows. */
const PIECE_BYTES = 256 * 1024
const LOG_LINES_KEPT = 5

const port = parentPort
if (port === null) throw new Error('The database worker runs in a worker thread only.')

const say = (report: Report, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(report, [...transfer])

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The last of what the database logged as its end, which says more than the exception that follows. */
const lastWords: string[] = []

const onLog = (line: string): void => {
  if (!/\b(?:FATAL|PANIC):/.test(line)) return
  lastWords.push(line)
  lastWords.splice(0, lastWords.length - LOG_LINES_KEPT)
}

const died = (error: unknown): void => say({ kind: 'died', text: [...lastWords, textOf(error)].join(' ') })

const hand = (chunks: readonly Uint8Array[]): void => {
  const bytes = joined(chunks)
  say({ kind: 'data', bytes }, [bytes.buffer])
}

const run = (engine: Engine, messages: Uint8Array): void => {
  let chunks: Uint8Array[] = []
  let size = 0
  const flush = (): void => {
    if (size > 0) hand(chunks)
    chunks = []
    size = 0
  }
  engine.run(messages, (bytes) => {
    chunks.push(bytes)
    size += bytes.length
    if (size >= PIECE_BYTES) flush()
  })
  flush()
  say({ kind: 'done', statementTimeoutMs: engine.statementTimeoutMs() })
}

const serve = async ({ bundleFile, ...order }: Extract<Order, { kind: 'serve' }>): Promise<void> => {
  const engine = await openEngine({ ...order, bundle: await loadBundle(bundleFile), onLog })
  port.on('message', (request: unknown) => {
    if (!isRequest(request)) throw new Error('The database worker was asked for something it does not know.')
    try {
      if (request.kind === 'run') run(engine, request.messages)
      else void engine.close().then(() => say({ kind: 'closed' }), died)
    } catch (error) {
      died(error)
    }
  })
  say({ kind: 'ready', flags: engine.flags })
}

const follow = async (): Promise<void> => {
  const order: unknown = workerData
  if (!isOrder(order)) throw new Error('The database worker was started without its order.')
  if (order.kind === 'serve') return serve(order)
  await buildCluster(order.cluster)
  say({ kind: 'built' })
}

follow().catch(died)
