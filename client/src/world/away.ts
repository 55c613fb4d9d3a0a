import { instantOf, type Alert, type Incident, type Instant } from '@cordon/alerts'
import { staleAfterMs } from './connection.js'

/** A time in which this page heard nothing of the server, by the server's clock, in milliseconds since 1970. */
export interface Away {
  readonly fromMs: number
  readonly toMs: number
}

export interface Missed {
  readonly alerts: number
  readonly incidents: number
}

/**
 * The time away that ends with a sign of life, together with the time away before that nobody has noted yet; the latter
 * alone where signs come as they should.
 */
export function awayAfter(before: Away | null, heardMs: number | null, nowMs: number): Away | null {
  if (heardMs === null || nowMs - heardMs < staleAfterMs) return before
  return { fromMs: before?.fromMs ?? heardMs, toMs: nowMs }
}

/** What was raised and recorded meanwhile, of what is known now. */
export function missedIn(
  { fromMs, toMs }: Away,
  { alerts, incidents }: { readonly alerts: Iterable<Alert>; readonly incidents: Iterable<Incident> },
): Missed {
  const [from, to] = [instantOf(fromMs), instantOf(toMs)]
  const isWithin = (at: Instant) => at > from && at <= to
  return {
    alerts: [...alerts].filter(({ raisedAt }) => isWithin(raisedAt)).length,
    incidents: [...incidents].filter(({ recordedAt }) => isWithin(recordedAt)).length,
  }
}
