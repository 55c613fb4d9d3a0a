import { Worker } from 'node:worker_threads'
import { holdCode } from './bundle.js'
import { joined } from './bytes.js'
import { dropCancel, isReport, raiseCancel, type Order, type Report, type StopFlags } from './hop.js'
import { program } from './program.js'
import { query } from './protocol.js'
import { workerEntry } from './worker-entry.js'

export interface BackendOptions {
  readonly cluster: string
  readonly durable: boolean
  /** Where the extensions' files are kept, ready for use. */
  readonly bundleFile: string
  /** How long a statement that was told to stop may go on before the database is killed and started again. */
  readonly stopGraceMs: number
}

const stopped = (why: string): Error => new Error(`The embedded database stopped: ${why}`)

/** Some of the flags that the process was started with, as how to read its input, are wrong for a thread. */
const spawn = async (order: Order): Promise<Worker> =>
  new Worker(await workerEntry(), { workerData: order, execArgv: [] })

/** Tells a worker's reports; resolves with the reason when it ends by itself. */
const watch = (worker: Worker, onReport: (report: Report) => void): Promise<Error> =>
  new Promise((resolve) => {
    worker.on('message', (report: unknown) => {
      if (!isReport(report)) return
      if (report.kind === 'died') resolve(stopped(report.text))
      else onReport(report)
    })
    worker.on('error', (error) => resolve(stopped(String(error))))
    worker.on('exit', (code) => resolve(stopped(`its thread ended with code ${code}.`)))
  })

/** Makes a cluster with the extensions in it in an empty folder; takes seconds. */
export const buildInWorker = async (cluster: string): Promise<void> => {
  const worker = await spawn({ kind: 'build', cluster })
  try {
    await new Promise<void>((resolve, reject) => {
      const died = watch(worker, (report) => report.kind === 'built' && resolve())
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
  timer: NodeJS.Timeout | undefined
}

/** The database in its worker thread, as the main thread sees it: one batch of messages at a time. */
export class Backend {
  /** Resolves with the reason when the database dies by itself. */
  readonly died: Promise<Error>
  readonly #worker: Worker
  readonly #stopGraceMs: number
  #flags: StopFlags | undefined
  #current: Current | undefined
  #statementTimeoutMs = 0
  #killedBecause: string | undefined
  #onReady = (): void => {}
  #onClosed = (): void => {}

  private constructor(worker: Worker, stopGraceMs: number) {
    this.#worker = worker
    this.#stopGraceMs = stopGraceMs
    this.died = watch(worker, (report) => this.#hear(report)).then((error) => this.#bury(error))
    void this.died.then((error) => this.#finish((current) => current.fail(error)))
  }

  /** Starts the database on a cluster and waits until it answers. */
  static async start({ stopGraceMs, ...order }: BackendOptions): Promise<Backend> {
    holdCode(order.bundleFile)
    const backend = new Backend(await spawn({ kind: 'serve', ...order, program: await program() }), stopGraceMs)
    await new Promise<void>((resolve, reject) => {
      backend.#onReady = resolve
      void backend.died.then(reject)
    })
    return backend
  }

  /** Runs one batch; the answer comes in chunks. Rejects when the database dies. */
  run(messages: Uint8Array<ArrayBuffer>, onData: (chunk: Buffer) => void): Promise<void> {
    return new Promise((done, fail) => {
      const limitMs = this.#statementTimeoutMs
      const timer = limitMs > 0 ? setTimeout(() => this.cancel(), limitMs) : undefined
      this.#current = { onData, done, fail, timer }
      if (this.#flags !== undefined) dropCancel(this.#flags)
      this.#worker.postMessage({ kind: 'run', messages }, [messages.buffer])
    })
  }

  /** Runs SQL and answers with the protocol messages that come back. */
  async query(sql: string): Promise<Buffer> {
    const chunks: Buffer[] = []
    await this.run(joined([query(sql)]), (chunk) => chunks.push(chunk))
    return Buffer.concat(chunks)
  }

  /**
   * Stops the statement that runs, which then fails with 57014. One that does not look for signals is stopped together
   * with the database.
   */
  cancel(): void {
    const current = this.#current
    if (current === undefined || this.#flags === undefined) return
    clearTimeout(current.timer)
    raiseCancel(this.#flags)
    current.timer = setTimeout(
      () => this.kill(`a statement did not end within ${this.#stopGraceMs / 1000} s after it was told to.`),
      this.#stopGraceMs,
    )
  }

  /** Shuts down cleanly behind the statement that runs, cancels it after half the limit, and ends the thread at the limit. */
  async close(limitMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => (this.#onClosed = resolve))
    const hurry = setTimeout(() => this.cancel(), limitMs / 2)
    const limit = setTimeout(() => this.#onClosed(), limitMs)
    this.#worker.postMessage({ kind: 'close' })
    await Promise.race([closed, this.died])
    clearTimeout(hurry)
    clearTimeout(limit)
    await this.#worker.terminate()
  }

  /** Ends the thread at once, as a crash would; what was committed stays. */
  kill(why: string): void {
    this.#killedBecause = why
    void this.#worker.terminate()
  }

  /** Whoever opens the files next must be alone with them, so its end is told when the thread has ended. */
  async #bury(error: Error): Promise<Error> {
    await this.#worker.terminate()
    return this.#killedBecause === undefined ? error : stopped(this.#killedBecause)
  }

  #hear(report: Report): void {
    switch (report.kind) {
      case 'data':
        return this.#current?.onData(Buffer.from(report.bytes.buffer))
      case 'done':
        this.#statementTimeoutMs = report.statementTimeoutMs
        return this.#finish((current) => current.done())
      case 'ready':
        this.#flags = report.flags
        return this.#onReady()
      case 'closed':
        return this.#onClosed()
      case 'built':
      case 'died':
    }
  }

  #finish(how: (current: Current) => void): void {
    const current = this.#current
    this.#current = undefined
    if (current === undefined) return
    clearTimeout(current.timer)
    how(current)
  }
}
