import { OutboundGuard } from '../deliver/guard.js'
import { ConfigToken, type Config } from '../platform/config.js'
import type { Part } from '../platform/part.js'
import { Coverage } from './coverage.js'
import { FeedController } from './feed.controller.js'
import { FeedService } from './feed.service.js'
import { Fetcher } from './fetch.js'
import { Gatherer } from './gather.js'
import { HealthKeeper } from './health.keeper.js'
import { HealthRunner } from './health.runner.js'
import { Intake } from './intake.js'
import { Outages } from './outages.js'
import { Placer } from './placer.js'
import { PollRunner } from './poll.runner.js'
import { Poller } from './poller.js'
import { Preview } from './preview.js'
import { Receiver, Push } from './push.js'
import { Quarantine } from './quarantine.js'
import { RejectController } from './reject.controller.js'
import { RejectService } from './reject.service.js'
import { Taker } from './taker.js'
import { Uniter } from './unite.js'

/** Reports that others send or that are fetched from them, and how their lines fare. */
export const feeds = {
  controllers: [FeedController, RejectController],
  providers: [
    {
      provide: Fetcher,
      inject: [ConfigToken],
      useFactory: ({ feedHosts }: Config) => new Fetcher(new OutboundGuard(feedHosts)),
    },
    Gatherer,
    Placer,
    Taker,
    Uniter,
    Quarantine,
    Intake,
    Poller,
    PollRunner,
    Outages,
    HealthKeeper,
    HealthRunner,
    Coverage,
    FeedService,
    RejectService,
    Preview,
    Receiver,
    Push,
  ],
} satisfies Part
