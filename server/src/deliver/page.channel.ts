import { Inject, Injectable } from '@nestjs/common'
import type { Instant } from '@cordon/alerts'
import { claimPageDeliveries, type Database } from '@cordon/db'
import { Followers } from '../live/followers.js'
import { DATABASE } from '../platform/database.js'

const atOnce = 500

/**
 * The page itself: an alert is told when somebody who may see it follows the live stream here, and the stream has told
 * it. For a public zone that is anybody, for a private one its owner, for a team's its members.
 */
@Injectable()
export class PageChannel {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Followers) private readonly followers: Followers,
  ) {}

  /** Tells what it can of what is due; whatever it cannot tell now stays due. Gives how many it told. */
  async deliver(now: Instant): Promise<number> {
    const audiences = [...this.followers.audiences()]
    if (audiences.length === 0) return 0
    const toldUpTo = this.followers.position
    const told = await this.database.query(claimPageDeliveries({ audiences, toldUpTo }, now, atOnce))
    return told.length
  }
}
