import type { Provider } from '@nestjs/common'
import { ConfigToken, type Config } from '../platform/config.js'
import { AlertFeeds } from './alert-feed.js'
import { Channels } from './channels.js'
import { ContactService } from './contact.service.js'
import { Corrections } from './corrections.js'
import { Envelopes } from './envelope.js'
import { Outbox } from './outbox.js'
import { OutboxRunner } from './outbox.runner.js'
import { PageChannel } from './page.channel.js'
import { PageRunner } from './page.runner.js'
import { ReportLetters } from './report-letters.js'
import { Verifier } from './verifier.js'
import { VapidKeys } from './vapid-keys.js'
import { openVault, VAULT } from './vault.js'

/** What tells people: in the page and outside of it, and what is sealed for it. */
export const deliverProviders: readonly Provider[] = [
  {
    provide: VAULT,
    inject: [ConfigToken],
    useFactory: ({ secretKeys, folder }: Config) => openVault(secretKeys, folder),
  },
  Corrections,
  PageChannel,
  PageRunner,
  ReportLetters,
  Envelopes,
  VapidKeys,
  Channels,
  Verifier,
  ContactService,
  AlertFeeds,
  Outbox,
  OutboxRunner,
]
