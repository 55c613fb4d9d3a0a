import type { Instant } from '@cordon/alerts'
import { alertsGivenUp, fallBack, type Runner } from '@cordon/db'

/**
 * Owes what was given up at addresses to the next ones of the same people, in the transaction in which it was given up. It
 * waits for whoever follows these alerts at this moment: what they owe is to go along, and what holds no more to nobody.
 */
export async function handOn(contactIds: readonly string[], now: Instant, run: Runner): Promise<void> {
  await run.query(alertsGivenUp(contactIds, now))
  await run.query(fallBack(contactIds, now))
}
