/** A seeded source of chance (mulberry32): the same seed gives the same run on every machine. */
export interface Chance {
  /** Between 0 and 1. */
  next(): number
  between(low: number, high: number): number
  /** A whole number from 0 below `below`. */
  below(below: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** Starts a source of chance. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
  }
}
