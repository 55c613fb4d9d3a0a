import type { Statement } from '../database.js'

/** An idempotency key that a principal used, with what was answered; `status` is null until it was. */
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

/** Takes an idempotency key; no row comes back where it is taken already. */
export function claimKey(use: KeyUse): Statement {
  return {
    name: 'claim-key',
    text: `
      insert into idempotency (principal, key, route, request_hash, at) values ($1, $2, $3, $4, $5)
      on conflict (principal, key) do nothing returning principal`,
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
      update idempotency set at = $3 where principal = $1 and key = $2 and status is null and at = $4
      returning principal`,
    values: [use.principal, use.key, use.now, lastAt],
  }
}

/** Says that the request of a key is still under way. */
export function touchKey(use: Pick<KeyUse, 'principal' | 'key'>, now: string): Statement {
  return {
    name: 'touch-key',
    text: `update idempotency set at = $3 where principal = $1 and key = $2 and status is null`,
    values: [use.principal, use.key, now],
  }
}

/** Keeps what was answered, for repeats of the request. */
export function keepAnswer(
  use: Pick<KeyUse, 'principal' | 'key'>,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Statement {
  return {
    name: 'keep-answer',
    text: `update idempotency set status = $3, headers = $4, body = $5 where principal = $1 and key = $2`,
    values: [use.principal, use.key, answer.status, JSON.stringify(answer.headers), answer.body],
  }
}

/** Gives a key back, so that the request can be sent again. */
export function releaseKey(use: Pick<KeyUse, 'principal' | 'key'>): Statement {
  return {
    name: 'release-key',
    text: `delete from idempotency where principal = $1 and key = $2 and status is null`,
    values: [use.principal, use.key],
  }
}

/** Forgets keys used before an instant. */
export function forgetKeys(before: string): Statement {
  return { name: 'forget-keys', text: `delete from idempotency where at < $1`, values: [before] }
}
