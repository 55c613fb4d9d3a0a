import { hash } from 'node:crypto'
import { reply } from './reply.js'

/** A document that is asked for again and again. */
export interface Conditional {
  readonly text: string
  readonly type: string
  readonly changedAt: string
}

/** A document, or that the reader has it already. Whoever keeps it has to ask every time whether it still holds. */
export function conditional({ text, type, changedAt }: Conditional, ifNoneMatch: string | null) {
  const etag = `"${hash('sha256', text, 'base64url')}"`
  const headers = { 'cache-control': 'private, no-cache', 'last-modified': new Date(changedAt).toUTCString() }
  const tags = ifNoneMatch?.split(',').map((it) => it.trim().replace(/^W\//, '')) ?? []
  if (tags.includes(etag) || tags.includes('*')) return reply(null, { status: 304, etag, headers })
  return reply(text, { type: `${type}; charset=utf-8`, etag, headers })
}
