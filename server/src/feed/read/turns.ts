/** Lets a few pieces of work run at once; the others wait for their turn, in the order in which they came. */
export class Turns {
  private running = 0
  private readonly queue: (() => void)[] = []

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Whether so many wait that what can come again later had better do so. */
  get isCrowded(): boolean {
    return this.queue.length >= this.mostWaiting
  }

  get isIdle(): boolean {
    return this.running === 0
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) await new Promise<void>((begin) => this.queue.push(begin))
    else this.running++
    try {
      return await work()
    } finally {
      // Who waits takes this place over.
      const next = this.queue.shift()
      if (next === undefined) this.running--
      else next()
    }
  }
}
