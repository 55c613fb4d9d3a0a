import { Inject, Injectable } from '@nestjs/common'
import { finding, instantMs } from '@cordon/alerts'
import { alertFeed, alertFeedMessages, type AlertFeedRow, type ClaimedAlert, type Database } from '@cordon/db'
import { hash, timingSafeEqual } from 'node:crypto'
import { ConfigToken, type Config } from '../platform/config.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { deny, ok, type Result } from '../platform/result.js'
import { atomDocument } from './atom.js'
import { capDocument } from './cap.js'
import { Envelopes } from './envelope.js'
import type { Message } from './message.js'
import { Unsealable } from './vault.js'

/** How many messages a feed holds; readers ask far more often than so many come. */
const most = 50
const testLastsMs = 24 * 3_600_000

/** A document, and when what it holds came. */
export interface Document {
  readonly text: string
  readonly changedAt: string
}

/** Feeds of what somebody is told, for whoever has the token: Atom, with each message in CAP. */
@Injectable()
export class AlertFeeds {
  private readonly origin: string | null

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Envelopes) private readonly envelopes: Envelopes,
    @Inject(ConfigToken) { origins }: Config,
  ) {
    this.origin = origins[0] ?? null
  }

  async atom(id: string, token: string): Promise<Result<Document>> {
    const feed = await this.opened(id, token)
    if (!feed.ok) return feed
    const { label, language, createdAt, testedAt } = feed.value
    const messages = await this.messages(feed.value, null)
    const changedAt = [createdAt, ...messages.map(({ at }) => at), ...this.testOf(feed.value).map(({ at }) => at)]
      .toSorted()
      .at(-1)
    const all = [...this.testOf(feed.value), ...messages]
    const text = atomDocument({ id, token, label, updatedAt: changedAt ?? testedAt ?? createdAt }, all, {
      origin: this.origin,
      language,
    })
    return ok({ text, changedAt: changedAt ?? createdAt })
  }

  /** One message of a feed in CAP. */
  async cap(id: string, { key, token }: { readonly key: string; readonly token: string }): Promise<Result<Document>> {
    const feed = await this.opened(id, token)
    if (!feed.ok) return feed
    const test = this.testOf(feed.value).filter((it) => it.key === key)
    const [message] = [...test, ...(await this.messages(feed.value, key))]
    if (message === undefined) return deny('not-found', finding('denied.noMessage', { key }))
    return ok({
      text: capDocument(message, { origin: this.origin, language: feed.value.language }),
      changedAt: message.at,
    })
  }

  /** As the owner may see it now, whatever they might when it was told. */
  private async messages({ id }: AlertFeedRow, only: string | null): Promise<readonly Message[]> {
    const rows = await this.database.query<ClaimedAlert>(alertFeedMessages(id, { most, only }))
    const seen = rows.filter(({ isSeen }) => isSeen)
    return seen.map((row) => ({
      ...this.envelopes.messageOf({ key: row.id, of: [row] }),
      at: row.madeAt,
    }))
  }

  private testOf({ testedAt, testedKey, accountName }: AlertFeedRow): readonly Message[] {
    if (testedAt === null || testedKey === null) return []
    if (instantMs(testedAt) < this.clock.ms() - testLastsMs) return []
    return [{ is: 'test', key: testedKey, at: testedAt, person: accountName }]
  }

  /** A feed that is not there and a token that is wrong are answered alike. */
  private async opened(id: string, token: string): Promise<Result<AlertFeedRow>> {
    const [feed] = await this.database.query<AlertFeedRow>(alertFeed(id))
    return feed !== undefined && this.isToken(feed, token)
      ? ok(feed)
      : deny('not-found', finding('denied.noAlertFeed', {}))
  }

  private isToken({ id, sealed }: AlertFeedRow, token: string): boolean {
    try {
      return isSame(this.envelopes.open(id, sealed).to, token)
    } catch (error) {
      if (error instanceof Unsealable) return false
      throw error
    }
  }
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
}
