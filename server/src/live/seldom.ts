/** Does something at most once in a while: at once when asked first, and once more at the end for all that came since. */
export class Seldom {
  private timer: NodeJS.Timeout | null = null
  private doneMs = -Infinity

  constructor(
    private readonly betweenMs: () => number,
    private readonly work: () => void,
  ) {}

  ask(): void {
    if (this.timer !== null) return
    const waitMs = this.doneMs + this.betweenMs() - performance.now()
    if (waitMs <= 0) this.run()
    else this.timer = setTimeout(() => this.run(), waitMs)
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private run(): void {
    this.timer = null
    this.doneMs = performance.now()
    this.work()
  }
}
