import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A secret of Standard Webhooks: 24 bytes of chance. */
export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(24).toString('base64')}`
}

/** Opens a feed: 32 bytes of chance. */
export function newFeedToken(): string {
  return `feed_${randomBytes(32).toString('base64url')}`
}

/**
 * The headers of a signed message (Standard Webhooks 1.0): HMAC-SHA256 over id, time and body, once for each secret, so
 * that a receiver may change from one to the next when it likes.
 */
export function signatureHeaders(
  { id, atSeconds, body }: { readonly id: string; readonly atSeconds: number; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signed = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': signed.join(' ') }
}
