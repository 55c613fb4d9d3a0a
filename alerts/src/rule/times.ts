/** Times in milliseconds, kept in order, so that those of a span are found by halving. */
export class Times {
  private readonly sorted: number[] = []

  add(ms: number): void {
    this.sorted.splice(this.firstAbove(ms), 0, ms)
  }

  /** Removes one such time. */
  remove(ms: number): void {
    const at = this.firstFrom(ms)
    if (this.sorted[at] === ms) this.sorted.splice(at, 1)
  }

  /** Those of a span, earliest first; both ends belong to it. */
  within(fromMs: number, toMs: number): readonly number[] {
    return this.sorted.slice(this.firstFrom(fromMs), this.firstAbove(toMs))
  }

  /** How many there are in a span. */
  many(fromMs: number, toMs: number): number {
    return Math.max(0, this.firstAbove(toMs) - this.firstFrom(fromMs))
  }

  private firstFrom(ms: number): number {
    return this.first((it) => it >= ms)
  }

  private firstAbove(ms: number): number {
    return this.first((it) => it > ms)
  }

  /** Where that begins which is so for all later ones. */
  private first(isSo: (ms: number) => boolean): number {
    let [low, high] = [0, this.sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isSo(this.sorted[middle] ?? Infinity)) high = middle
      else low = middle + 1
    }
    return low
  }
}
