import type { Outcome } from '@cordon/alerts'
import { keepFeedTest, type Database } from '@cordon/db'
import type { Channel, Sending } from './channel.js'

/** A feed that others read when they like: what was told on it stands there, so that nothing is sent. */
export class FeedChannel implements Channel {
  readonly name = 'feed'
  readonly isReady = true
  readonly atOnce = 64

  constructor(private readonly database: Database) {}

  async send({ message, address }: Sending): Promise<Outcome> {
    if (message.is === 'test') await this.database.query(keepFeedTest(address.contactId, message))
    return { is: 'sent' }
  }
}
