import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, say, type Feed, type FeedContent } from '@cordon/alerts'
import { allFeeds, ensureSource, feedById, hurryFeed, saveFeed, type Database, type FeedWithFigures } from '@cordon/db'
import { randomBytes } from 'node:crypto'
import type { Principal } from '../access/principal.js'
import { sourceIdOf } from '../ingest/content.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, fail, none, ok, type Result } from '../platform/result.js'
import { feedInput, fieldErrors, type FeedDetail, type FeedInput, type FeedPatch } from '../wire/index.js'
import { Coverage } from './coverage.js'
import { HealthKeeper, tellNow } from './health.keeper.js'
import { Turns } from './read/turns.js'
import { feedOf, wholeFeedOf } from './shown.js'

/** What a person decides of a feed, before it is stored. */
interface Next {
  readonly content: FeedContent
  readonly since: string
  readonly removed: boolean
}

/** Who changes which feed, and which revision of it was read; null where nobody says. */
interface Edit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

/** Feeds as people set them up. */
@Injectable()
export class FeedService {
  private readonly turns = new Map<string, Turns>()

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(Coverage) private readonly coverage: Coverage,
    @Inject(HealthKeeper) private readonly keeper: HealthKeeper,
  ) {}

  async list(): Promise<readonly Feed[]> {
    return (await this.database.query<FeedWithFigures>(allFeeds(this.clock.now()))).map((row) =>
      feedOf(row, this.clock.ms()),
    )
  }

  /** One feed that is on the list. */
  async one(id: string): Promise<Result<FeedWithFigures>> {
    const [feed] = await this.database.query<FeedWithFigures>(feedById(id, this.clock.now()))
    return feed === undefined || feed.removed ? none('feed', id) : ok(feed)
  }

  async create(input: FeedInput, who: Principal): Promise<Result<Feed>> {
    const content = contentOf(input)
    const secret = content.way === 'push' ? `whsec_${randomBytes(24).toString('base64')}` : null
    const next = { content, since: this.clock.now(), removed: false }
    return this.save(newId(this.clock.ms()), { next, before: null, secret }, who)
  }

  /** Changes what is given. Changes of one feed on this node come one after another, so that none undoes another. */
  change(patch: FeedPatch, edit: Edit): Promise<Result<Feed>> {
    return this.inTurn(edit.id, () => this.changeNow(patch, edit))
  }

  private async changeNow(patch: FeedPatch, { id, who, ifMatch }: Edit): Promise<Result<Feed>> {
    const found = await this.one(id)
    if (!found.ok) return found
    const before = found.value
    const match = requireMatch(ifMatch, before.revision)
    if (!match.ok) return match
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const merged = { ...before.content, ...given }
    const parsed = feedInput.safeParse(merged)
    if (!parsed.success) return fail('invalid-input', { errors: fieldErrors(parsed.error, merged) })
    const content = contentOf(parsed.data)
    if (content.way !== before.content.way)
      return fail('invalid-input', { errors: [otherWay(before.content, content)] })
    const since = beginsAnew(before.content, content) ? this.clock.now() : before.since
    return this.save(id, { next: { content, since, removed: false }, before, secret: before.secret }, who)
  }

  /** Takes a feed off the list. Its open outage ends; its alerts stay until a person closes them. */
  remove(id: string, who: Principal): Promise<Result<null>> {
    return this.inTurn(id, () => this.removeNow(id, who))
  }

  private async removeNow(id: string, who: Principal): Promise<Result<null>> {
    const found = await this.one(id)
    if (!found.ok) return found
    const { content, since, secret } = found.value
    const off = { ...content, enabled: false, required: false }
    const saved = await this.save(
      id,
      { next: { content: off, since, removed: true }, before: found.value, secret },
      who,
    )
    if (!saved.ok) return saved
    await this.keeper.endOutage(id)
    return ok(null)
  }

  /** One feed with what those may see who change it. */
  async detail(id: string): Promise<Result<FeedDetail>> {
    const found = await this.one(id)
    return found.ok ? ok(detailOf(found.value, this.clock.ms())) : found
  }

  /** Lets a feed be asked at once. */
  async hurry(id: string): Promise<Result<null>> {
    const rows = await this.database.query(hurryFeed(id, this.clock.now()))
    if (rows.length > 0) return ok(null)
    const found = await this.one(id)
    if (!found.ok) return found
    const { content, leaseUntil } = found.value
    if (content.enabled && content.way !== 'push' && leaseUntil !== null && leaseUntil > this.clock.now())
      return deny('wrong-state', finding('denied.feedAsked', { name: content.name, until: leaseUntil }))
    return deny('wrong-state', finding('denied.feedNotAsked', { name: found.value.content.name }))
  }

  private async inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turns = this.turns.get(id) ?? new Turns(1, Infinity)
    this.turns.set(id, turns)
    try {
      return await turns.run(work)
    } finally {
      if (turns.isIdle) this.turns.delete(id)
    }
  }

  private async save(
    id: string,
    it: { readonly next: Next; readonly before: FeedWithFigures | null; readonly secret: string | null },
    who: Principal,
  ): Promise<Result<Feed>> {
    const { content, since, removed } = it.next
    const zone = await this.coverage.follow(content, it.before?.zoneId ?? null, who)
    if (!zone.ok) return zone
    const now = this.clock.now()
    const saved = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      const [held] = await run.query<FeedWithFigures>(feedById(id, now))
      if ((held?.revision ?? 0) !== (it.before?.revision ?? 0)) return null
      const { source: name, reliability } = content
      await run.query(ensureSource({ id: sourceIdOf(name), name, reliability, now }))
      const [revision, dueAt] = [(it.before?.revision ?? 0) + 1, content.way === 'push' ? null : now]
      const state = {
        state: it.before?.state ?? 'unheard',
        reason: it.before?.reason ?? say('feed.nothingYet', {}),
      } as const
      await run.query(
        saveFeed({
          id,
          revision,
          content,
          removed,
          since,
          dueAt,
          zoneId: zone.value,
          secret: it.secret,
          now,
          ...state,
        }),
      )
      return tellNow(run, id, this.clock)
    })
    if (saved === null) return deny('wrong-state', finding('denied.changedMeanwhile', { name: content.name }))
    this.signal.committed()
    return ok(feedOf(saved, this.clock.ms()))
  }
}

function detailOf(row: FeedWithFigures, nowMs: number): FeedDetail {
  const folder = row.content.way === 'drop' ? `drop/${row.id}` : null
  return { ...wholeFeedOf(row, nowMs), folder, secret: row.secret }
}

/** What a person said, whole. */
export function contentOf(input: FeedInput): FeedContent {
  const isMapped = input.format === 'csv' || input.format === 'json'
  const mapping = isMapped ? (input.mapping ?? null) : null
  return { ...input, url: input.way === 'poll' ? (input.url ?? null) : null, mapping }
}

/** Its silence counts anew where it is switched on, or asked elsewhere. */
function beginsAnew(before: FeedContent, after: FeedContent): boolean {
  return (after.enabled && !before.enabled) || after.url !== before.url
}

function otherWay(before: FeedContent, { way }: FeedContent) {
  return faultAt('way', finding('asked.sameWay', { way: before.way, got: way }))
}
