import type { Instant } from '../model.js'
import { instantMs } from '../time.js'
import { Times } from './times.js'

/** Another incident that counts for a rule: when it happened, and whether the rule has told of it. */
export interface Counted {
  /** Null where several are told of together. */
  readonly incidentId: string | null
  readonly at: Instant
  readonly told: boolean
  /** How many; one where it is left out. */
  readonly many?: number
}

/** What else counts for a rule, by when it happened; both ends of a span belong to it. */
export interface Happened {
  /** When, in milliseconds, in any order. */
  times(fromMs: number, toMs: number): readonly number[]
  many(fromMs: number, toMs: number): number
  /** Whether the rule has told of any. */
  isTold(fromMs: number, toMs: number): boolean
}

/** A short list, as it is read from what is stored. */
export function listed(list: readonly Counted[]): Happened {
  const timed = list.map(({ at, told, many = 1 }) => ({ ms: instantMs(at), told, many }))
  const within = (fromMs: number, toMs: number) => timed.filter(({ ms }) => ms >= fromMs && ms <= toMs)
  return {
    times: (...span) => within(...span).map(({ ms }) => ms),
    many: (...span) => within(...span).reduce((sum, { many }) => sum + many, 0),
    isTold: (...span) => within(...span).some(({ told }) => told),
  }
}

/** Two of them as one. */
export function together(one: Happened, other: Happened): Happened {
  return {
    times: (...span) => [...one.times(...span), ...other.times(...span)],
    many: (...span) => one.many(...span) + other.many(...span),
    isTold: (...span) => one.isTold(...span) || other.isTold(...span),
  }
}

/** What counts by now, of tens of thousands too: each of its changes and questions takes some steps of halving. */
export class Occurrences {
  private readonly entries = new Map<string, Counted | null>()
  private readonly all = new Times()
  private readonly told = new Times()

  /** Whether anything is known of an incident: that it counts, or that it does not. */
  has(incidentId: string): boolean {
    return this.entries.has(incidentId)
  }

  isTold(incidentId: string): boolean {
    return this.entries.get(incidentId)?.told === true
  }

  /** What an incident counts as from now on; null for nothing. */
  put(incidentId: string, counted: Counted | null): void {
    const before = this.entries.get(incidentId) ?? null
    if (before !== null) this.change(before, (times, ms) => times.remove(ms))
    if (counted !== null) this.change(counted, (times, ms) => times.add(ms))
    this.entries.set(incidentId, counted)
  }

  /** All that counts but one incident. */
  without(incidentId: string): Happened {
    const own = this.entries.get(incidentId) ?? null
    const ownMs = own === null ? NaN : instantMs(own.at)
    const isOwn = (fromMs: number, toMs: number) => ownMs >= fromMs && ownMs <= toMs
    return {
      times: (...span) => leftOut(this.all.within(...span), isOwn(...span) ? ownMs : NaN),
      many: (...span) => this.all.many(...span) - Number(isOwn(...span)),
      isTold: (...span) => this.told.many(...span) > Number(isOwn(...span) && own?.told === true),
    }
  }

  private change({ at, told }: Counted, change: (times: Times, ms: number) => void): void {
    const ms = instantMs(at)
    change(this.all, ms)
    if (told) change(this.told, ms)
  }
}

/** Without the first such number. */
function leftOut(list: readonly number[], one: number): readonly number[] {
  const at = list.indexOf(one)
  return at < 0 ? list : list.toSpliced(at, 1)
}
