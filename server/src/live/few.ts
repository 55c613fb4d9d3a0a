/** Does few things at once; the others wait for their turn, in the order in which they came. */
export class Few {
  private readonly waiting: (() => void)[] = []
  private running = 0

  constructor(private readonly most: number) {}

  async do<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await new Promise<void>((resolve) => this.waiting.push(resolve))
    else this.running += 1
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.running -= 1
      else next()
    }
  }
}
