import type { Runner } from '@cordon/db'
import type { Contract } from '../wire/index.js'
import { answerKeeper, keptOf } from './idempotency.js'
import type { Reply } from './reply.js'

/** Keeps what is going to be answered inside the transaction that stores it. */
export type Keep<T> = (runner: Runner, answered: T) => Promise<void>

/** Where the request has an idempotency key, its answer is stored together with what it stores. */
export function keeper<T>(contract: Contract, replyOf: (answered: T) => Reply): Keep<T> | null {
  const keep = answerKeeper()
  return keep === null ? null : (runner, answered) => keep(runner, keptOf(replyOf(answered), contract))
}
