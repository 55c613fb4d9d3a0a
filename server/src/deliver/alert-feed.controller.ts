import { Controller, Inject } from '@nestjs/common'
import { conditional } from '../platform/conditional.js'
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

function told(found: Result<Document>, { ifNoneMatch, type }: Asked) {
  return found.ok ? conditional({ ...found.value, type }, ifNoneMatch) : found
}
