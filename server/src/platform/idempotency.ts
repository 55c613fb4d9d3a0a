import { Inject, Injectable } from '@nestjs/common'
import {
  claimKey,
  keepAnswer,
  keyUse,
  releaseKey,
  takeOverKey,
  type Database,
  type KeyRow,
  type KeyUse,
  type Runner,
} from '@cordon/db'
import { ageMs } from '@cordon/alerts'
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Clock } from './clock.js'
import { DATABASE } from './database.js'
import { fail, ok, type Result } from './result.js'

/** What was answered, as it is told again. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The key of the request that is under way, and whether its answer is kept already. */
interface Scope {
  readonly use: KeyUse
  kept: boolean
}

/** How long a repeat waits for the first request to end, and how often it looks. */
const waitMs = 10_000
const lookMs = 50
/** A key without an answer is free again after this long: requests do not last longer, so its node has died. */
const leaseMs = 120_000

const scope = new AsyncLocalStorage<Scope>()

/**
 * How the running request keeps its answer inside its own transaction, so that a crash between commit and answer cannot
 * make a repeat store everything again; null without an idempotency key. To be asked for while the request is being
 * handled: a batch that stores it runs elsewhere.
 */
export function answerKeeper(): ((runner: Runner, answer: KeptAnswer) => Promise<void>) | null {
  const running = scope.getStore()
  if (running === undefined) return null
  return async (runner, answer) => {
    await runner.query(keepAnswer(running.use, answer))
    running.kept = true
  }
}

/** Lets a request with an idempotency key happen once, and tells its answer again to whoever repeats it. */
@Injectable()
export class Idempotency {
  private readonly underWay = new Set<string>()

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Takes the key: null where the request is the first, otherwise what was answered to the first. */
  async begin(use: KeyUse): Promise<Result<KeptAnswer | null>> {
    const until = performance.now() + waitMs
    for (;;) {
      if (await this.claim(use)) return ok(null)
      const [row] = await this.database.query<KeyRow>(keyUse(use.principal, use.key))
      const seen = row === undefined ? null : await this.judge(use, row)
      if (seen !== null) return seen
      if (performance.now() > until) {
        return fail('conflict', { detail: 'The first request with this key is still under way.', retryAfter: 1 })
      }
      await wait(lookMs)
    }
  }

  /** Runs the request so that what it stores can carry its answer; a key whose request failed is free again. */
  async run<T>(use: KeyUse, work: () => Promise<T>, answerOf: (outcome: T) => KeptAnswer | null): Promise<T> {
    const running: Scope = { use, kept: false }
    try {
      const outcome = await scope.run(running, work)
      const answer = answerOf(outcome)
      if (answer === null) await this.database.query(releaseKey(use))
      else if (!running.kept) await this.database.query(keepAnswer(use, answer))
      return outcome
    } catch (error) {
      await this.database.query(releaseKey(use)).catch(() => undefined)
      throw error
    } finally {
      this.underWay.delete(nameOf(use))
    }
  }

  private async claim(use: KeyUse): Promise<boolean> {
    const claimed = await this.database.query(claimKey(use))
    if (claimed.length > 0) this.underWay.add(nameOf(use))
    return claimed.length > 0
  }

  /** What a taken key means; null while its first request is under way. */
  private async judge(use: KeyUse, row: KeyRow): Promise<Result<KeptAnswer | null> | null> {
    if (row.route !== use.route || !Buffer.from(row.requestHash).equals(use.requestHash)) {
      return fail(
        'key-reused',
        `The key was used for ${row.route} with another body. Make a new key for a new request.`,
      )
    }
    if (row.status !== null) return ok({ status: row.status, headers: row.headers ?? {}, body: row.body ?? '' })
    if (this.underWay.has(nameOf(use)) || !this.isAbandoned(row, use.now)) return null
    const taken = await this.database.query(takeOverKey(use, row.at))
    if (taken.length === 0) return null
    this.underWay.add(nameOf(use))
    return ok(null)
  }

  /** Its process has ended: the embedded database has no other than this one. */
  private isAbandoned(row: KeyRow, now: string): boolean {
    return this.database.kind === 'embedded' || ageMs(row.at, now) > leaseMs
  }

  use(from: Omit<KeyUse, 'now'>): KeyUse {
    return { ...from, now: this.clock.now() }
  }
}

function nameOf({ principal, key }: KeyUse): string {
  return `${principal} ${key}`
}
