import type { Part } from '../platform/part.js'
import { AlertFeedController } from './alert-feed.controller.js'
import { ContactController } from './contact.controller.js'
import { deliverProviders } from './providers.js'

/** Who is told outside the page, and how. */
export const telling = {
  controllers: [ContactController, AlertFeedController],
  providers: [...deliverProviders],
} satisfies Part
