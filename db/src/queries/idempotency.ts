import type { Statement } from '../database.js'

/** The status of a key whose request is carried out and not answered yet. */
export const workDone = 102

/** An idempotency key that a principal used, with what was answered; `status` is null until anything was stored for it. */
export interface KeyRow {
  readonly route: string
  readonly requestHash: Buffer
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>> | null
  readonly body: string | null
  readonly at: string
}

export interface KeyUse {
  readonly principal: string
  readonly key: string
  readonly route: string
  readonly requestHash: Buffer
  readonly now: string
}

/** A key that somebody has taken, and in which turn: whoever takes it over begins another. */
export interface KeyClaim extends Pick<KeyUse, 'principal' | 'key'> {
  readonly turn: number
}

/** The turn in which a key was taken. */
export interface KeyTurn {
  readonly turn: number
}

/** Takes an idempotency key; no row comes back where it is taken already. */
export function claimKey(use: KeyUse): Statement {
  return {
    name: 'claim-key',
    text: `
      insert into idempotency (principal, key, route, request_hash, at) values ($1, $2, $3, $4, $5)
      on conflict (principal, key) do nothing returning turn`,
    values: [use.principal, use.key, use.route, use.requestHash, use.now],
  }
}

/** What is known of a key. */
export function keyUse(principal: string, key: string): Statement {
  return {
    name: 'key-use',
    text: `
      select route, request_hash as "requestHash", status, headers, body, at from idempotency
      where principal = $1 and key = $2`,
    values: [principal, key],
  }
}

/** Takes over a key whose first user never answered, because its process ended. No row: somebody was faster. */
export function takeOverKey(use: Pick<KeyUse, 'principal' | 'key' | 'now'>, lastAt: string): Statement {
  return {
    name: 'take-over-key',
    text: `
      update idempotency set at = $3, turn = turn + 1 where principal = $1 and key = $2 and status is null and at = $4
      returning turn`,
    values: [use.principal, use.key, use.now, lastAt],
  }
}

/** Says that the request of a key is still under way. */
export function touchKey({ principal, key, turn }: KeyClaim, now: string): Statement {
  return {
    name: 'touch-key',
    text: `
      update idempotency set at = $3
      where principal = $1 and key = $2 and (status is null or status = ${workDone}) and turn = $4`,
    values: [principal, key, now, turn],
  }
}

/** Says with what a request stores that it is carried out: nobody takes its key over from then on. No row: somebody has. */
export function noteWork({ principal, key, turn }: KeyClaim): Statement {
  return {
    name: 'note-work',
    text: `
      update idempotency set status = ${workDone}
      where principal = $1 and key = $2 and (status is null or status = ${workDone}) and turn = $3 returning turn`,
    values: [principal, key, turn],
  }
}

/** Keeps what was answered, for repeats of the request. No row: somebody else has taken the key over. */
export function keepAnswer(
  { principal, key, turn }: KeyClaim,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Statement {
  return {
    name: 'keep-answer',
    text: `
      update idempotency set status = $3, headers = $4, body = $5
      where principal = $1 and key = $2 and (status is null or status = ${workDone}) and turn = $6 returning turn`,
    values: [principal, key, answer.status, JSON.stringify(answer.headers), answer.body, turn],
  }
}

/** Gives the key of a request back that was refused, so that it can be sent again. */
export function releaseKey({ principal, key, turn }: KeyClaim): Statement {
  return {
    name: 'release-key',
    text: `
      delete from idempotency
      where principal = $1 and key = $2 and (status is null or status = ${workDone}) and turn = $3`,
    values: [principal, key, turn],
  }
}

/** Gives the key of a request back that failed, unless something was stored for it. */
export function releaseUnusedKey({ principal, key, turn }: KeyClaim): Statement {
  return {
    name: 'release-unused-key',
    text: `delete from idempotency where principal = $1 and key = $2 and status is null and turn = $3`,
    values: [principal, key, turn],
  }
}

/** Forgets keys used before an instant. */
export function forgetKeys(before: string): Statement {
  return { name: 'forget-keys', text: `delete from idempotency where at < $1`, values: [before] }
}
