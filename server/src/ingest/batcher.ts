import { setImmediate as nextTurn } from 'node:timers/promises'

/** How a batcher gathers and what it does with what it gathered. */
export interface BatcherOptions<J, R> {
  /** Rows that one batch holds at most; a job larger than that is a batch of its own. */
  readonly rows: number
  /** Rows that may wait; beyond it `add` refuses. */
  readonly waiting: number
  /** Batches that are under way at once at most, each behind the one before. */
  readonly atOnce: number
  /** Rows that are worth a batch while another is under way, or more may come in the same turn. */
  readonly least: number
  readonly rowsOf: (job: J) => number
  /** Jobs with different keys never share a batch. */
  readonly keyOf: (job: J) => string
  /** Stores a batch as a whole and answers job by job; `sent` tells that the next one may begin behind it. */
  readonly run: (jobs: readonly J[], sent: () => void) => Promise<readonly R[]>
  /** Whether an error says nothing about the jobs (the database is away), so that trying them one by one is in vain. */
  readonly isOutage: (error: unknown) => boolean
}

/** Too much waits already. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}

interface Waiting<J, R> {
  readonly job: J
  readonly done: (result: R) => void
  readonly failed: (error: unknown) => void
}

/**
 * Group commit: whatever arrives while a batch is under way gathers into the next one. That begins when it is large enough
 * and the one before has sent all it had to, at the latest when nothing is under way any more: a batch costs as much as
 * several rows, whatever there is in it. A job that comes while nothing runs starts with those of the same turn; once they
 * are enough for a batch it starts in the midst of them, so that the database has work while the others are read. If a batch
 * fails, its jobs are tried one by one, so that one bad job costs no other.
 */
export class Batcher<J, R> {
  private queue: Waiting<J, R>[] = []
  private rowsWaiting = 0
  private running: Promise<void> | null = null
  /** Tells who waits for it that enough has come for another batch. */
  private enough: () => void = () => undefined
  /** Batches that are being stored. */
  private readonly under = new Set<Promise<void>>()

  constructor(private readonly options: BatcherOptions<J, R>) {}

  /** Stores a job with whatever else waits; resolves when it is durable. */
  add(job: J): Promise<R> {
    const rows = this.options.rowsOf(job)
    if (this.rowsWaiting > 0 && this.rowsWaiting + rows > this.options.waiting) {
      return Promise.reject(new Overloaded(`${this.rowsWaiting} rows wait to be stored already.`))
    }
    this.rowsWaiting += rows
    const result = new Promise<R>((done, failed) => this.queue.push({ job, done, failed }))
    this.running ??= this.drain()
    if (this.isWorthOne()) this.enough()
    return result
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.running !== null || this.under.size > 0) {
      await this.running
      await Promise.all(this.under)
    }
  }

  private async drain(): Promise<void> {
    // Let the requests that have arrived already join the batch.
    for (await this.gathered(nextTurn()); this.queue.length > 0; await this.gathered(nextTurn())) {
      if (this.under.size === 0 || this.isWorthOne()) await this.sent(this.take())
      else await this.gathered(...this.under)
    }
    this.running = null
  }

  /** Resolves when enough waits for a batch, or with the first of the others. */
  private async gathered(...others: readonly Promise<unknown>[]): Promise<void> {
    await Promise.race([...others, new Promise<void>((enough) => (this.enough = enough))])
  }

  private isWorthOne(): boolean {
    const { atOnce, least } = this.options
    return this.under.size < atOnce && this.rowsWaiting >= least
  }

  /** Begins to store a batch; resolves when the next one may begin. */
  private sent(batch: readonly Waiting<J, R>[]): Promise<void> {
    return new Promise<void>((sent) => {
      const storing = this.store(batch, sent).finally(() => {
        this.under.delete(storing)
        sent()
      })
      this.under.add(storing)
    })
  }

  private take(): readonly Waiting<J, R>[] {
    const { rows, rowsOf, keyOf } = this.options
    const [first] = this.queue
    let total = 0
    const end = this.queue.findIndex(({ job }, index) => {
      total += rowsOf(job)
      return index > 0 && (total > rows || (first !== undefined && keyOf(job) !== keyOf(first.job)))
    })
    const batch = this.queue.splice(0, end < 0 ? this.queue.length : end)
    this.rowsWaiting -= batch.reduce((sum, { job }) => sum + rowsOf(job), 0)
    return batch
  }

  private async store(batch: readonly Waiting<J, R>[], sent: () => void): Promise<void> {
    try {
      const jobs = batch.map((waiting) => waiting.job)
      const results = await this.options.run(jobs, sent)
      batch.forEach((waiting, index) => this.settle(waiting, results[index]))
    } catch (error) {
      if (batch.length === 1 || this.options.isOutage(error)) return batch.forEach((waiting) => waiting.failed(error))
      for (const waiting of batch) await this.store([waiting], sent)
    }
  }

  private settle(waiting: Waiting<J, R>, result: R | undefined): void {
    if (result === undefined) waiting.failed(new Error('The batch answered fewer results than it had jobs.'))
    else waiting.done(result)
  }
}
