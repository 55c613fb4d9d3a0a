import { setImmediate as breath } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import { say } from '@cordon/alerts'
import {
  feedAliases,
  feedItems,
  noteFeedAliases,
  noteFeedItems,
  touchFeedItems,
  type Database,
  type FeedItemRow,
  type FeedRow,
  type Runner,
  type TakenItem,
} from '@cordon/db'
import type { Entry, Outcome } from '../ingest/entry.js'
import { IngestService } from '../ingest/ingest.service.js'
import { DATABASE } from '../platform/database.js'
import type { Failure, FeedTaken } from '../wire/index.js'
import { Clock } from '../platform/clock.js'
import { chainsOf, namesOf, newIdOf } from './chains.js'
import { latestOf, stepOf, type Step } from './merge.js'
import { Uniter } from './unite.js'
import type { FeedItem } from './read/page.js'

/** Items taken in one transaction: large enough for speed, small enough that others get their turn between. */
const atOnce = 150
/** Another node may take the same things meanwhile; then what is known is read anew. */
const tries = 5
const dayMs = 86_400_000

/** Items that could not be stored, and why. */
export interface NotStored {
  readonly item: FeedItem
  readonly failure: Failure
}

/** What came of some items. */
export interface Took extends Omit<FeedTaken, 'skipped' | 'rejected'> {
  readonly refused: readonly NotStored[]
}

type Feed = Pick<FeedRow, 'id' | 'content'>

/** Somebody else noted another version while this one was on its way. */
class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

const nothing: Took = { stored: 0, revised: 0, withdrawn: 0, unchanged: 0, refused: [] }

/**
 * Takes items in: each once, in its latest version, however often and in whatever order they come. A new one becomes an
 * incident, a changed one a revision, a withdrawn one a refutation; what was taken is noted in the same transaction.
 */
@Injectable()
export class Taker {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Uniter) private readonly uniter: Uniter,
  ) {}

  async take(feed: Feed, items: readonly FeedItem[]): Promise<Took> {
    const named = await this.named(feed, items)
    await breath()
    const latest = latestOf(named)
    let all = nothing
    for (let from = 0; from < latest.length; from += atOnce) {
      await breath()
      all = plus(all, await this.takeSome(feed, latest.slice(from, from + atOnce)))
    }
    return all
  }

  /** Items that refer to each other are about the same thing, as far back as is known and whatever came first. */
  private async named(feed: Feed, items: readonly FeedItem[]): Promise<readonly FeedItem[]> {
    const [plain, linked] = [
      items.filter((it) => namesOf(it).length === 0),
      items.filter((it) => namesOf(it).length > 0),
    ]
    if (linked.length === 0) return items
    const names = [...new Set(linked.flatMap(namesOf))]
    const rows = await this.database.query<{ alias: string; externalId: string }>(feedAliases(feed.id, names))
    const known = new Map(rows.map((row) => [row.alias, row.externalId]))
    const named: FeedItem[] = []
    for (const chain of chainsOf(linked, known)) {
      const { roots } = chain
      const externalId = roots.length > 1 ? await this.uniter.unite(feed, roots) : (roots[0] ?? newIdOf(chain))
      named.push(...chain.items.map((item) => ({ ...item, externalId, aliases: namesOf(item) })))
    }
    // Also of what is outdated by now: what comes next may name it.
    const fresh = named.flatMap(({ aliases, externalId }) =>
      aliases.filter((alias) => !known.has(alias)).map((alias) => ({ alias, externalId })),
    )
    if (fresh.length > 0) await this.database.query(noteFeedAliases(feed.id, uniqueBy(fresh), this.clock.now()))
    return [...plain, ...named]
  }

  private async takeSome(feed: Feed, items: readonly FeedItem[]): Promise<Took> {
    for (let left = tries; ; left--) {
      try {
        return await this.tryOnce(feed, items)
      } catch (error) {
        if (!(error instanceof Overtaken) || left === 0) throw error
      }
    }
  }

  private async tryOnce({ id, content }: Feed, items: readonly FeedItem[]): Promise<Took> {
    const rows = await this.database.query<FeedItemRow>(
      feedItems(
        id,
        items.map((it) => it.externalId),
      ),
    )
    await this.touch(id, rows)
    const known = new Map(rows.map((row) => [row.externalId, row]))
    const steps = items.map((item) => ({
      ...stepOf(item, known.get(item.externalId)),
      on: known.get(item.externalId) ?? null,
    }))
    const asked = steps.flatMap((step) => {
      const entry = entryOf(step, content.source)
      return entry === null ? [] : [{ step, entry }]
    })
    const remembered = steps.filter(({ what }) => what === 'remember')
    const note = (run: Runner, outcomes: readonly Outcome[]) =>
      noteAll(run, id, { steps: [...asked.map(({ step }) => step), ...remembered], outcomes, now: this.clock.now() })
    if (asked.length === 0) {
      if (remembered.length > 0) await note(this.database, [])
      return { ...nothing, unchanged: items.length }
    }
    const entries = asked.map(({ entry }) => entry)
    const outcomes = await this.ingest.submit({ entries, by: content.name, history: false, beside: note })
    return tally(
      asked.map(({ step }) => step),
      outcomes,
      items.length - asked.length,
    )
  }

  /** Once a day is noted that a source lists an item still: what it no longer lists is forgotten some time. */
  private async touch(feedId: string, rows: readonly FeedItemRow[]): Promise<void> {
    const now = this.clock.ms()
    const stale = rows.filter(({ seenAt }) => now - Date.parse(seenAt) > dayMs)
    if (stale.length === 0) return
    const ids = stale.map(({ externalId }) => externalId)
    await this.database.query(touchFeedItems(feedId, ids, this.clock.now()))
  }
}

function entryOf(step: Step, source: string): Entry | null {
  switch (step.what) {
    case 'report':
      return inputEntry(step.item, source, null)
    case 'revive':
      return inputEntry(step.item, source, 'unverified')
    case 'withdrawn-report':
      return inputEntry(step.item, source, 'refuted')
    case 'withdraw': {
      const patch = { properties: { status: 'refuted' }, reason: say('kept.withdrawnBy', { source }) } as const
      return { what: 'correct', id: step.incidentId, patch, ifMatch: null }
    }
    case 'remember':
    case 'unchanged':
    case 'outdated':
      return null
  }
}

function inputEntry(
  { input, externalId }: FeedItem,
  source: string,
  status: 'unverified' | 'refuted' | null,
): Entry | null {
  if (input === null) return null
  const said = status === null ? input.properties : { ...input.properties, status }
  return { what: 'new', input: { ...input, properties: { ...said, source, externalId } } }
}

interface Noted {
  readonly steps: readonly (Step & Pick<TakenItem, 'on'>)[]
  readonly outcomes: readonly Outcome[]
  readonly now: string
}

async function noteAll(run: Runner, feedId: string, { steps, outcomes, now }: Noted): Promise<void> {
  const rows = steps.flatMap((step, index) => {
    const outcome = outcomes[index]
    if (outcome !== undefined && !outcome.ok) return []
    const { externalId, updatedAt, hash, withdrawn } = step.item
    return [{ externalId, updatedAt, hash, gone: withdrawn, incidentId: outcome?.incident.id ?? null, on: step.on }]
  })
  const noted = await run.query(noteFeedItems(feedId, rows, now))
  if (noted.length < rows.length) throw new Overtaken()
}

/** One statement may note a name only once. */
function uniqueBy<T extends { readonly alias: string }>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.alias, row])).values()]
}

function tally(steps: readonly Step[], outcomes: readonly Outcome[], rest: number): Took {
  const kinds = outcomes.map((outcome, index) => {
    if (!outcome.ok) return 'refused'
    if (outcome.what !== 'unchanged' && steps[index]?.what.startsWith('withdraw') === true) return 'withdrawn'
    return outcome.what
  })
  const count = (kind: string) => kinds.filter((it) => it === kind).length
  const refused = outcomes.flatMap((outcome, index) => {
    const item = steps[index]?.item
    return outcome.ok || item === undefined ? [] : [{ item, failure: outcome.failure }]
  })
  return {
    stored: count('stored'),
    revised: count('revised'),
    withdrawn: count('withdrawn'),
    unchanged: count('unchanged') + rest,
    refused,
  }
}

function plus(a: Took, b: Took): Took {
  return {
    stored: a.stored + b.stored,
    revised: a.revised + b.revised,
    withdrawn: a.withdrawn + b.withdrawn,
    unchanged: a.unchanged + b.unchanged,
    refused: [...a.refused, ...b.refused],
  }
}
