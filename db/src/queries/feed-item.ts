import type { Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** What of a feed's item was taken last. */
export interface FeedItemRow {
  readonly externalId: string
  readonly updatedAt: Instant | null
  readonly hash: string
  /** Its source has withdrawn it. */
  readonly gone: boolean
  readonly incidentId: string | null
}

/** What is known of some items of a feed. */
export function feedItems(feedId: string, externalIds: readonly string[]): Statement {
  return {
    name: 'feed-items',
    text: `
      select external_id as "externalId", updated_at as "updatedAt", hash, gone, incident_id as "incidentId"
      from feed_item where feed_id = $1 and external_id = any($2::text[])`,
    values: [feedId, externalIds],
  }
}

/** Under which id the items with these other names are known. */
export function feedAliases(feedId: string, aliases: readonly string[]): Statement {
  return {
    name: 'feed-aliases',
    text: `
      select alias, external_id as "externalId" from feed_alias where feed_id = $1 and alias = any($2::text[])`,
    values: [feedId, aliases],
  }
}

/** Notes what was taken, unless somebody noted a later version meanwhile; gives the ids that were noted. */
export function noteFeedItems(feedId: string, rows: readonly FeedItemRow[]): Statement {
  return {
    name: 'note-feed-items',
    text: `
      insert into feed_item as i (feed_id, external_id, updated_at, hash, gone, incident_id)
      select $1, "externalId", "updatedAt", hash, gone, "incidentId"
      from jsonb_to_recordset($2::jsonb) as r("externalId" text, "updatedAt" timestamptz, hash text, gone boolean,
        "incidentId" uuid)
      on conflict (feed_id, external_id) do update set updated_at = excluded.updated_at, hash = excluded.hash,
        gone = excluded.gone, incident_id = coalesce(excluded.incident_id, i.incident_id)
      where i.updated_at is null or excluded.updated_at is null or i.updated_at <= excluded.updated_at
      returning i.external_id as "externalId"`,
    values: [feedId, JSON.stringify(rows)],
  }
}

/** Notes other names of items. */
export function noteFeedAliases(
  feedId: string,
  rows: readonly { readonly alias: string; readonly externalId: string }[],
): Statement {
  return {
    name: 'note-feed-aliases',
    text: `
      insert into feed_alias (feed_id, alias, external_id)
      select $1, alias, "externalId" from jsonb_to_recordset($2::jsonb) as r(alias text, "externalId" text)
      on conflict (feed_id, alias) do nothing`,
    values: [feedId, JSON.stringify(rows)],
  }
}

/** Something that a feed brought and that could not be taken. */
export interface FeedRejectRow {
  readonly id: string
  readonly externalId: string | null
  /** As the source wrote it, cut where it is long. */
  readonly raw: string
  /** The incident as far as it could be read, to be repaired; null where nothing could. */
  readonly draft: unknown
  readonly errors: readonly { readonly path: string; readonly message: string }[]
  /** How often it came. */
  readonly count: number
  readonly firstAt: Instant
  readonly lastAt: Instant
}

export type NewReject = Omit<FeedRejectRow, 'count' | 'firstAt' | 'lastAt'> & {
  /** What makes it the same when it comes again. */
  readonly key: string
}

/** Keeps what could not be taken, each once with how often it came; of each feed the latest `most`. */
export function keepRejects(feedId: string, rows: readonly NewReject[], now: Instant): Statement {
  return {
    name: 'keep-rejects',
    text: `
      insert into feed_reject as r (id, feed_id, key, external_id, raw, draft, errors, count, first_at, last_at)
      select id, $1, key, "externalId", raw, draft, errors, 1, $3::timestamptz, $3::timestamptz
      from jsonb_to_recordset($2::jsonb) as n(id uuid, key text, "externalId" text, raw text, draft jsonb, errors jsonb)
      on conflict (feed_id, key) do update set count = r.count + 1, last_at = excluded.last_at, errors = excluded.errors,
        draft = excluded.draft
      returning (count = 1) as "isNew"`,
    values: [feedId, JSON.stringify(rows), now],
  }
}

/** Lets go of the oldest of what a feed had rejected, beyond `most`. */
export function trimRejects(feedId: string, most: number): Statement {
  return {
    name: 'trim-rejects',
    text: `
      delete from feed_reject where id = any(array(
        select id from feed_reject where feed_id = $1 order by last_at desc, id desc offset $2
      ))`,
    values: [feedId, most],
  }
}

const rejectColumns = `
  id, external_id as "externalId", raw, draft, errors, count, first_at as "firstAt", last_at as "lastAt"`

/** What a feed had rejected, the latest first, before a position. */
export function rejectsPage(feedId: string, before: readonly [string, string] | null, limit: number): Statement {
  return {
    name: 'rejects-page',
    text: `
      select ${rejectColumns} from feed_reject
      where feed_id = $1 and ($2::timestamptz is null or (last_at, id) < ($2, $3::uuid))
      order by last_at desc, id desc limit $4`,
    values: [feedId, before?.[0] ?? null, before?.[1] ?? null, limit],
  }
}

/** One rejected item. */
export function rejectById(feedId: string, id: string): Statement {
  return {
    name: 'reject-by-id',
    text: `select ${rejectColumns} from feed_reject where feed_id = $1 and id = $2`,
    values: [feedId, id],
  }
}

/** Lets go of a rejected item: it was taken after all, or a person dismissed it. */
export function dropReject(feedId: string, id: string): Statement {
  return {
    name: 'drop-reject',
    text: `delete from feed_reject where feed_id = $1 and id = $2 returning id`,
    values: [feedId, id],
  }
}
