import { Injectable } from '@nestjs/common'

/** Says inside this process that something was committed, so that the tail reads at once instead of at its next poll. */
@Injectable()
export class ChangeSignal {
  private readonly listeners = new Set<() => void>()

  /** To be called after each commit that appended to the change feed. */
  committed(): void {
    for (const listener of this.listeners) listener()
  }

  /** Hears of every commit until the returned function is called. */
  onCommitted(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
