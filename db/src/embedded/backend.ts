import { Worker } from 'node:worker_threads'
import { isReport, type Order, type Report, type Request } from './hop.js'
import { workerEntry } from './worker-entry.js'

/** The database in its worker thread, as the main thread sees it: one batch of messages at a time. */
export interface Backend {
  /** Runs one batch; the answer comes in chunks. Rejects when the database dies. */
  readonly run: (messages: Uint8Array, onData: (chunk: Buffer) => void) => Promise<void>
  /** Shuts down cleanly, or ends the thread when that takes longer than the limit. */
  readonly close: (limitMs: number) => Promise<void>
  /** Ends the thread at once, as a crash would; what was committed stays. */
  readonly kill: () => Promise<void>
  /** Resolves with the reason when the database dies by itself. */
  readonly died: Promise<Error>
}

const spawn = async (order: Order): Promise<Worker> => new Worker(await workerEntry(), { workerData: order })

interface Thread {
  readonly worker: Worker
  readonly died: Promise<Error>
}

const watch = (worker: Worker, onReport: (report: Report) => void): Thread => {
  const died = new Promise<Error>((resolve) => {
    worker.on('message', (report: unknown) => {
      if (!isReport(report)) return
      if (report.kind === 'died') resolve(new Error(`The embedded database stopped: ${report.text}`))
      else onReport(report)
    })
    worker.on('error', (error) =>
      resolve(new Error(`The embedded database stopped: ${String(error)}`, { cause: error })),
    )
    worker.on('exit', (code) => resolve(new Error(`The embedded database's thread ended with code ${code}.`)))
  })
  return { worker, died }
}

/** Makes a cluster with the extensions in it in an empty folder; takes seconds. */
export const buildInWorker = async (cluster: string): Promise<void> => {
  const worker = await spawn({ kind: 'build', cluster })
  try {
    await new Promise<void>((resolve, reject) => {
      const { died } = watch(worker, (report) => report.kind === 'built' && resolve())
      void died.then(reject)
    })
  } finally {
    await worker.terminate()
  }
}

interface Current {
  readonly onData: (chunk: Buffer) => void
  readonly done: () => void
  readonly fail: (error: Error) => void
}

const after = (ms: number): { readonly passed: Promise<void>; readonly cancel: () => void } => {
  let cancel = (): void => {}
  const passed = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    cancel = () => clearTimeout(timer)
  })
  return { passed, cancel }
}

/** Starts the database on a cluster and waits until it answers. */
export const startBackend = async (cluster: string, durable: boolean): Promise<Backend> => {
  let current: Current | undefined
  let onReady = (): void => {}
  let onClosed = (): void => {}
  const finish = (how: (current: Current) => void): void => {
    const finished = current
    current = undefined
    if (finished !== undefined) how(finished)
  }
  const hear = (report: Report): void => {
    if (report.kind === 'data') current?.onData(Buffer.from(report.bytes.buffer))
    else if (report.kind === 'done') finish((it) => it.done())
    else if (report.kind === 'ready') onReady()
    else if (report.kind === 'closed') onClosed()
  }
  const { worker, died } = watch(await spawn({ kind: 'serve', cluster, durable }), hear)
  const ask = (request: Request): void => worker.postMessage(request)
  void died.then((error) => finish((it) => it.fail(error)))
  await new Promise<void>((resolve, reject) => {
    onReady = resolve
    void died.then(reject)
  })
  const run: Backend['run'] = (messages, onData) =>
    new Promise((done, fail) => {
      current = { onData, done, fail }
      ask({ kind: 'run', messages })
    })
  const close: Backend['close'] = async (limitMs) => {
    const limit = after(limitMs)
    const closed = new Promise<void>((resolve) => (onClosed = resolve))
    ask({ kind: 'close' })
    await Promise.race([closed, died, limit.passed])
    limit.cancel()
    await worker.terminate()
  }
  const kill = async (): Promise<void> => void (await worker.terminate())
  return { run, close, kill, died }
}
