import type { Instant } from '../instant.js'
import { instantMs, instantOf } from '../time.js'
import type { Contact } from './contact.js'
import type { Outcome } from './outcome.js'

/** How an address answers. */
export type Health = Pick<Contact, 'failures' | 'pausedUntil' | 'goneAt'>

/** So many failures in a row are no accident: from here on an address is only asked now and then. */
export const failuresInARow = 5

const firstPauseMs = 30_000
const longestPauseMs = 15 * 60_000

/**
 * An address after it was asked. What fails again and again is left alone, twice as long each time; then one message finds
 * out whether it is back. A message that is refused was read by somebody: the address is well. Of what it
 * was not asked it knows nothing, and stays as it was.
 */
export function healthAfter(health: Health, outcome: Outcome, now: Instant): Health {
  switch (outcome.is) {
    case 'sent':
      return { failures: 0, pausedUntil: null, goneAt: null }
    case 'refused':
      return { failures: 0, pausedUntil: null, goneAt: outcome.gone ? now : null }
    case 'unmade':
    case 'unopened':
      return health
    case 'retry': {
      const failures = health.failures + 1
      return { failures, pausedUntil: pauseAfter(failures, outcome.afterMs, now), goneAt: null }
    }
  }
}

/** Whoever asks to be left alone is, at once; it holds for all that is due there. */
function pauseAfter(failures: number, afterMs: number | null, now: Instant): Instant | null {
  const beyond = failures - failuresInARow
  const own = beyond < 0 ? 0 : Math.min(firstPauseMs * 2 ** Math.min(beyond, 10), longestPauseMs)
  const pauseMs = Math.max(own, afterMs ?? 0)
  return pauseMs === 0 ? null : instantOf(instantMs(now) + pauseMs)
}
