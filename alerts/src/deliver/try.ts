import type { Instant } from '../instant.js'
import { instantMs, instantOf } from '../time.js'
import type { Outcome } from './outcome.js'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** How long to wait after each try that came to nothing, before chance is added; after the last it is given up. */
export const waitsMs = [
  ...([5 * second, 20 * second, minute, 3 * minute, 10 * minute, 20 * minute] as const),
  ...([40 * minute, hour, 2 * hour, 4 * hour, 6 * hour] as const),
] as const

/** What could not be put together so often is not going to be: the fault is ours, and stays until somebody mends it. */
export const mostUnmade = 4

/** However it went, what could not be told for so long is given up: nobody is helped by older news. */
export const tellForMs = 24 * hour

/** A try that is over. */
export interface Tried {
  /** How many there were, with this one. */
  readonly tries: number
  /** When it was owed first. */
  readonly since: Instant
  readonly outcome: Outcome
  readonly now: Instant
  /** From 0 to 1: spreads those who failed together. */
  readonly chance: number
}

/** What becomes of a delivery after a try. */
export type Settled =
  | { readonly state: 'sent'; readonly at: Instant; readonly error: null }
  | { readonly state: 'due'; readonly at: Instant; readonly error: string }
  | { readonly state: 'dead'; readonly at: Instant; readonly error: string }

/** Told, due again later by a fifth more or less than the table says and never sooner than was asked for, or given up. */
export function settleTry({ tries, since, outcome, now, chance }: Tried): Settled {
  if (outcome.is === 'sent') return { state: 'sent', at: now, error: null }
  const error = outcome.why
  if (outcome.is === 'refused' || (outcome.is === 'unmade' && tries >= mostUnmade))
    return { state: 'dead', at: now, error }
  const waitMs = waitsMs[tries - 1]
  if (waitMs === undefined) return { state: 'dead', at: now, error }
  const askedMs = outcome.is === 'retry' ? (outcome.afterMs ?? 0) : 0
  const atMs = instantMs(now) + Math.max(waitMs * (0.8 + 0.4 * chance), askedMs)
  if (atMs - instantMs(since) > tellForMs) return { state: 'dead', at: now, error }
  return { state: 'due', at: instantOf(Math.ceil(atMs)), error }
}
