/** Keeps what was made last, for whoever asks for the same right after; what could not be made is made anew. */
export class Lately<T> {
  private readonly kept = new Map<string, Promise<T>>()

  constructor(private readonly most: number) {}

  of(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key)
    if (known !== undefined) return known
    const made = make()
    made.catch(() => this.kept.delete(key))
    this.kept.set(key, made)
    const [oldest] = this.kept.keys()
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest)
    return made
  }
}
