/** A wait that can be ended early. An end that comes while nobody waits ends the next wait. */
export class Pause {
  private due = false
  private resume: (() => void) | null = null
  closed = false

  /** Waits this long at most. */
  async wait(ms: number): Promise<void> {
    if (!this.due && !this.closed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.resume = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.due = false
    this.resume = null
  }

  end(): void {
    this.due = true
    this.resume?.()
  }

  /** Ends this wait and every later one. */
  close(): void {
    this.closed = true
    this.end()
  }
}
