import type { Worker } from 'node:worker_threads'
import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common'
import { faultAt, finding, type Reading } from '@cordon/alerts'
import { spawnAt } from '../feed/read/threads.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import type { ReadingInput } from '../wire/index.js'
import { isReadAnswer, type ReadAnswer } from './read/order.js'

/** How the desk is staffed; tests give a reader of their own. */
export interface DeskOptions {
  readonly spawn: () => Worker
  /** How long one text may take. */
  readonly limitMs: number
  /** How many texts may wait behind the one that is being read; and how many of them may be one person's. */
  readonly waiting: number
  readonly waitingOfOne: number
  /** How long the reader stays without work: whoever pastes one text often pastes another, and it gives its memory back. */
  readonly idleMs: number
}

/** From the sources the built thread is started: Node cannot run TypeScript in a thread. */
function spawnReader(): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const file = isSource ? '../../dist/report/read/worker.js' : './read/worker.js'
  return spawnAt(new URL(file, import.meta.url))
}

const defaults: DeskOptions = {
  spawn: spawnReader,
  limitMs: 10_000,
  waiting: 16,
  waitingOfOne: 2,
  idleMs: 120_000,
}

interface Job {
  readonly id: number
  readonly input: ReadingInput
  readonly by: string
  readonly done: (result: Result<Reading>) => void
}

/** One thread that reads one text after another; it is replaced where a text takes too long, and ended where none comes. */
@Injectable()
export class ReadingDesk implements OnApplicationShutdown {
  readonly #options: DeskOptions
  readonly #jobs: Job[] = []
  #worker: Worker | null = null
  #ready = false
  #timer: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined
  #count = 0

  constructor(@Optional() options?: DeskOptions) {
    this.#options = options ?? defaults
  }

  /** Reads a text; refused where too many wait, of all or of whoever sends it, or where it takes longer than its time. */
  async read(input: ReadingInput, by: string): Promise<Result<Reading>> {
    const own = this.#jobs.filter((job) => job.by === by)
    if (own.length > this.#options.waitingOfOne) return deny('too-many', finding('denied.ownReading', {}))
    if (this.#jobs.length > this.#options.waiting) return deny('too-many', finding('denied.reading', {}))
    return new Promise((done) => {
      this.#jobs.push({ id: ++this.#count, input, by, done })
      if (this.#jobs.length === 1) this.#next()
    })
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#dismiss()
  }

  #next(): void {
    const [job] = this.#jobs
    clearTimeout(this.#idle)
    if (job === undefined) {
      this.#idle = setTimeout(() => void this.#dismiss(), this.#options.idleMs).unref()
      return
    }
    this.#worker ??= this.#employ()
    if (!this.#ready) return
    this.#worker.postMessage({ id: job.id, input: job.input })
    this.#timer = setTimeout(() => void this.#tooLong(), this.#options.limitMs)
  }

  #employ(): Worker {
    const worker = this.#options.spawn()
    worker.unref()
    worker.on('message', (said: unknown) => this.#worker === worker && this.#heard(said))
    worker.on('error', (error) => this.#worker === worker && this.#broken(error.message))
    return worker
  }

  /** A text's time begins when its reader is there: the first one has patterns to compile. */
  #heard(said: unknown): void {
    if (isReadAnswer(said)) return this.#answered(said)
    this.#ready = true
    this.#next()
  }

  #answered(answer: ReadAnswer): void {
    if (this.#jobs[0]?.id !== answer.id) return
    if ('error' in answer) return this.#broken(answer.error)
    this.#finish(ok(answer.reading))
  }

  #broken(why: string): void {
    void this.#dismiss()
    this.#finish(deny('unexpected', finding('denied.textUnread', { fault: why })))
  }

  async #tooLong(): Promise<void> {
    await this.#dismiss()
    const seconds = String(this.#options.limitMs / 1000)
    this.#finish(wrong(faultAt('text', finding('asked.sooner', { seconds }))))
  }

  #finish(result: Result<Reading>): void {
    clearTimeout(this.#timer)
    this.#jobs.shift()?.done(result)
    this.#next()
  }

  async #dismiss(): Promise<void> {
    clearTimeout(this.#timer)
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = null
    this.#ready = false
    await worker?.terminate()
  }
}
