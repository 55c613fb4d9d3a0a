import { Worker } from 'node:worker_threads'
import { readerMb } from './thread-end.js'

/** A thread that reads, with the work that it is at. */
export interface Reader {
  readonly worker: Worker
  /** Whether it is as it was when it began, so that it may read something else. */
  isSound: boolean
}

export interface ThreadOptions {
  readonly spawn: () => Worker
  /** How long a thread without work is kept: long enough for what comes page after page, short enough to give its memory back. */
  readonly idleMs: number
}

/** What is young in a thread, in MB: left alone it grows to several times of this and is not given back. */
const youngMb = 12

/** A thread of the built code in a file, with a reader's share of memory. */
export function spawnAt(entry: URL): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: readerMb, maxYoungGenerationSizeMb: youngMb }
  return new Worker(entry, { execArgv: [], resourceLimits })
}

/** Threads that are kept for a while when their work is done, since one that begins loads and compiles for most of a second. */
export class Threads {
  private readonly idle: Worker[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly options: ThreadOptions) {}

  /** Lends a thread for some work; it is ended with it where it failed or the work has left it large. */
  async lend<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const worker = this.idle.pop() ?? this.spawned()
    const reader: Reader = { worker, isSound: false }
    worker.ref()
    try {
      return await work(reader)
    } finally {
      if (reader.isSound) this.keep(worker)
      else await worker.terminate()
    }
  }

  private spawned(): Worker {
    const worker = this.options.spawn()
    // One that ends while it has no work has nobody to tell, and is not to be lent again.
    const gone = () => this.forget(worker)
    return worker.on('error', gone).on('exit', gone)
  }

  private keep(worker: Worker): void {
    worker.unref()
    this.idle.push(worker)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.endIdle(), this.options.idleMs).unref()
  }

  private endIdle(): void {
    for (const worker of this.idle.splice(0)) void worker.terminate()
  }

  private forget(worker: Worker): void {
    const at = this.idle.indexOf(worker)
    if (at >= 0) this.idle.splice(at, 1)
  }
}
