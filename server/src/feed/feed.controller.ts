import { Controller, Inject, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../access/principal.js'
import { pageOfWhole } from '../platform/cursor.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { feedRoutes } from '../wire/index.js'
import { FeedService } from './feed.service.js'
import { Preview } from './preview.js'
import { Push } from './push.js'

@Controller()
export class FeedController {
  constructor(
    @Inject(FeedService) private readonly feeds: FeedService,
    @Inject(Preview) private readonly preview: Preview,
    @Inject(Push) private readonly push: Push,
  ) {}

  @Route(feedRoutes.list)
  async list(@Input() { query }: Input<typeof feedRoutes.list>) {
    return pageOfWhole(await this.feeds.list(), query)
  }

  @Route(feedRoutes.create)
  create(@Input() { body }: Input<typeof feedRoutes.create>, @Who() who: Principal) {
    return this.feeds.create(body, who)
  }

  @Route(feedRoutes.preview)
  look(@Input() { body }: Input<typeof feedRoutes.preview>) {
    return this.preview.look(body.feed, { payload: body.payload ?? null, kept: body.kept })
  }

  @Route(feedRoutes.one)
  async one(@Input() { params }: Input<typeof feedRoutes.one>) {
    const found = await this.feeds.detail(params.id)
    return found.ok ? reply(found.value, { etag: etagOf(found.value.revision) }) : found
  }

  @Route(feedRoutes.change)
  async change(
    @Input() { params, body }: Input<typeof feedRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const changed = await this.feeds.change(body, { id: params.id, who, ifMatch })
    return changed.ok ? reply(changed.value, { etag: etagOf(changed.value.revision) }) : changed
  }

  @Route(feedRoutes.remove)
  async remove(@Input() { params }: Input<typeof feedRoutes.remove>, @Who() who: Principal) {
    const removed = await this.feeds.remove(params.id, who)
    return removed.ok ? reply(null, { status: 204 }) : removed
  }

  @Route(feedRoutes.poll)
  async poll(@Input() { params }: Input<typeof feedRoutes.poll>) {
    const hurried = await this.feeds.hurry(params.id)
    return hurried.ok ? reply(null, { status: 204 }) : hurried
  }

  @Route(feedRoutes.push)
  pushed(
    @Input() { params, body }: Input<typeof feedRoutes.push>,
    @Who() who: Principal | null,
    @Req() { headers }: FastifyRequest,
  ) {
    return this.push.take(params.id, { body, headers, who })
  }
}
