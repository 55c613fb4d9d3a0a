import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { ask, problemText, Unreachable, type Asked, type Question } from './ask.js'
import type { OpenDoor } from './door.js'

export interface Patience {
  /** Ends the waiting at once. */
  readonly stop: AbortSignal
  /** How long nobody may answer before it is given up. */
  readonly giveUpMs: number
  /** Told before each wait. */
  readonly onWait: (why: string, ms: number) => void
}

/** Answers that may be another one soon: too many requests, another chunk first, away. */
const passing = [409, 429, 502, 503, 504]
/** What another one holds up is his before long, or for good. */
const conflictMs = 30_000
const firstWaitMs = 250
const longestWaitMs = 10_000

/** The person stopped it, or nobody answered for too long. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}

/**
 * Asks until the server answers for good, waiting longer each time. What is asked must be safe to ask twice: the first
 * answer may have been lost.
 */
export async function askUntilAnswered<T>(
  door: OpenDoor,
  question: Question,
  it: { schema: z.ZodType<T> } & Patience,
): Promise<Asked<T>> {
  const beganMs = performance.now()
  for (let tries = 0; ; tries++) {
    const { asked, why } = await attempt(door, question, it.schema)
    if (asked !== null && (asked.ok || !passing.includes(asked.problem.status))) return asked
    const inTheWay = asked?.problem.status === 409
    if (performance.now() - beganMs > (inTheWay ? conflictMs : it.giveUpMs)) throw new GivenUp(why)
    const ms = waitMs(tries, asked?.retryAfterMs ?? null)
    it.onWait(why, ms)
    await sleep(ms, undefined, { signal: it.stop }).catch(() => {
      throw new GivenUp(why)
    })
    await door.refresh()
  }
}

async function attempt<T>(
  door: OpenDoor,
  question: Question,
  schema: z.ZodType<T>,
): Promise<{ asked: Asked<T> | null; why: string }> {
  try {
    const asked = await ask(door.door(), question, schema)
    if (asked.ok || asked.problem.status !== 401 || !(await door.refresh())) {
      return { asked, why: asked.ok ? '' : problemText(asked.problem) }
    }
    return await attempt(door, question, schema)
  } catch (error) {
    if (error instanceof Unreachable) return { asked: null, why: error.message }
    throw error
  }
}

/** Doubles with each try, with chance in it so that several do not come back at the same moment. */
function waitMs(tries: number, told: number | null): number {
  const ms = Math.min(longestWaitMs, firstWaitMs * 2 ** tries)
  return Math.round(Math.max(told ?? 0, ms * (0.5 + Math.random() / 2)))
}
