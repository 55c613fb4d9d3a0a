import { Controller, Inject } from '@nestjs/common'
import { hash } from 'node:crypto'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfNoneMatch, Input, Route } from '../platform/route.js'
import { alertFeedRoutes } from '../wire/index.js'
import { AlertFeeds, type Document } from './alert-feed.js'
import { capType } from './cap.js'

/** Feeds of alerts, for readers that bring a token in the address. */
@Controller()
export class AlertFeedController {
  constructor(@Inject(AlertFeeds) private readonly feeds: AlertFeeds) {}

  @Route(alertFeedRoutes.atom)
  async atom(
    @Input() { params, query }: Input<typeof alertFeedRoutes.atom>,
    @IfNoneMatch() ifNoneMatch: string | null,
  ) {
    return told(await this.feeds.atom(params.id, query.token), { ifNoneMatch, type: 'application/atom+xml' })
  }

  @Route(alertFeedRoutes.cap)
  async cap(@Input() { params, query }: Input<typeof alertFeedRoutes.cap>, @IfNoneMatch() ifNoneMatch: string | null) {
    const found = await this.feeds.cap(params.id, { key: params.message, token: query.token })
    return told(found, { ifNoneMatch, type: capType })
  }
}

interface Asked {
  readonly ifNoneMatch: string | null
  readonly type: string
}

/** A document, or that the reader has it already. Whoever keeps it has to ask every time whether it still holds. */
function told(found: Result<Document>, { ifNoneMatch, type }: Asked) {
  if (!found.ok) return found
  const { text, changedAt } = found.value
  const etag = `"${hash('sha256', text, 'base64url')}"`
  const headers = { 'cache-control': 'private, no-cache', 'last-modified': new Date(changedAt).toUTCString() }
  const tags = ifNoneMatch?.split(',').map((it) => it.trim().replace(/^W\//, '')) ?? []
  if (tags.includes(etag) || tags.includes('*')) return reply(null, { status: 304, etag, headers })
  return reply(text, { type: `${type}; charset=utf-8`, etag, headers })
}
