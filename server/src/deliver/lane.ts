import { healthAfter, type Health, type Instant, type Letter, type Outcome } from '@cordon/alerts'
import type { Claimed } from '@cordon/db'

/** What came of a letter; null where it was given back untried. */
export type Came = Outcome | null

interface Lane {
  readonly letters: readonly Letter<Claimed>[]
  readonly atOnce: number
  readonly health: Health
  readonly now: () => Instant
  /** Sends one; whatever happens is an outcome, null where it was not even tried. */
  readonly send: (letter: Letter<Claimed>) => Promise<Came>
  readonly came: (letter: Letter<Claimed>, outcome: Came) => void
}

/**
 * Tells one address what is due there, a few messages at once. As soon as it is to be left alone, what has not begun is
 * given back. Gives how it answers afterwards.
 */
export async function runLane({ letters, atOnce, health: before, now, send, came }: Lane): Promise<Health> {
  let health = before
  let next = 0
  const mayGoOn = () => health.pausedUntil === null && health.goneAt === null
  const worker = async () => {
    for (let letter = letters[next++]; letter !== undefined; letter = letters[next++]) {
      const outcome = mayGoOn() ? await send(letter) : null
      if (outcome !== null) health = healthAfter(health, outcome, now())
      came(letter, outcome)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, letters.length) }, worker))
  return health
}
