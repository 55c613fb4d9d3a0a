import type { Principal } from './principal.js'

/**
 * Who a secret belongs to, for a few seconds, so that a stream of requests does not ask the database each time. What is
 * revoked here is forgotten at once; what another node revokes, when it says so or after those seconds.
 */
export class Remembered<P extends Principal> {
  private readonly entries = new Map<string, { readonly principal: P; readonly untilMs: number }>()
  private forgettings = 0

  constructor(
    private readonly lastsMs = 5_000,
    private readonly most = 10_000,
  ) {}

  /** Looks a principal up and remembers it, unless something was revoked while the answer was on its way. */
  async find(key: string, nowMs: number, lookUp: () => Promise<P | null>): Promise<P | null> {
    const known = this.entries.get(key)
    if (known !== undefined && known.untilMs > nowMs) return known.principal
    const before = this.forgettings
    const found = await lookUp()
    if (found !== null && before === this.forgettings)
      this.keep(key, { principal: found, untilMs: nowMs + this.lastsMs })
    return found
  }

  forget(which: (principal: P) => boolean): void {
    this.forgettings += 1
    for (const [key, { principal }] of this.entries) if (which(principal)) this.entries.delete(key)
  }

  private keep(key: string, entry: { readonly principal: P; readonly untilMs: number }): void {
    this.entries.delete(key)
    const oldest = this.entries.size >= this.most ? this.entries.keys().next() : null
    if (oldest?.done === false) this.entries.delete(oldest.value)
    this.entries.set(key, entry)
  }
}
