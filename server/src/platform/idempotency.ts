import { Inject, Injectable } from '@nestjs/common'
import {
  claimKey,
  keepAnswer,
  keyUse,
  noteWork,
  releaseKey,
  releaseUnusedKey,
  takeOverKey,
  touchKey,
  workDone,
  type Database,
  type KeyClaim,
  type KeyRow,
  type KeyTurn,
  type KeyUse,
  type Runner,
} from '@cordon/db'
import { finding, ageMs } from '@cordon/alerts'
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Clock } from './clock.js'
import { DATABASE } from './database.js'
import type { Contract } from '../wire/route.js'
import type { Reply } from './reply.js'
import type { Failure } from '../wire/problem.js'
import { deny, ok, Refusal, told, type Result } from './result.js'

/** What was answered, as it is told again. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The key of the request that is under way, and whether its answer is kept already. */
interface Scope {
  readonly claim: KeyClaim
  kept: boolean
  /** It was answered: what goes on behind it is no part of it. */
  isOver: boolean
}

/** How often a request under way says so; one that has not for this long has died with its node. */
const touchMs = 4_000
const leaseMs = 12_000
/** How long a repeat waits for the first request to end or to be given up, and how often it looks. */
const waitMs = 15_000
const lookMs = 50

const scope = new AsyncLocalStorage<Scope>()

/**
 * How the running request keeps its answer inside its own transaction, so that a crash between commit and answer cannot
 * make a repeat store everything again; null without an idempotency key. To be asked for while the request is being
 * handled: a batch that stores it runs elsewhere. It throws where another request has taken the key over, so that what was
 * to be stored with the answer is undone.
 */
export function answerKeeper(): ((runner: Runner, answer: KeptAnswer) => Promise<void>) | null {
  const running = scope.getStore()
  if (running === undefined) return null
  return async (runner, answer) => {
    const kept = await runner.query(keepAnswer(running.claim, answer))
    if (kept.length === 0) throw new Refusal(underWay)
    running.kept = true
  }
}

/**
 * How the running request says, inside a transaction of its own, that it is carried out: whoever repeats it then waits for
 * its answer, and nobody does it again, however long its node stands still. Null without an idempotency key. It throws where
 * another request has taken the key over, so that what the transaction stored is undone.
 */
export function workNoter(): ((runner: Runner) => Promise<void>) | null {
  const running = scope.getStore()
  if (running === undefined) return null
  return async (runner) => {
    if (running.kept || running.isOver) return
    const noted = await runner.query(noteWork(running.claim))
    if (noted.length === 0) throw new Refusal(underWay)
  }
}

/** Runs what many requests share, so that it is no part of the one that began it. */
export function apartFromRequests<T>(work: () => T): T {
  // Most have no key, and leaving a scope costs more than asking for it.
  return scope.getStore() === undefined ? work() : scope.exit(work)
}

/** Another request has the key, and has not answered yet. */
const underWay: Failure = { ...told('conflict', finding('away.underWay', {})), retryAfter: 1 }

/** What was stored stays, and nobody knows any more how that was answered. */
const answerLost: Failure = told('conflict', finding('away.answerLost', {}))

/** A reply as it is kept; its type is the contract's. */
export function keptOf({ body, options }: Reply, { answers }: Contract): KeptAnswer {
  const answer = answers.find(({ status }) => status === options.status) ?? answers[0]
  const headers = {
    'content-type': `${options.type ?? answer?.type ?? 'application/json'}; charset=utf-8`,
    ...(options.etag === undefined ? {} : { etag: options.etag }),
  }
  return { status: answer?.status ?? 200, headers, body: body === undefined ? '' : JSON.stringify(body) }
}

/** Lets a request with an idempotency key happen once, and tells its answer again to whoever repeats it. */
@Injectable()
export class Idempotency {
  /** The keys of this process, and in which turn it has them; null while it asks for one. */
  private readonly turns = new Map<string, number | null>()

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Takes the key: null where the request is the first, otherwise what was answered to the first. */
  async begin(use: KeyUse): Promise<Result<KeptAnswer | null>> {
    const until = performance.now() + waitMs
    while (performance.now() < until) {
      const begun = this.turns.has(nameOf(use)) ? null : await this.tryToBegin(use)
      if (begun !== null) return begun
      await wait(lookMs)
    }
    return { ok: false, failure: underWay }
  }

  /** Runs the request so that what it stores can carry its answer; a key whose request failed is free again. */
  async run<T>(use: KeyUse, work: () => Promise<T>, answerOf: (outcome: T) => KeptAnswer | null): Promise<T> {
    const claim = { ...use, turn: this.turns.get(nameOf(use)) ?? 0 }
    const running: Scope = { claim, kept: false, isOver: false }
    const pulse = setInterval(() => void this.touch(claim), touchMs)
    try {
      const outcome = await scope.run(running, work)
      const answer = answerOf(outcome)
      if (answer === null) await this.database.query(releaseKey(claim))
      else if (!running.kept) await this.database.query(keepAnswer(claim, answer))
      return outcome
    } catch (error) {
      await this.database.query(releaseUnusedKey(claim)).catch(() => undefined)
      throw error
    } finally {
      clearInterval(pulse)
      running.isOver = true
      this.turns.delete(nameOf(use))
    }
  }

  private async touch(claim: KeyClaim): Promise<void> {
    await this.database.query(touchKey(claim, this.clock.now())).catch(() => undefined)
  }

  /** One of this process at a time asks for a key; null where another node has it. */
  private async tryToBegin(use: KeyUse): Promise<Result<KeptAnswer | null> | null> {
    this.turns.set(nameOf(use), null)
    let first = false
    try {
      const begun = await this.take(use)
      first = begun?.ok === true && begun.value === null
      return begun
    } finally {
      if (!first) this.turns.delete(nameOf(use))
    }
  }

  private async take(use: KeyUse): Promise<Result<KeptAnswer | null> | null> {
    const [claimed] = await this.database.query<KeyTurn>(claimKey(use))
    if (claimed !== undefined) return this.begun(use, claimed)
    const [row] = await this.database.query<KeyRow>(keyUse(use.principal, use.key))
    return row === undefined ? null : this.judge(use, row)
  }

  /** What a taken key means; null while its first request is under way. */
  private async judge(use: KeyUse, row: KeyRow): Promise<Result<KeptAnswer | null> | null> {
    if (row.route !== use.route || !Buffer.from(row.requestHash).equals(use.requestHash)) {
      return deny('key-reused', finding('body.keyReused', { route: row.route }))
    }
    if (row.status === workDone) return this.isAbandoned(row) ? { ok: false, failure: answerLost } : null
    if (row.status !== null) return ok({ status: row.status, headers: row.headers ?? {}, body: row.body ?? '' })
    if (!this.isAbandoned(row)) return null
    const [taken] = await this.database.query<KeyTurn>(takeOverKey({ ...use, now: this.clock.now() }, row.at))
    return taken === undefined ? null : this.begun(use, taken)
  }

  private begun(use: KeyUse, { turn }: KeyTurn): Result<null> {
    this.turns.set(nameOf(use), turn)
    return ok(null)
  }

  /** Its process has ended: the embedded database has no other than this one. */
  private isAbandoned(row: KeyRow): boolean {
    return this.database.kind === 'embedded' || ageMs(row.at, this.clock.now()) > leaseMs
  }
}

function nameOf({ principal, key }: KeyUse): string {
  return `${principal} ${key}`
}
