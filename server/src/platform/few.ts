/** Does few things at once; the others wait for their turn: what is urgent first, and of either the first that came. */
export class Few {
  private readonly urgent: (() => void)[] = []
  private readonly others: (() => void)[] = []
  private running = 0

  constructor(private readonly most: number) {}

  async do<T>(work: () => Promise<T>, { isUrgent = false } = {}): Promise<T> {
    const waiting = isUrgent ? this.urgent : this.others
    if (this.running >= this.most) await new Promise<void>((resolve) => waiting.push(resolve))
    else this.running += 1
    try {
      return await work()
    } finally {
      const next = this.urgent.shift() ?? this.others.shift()
      if (next === undefined) this.running -= 1
      else next()
    }
  }
}
