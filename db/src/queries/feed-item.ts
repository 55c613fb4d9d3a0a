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
  /** Whether what it became is an exercise; null where it became nothing. */
  readonly exercise: boolean | null
  /** When its source listed it last, to the day. */
  readonly seenAt: Instant
}

/** What is known of some items of a feed. */
export function feedItems(feedId: string, externalIds: readonly string[]): Statement {
  return {
    name: 'feed-items',
    text: `
      select f.external_id as "externalId", f.updated_at as "updatedAt", f.hash, f.gone, f.incident_id as "incidentId",
        i.exercise, f.seen_at as "seenAt"
      from feed_item f left join incident i on i.id = f.incident_id
      where f.feed_id = $1 and f.external_id = any($2::text[])`,
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

/** A version of an item, and what was known of the item when that was taken; null where nothing was. */
export interface TakenItem extends Omit<FeedItemRow, 'exercise' | 'seenAt'> {
  readonly on: Pick<FeedItemRow, 'updatedAt' | 'hash' | 'gone'> | null
}

/** Notes what was taken, unless somebody noted another version meanwhile; gives the ids that were noted. */
export function noteFeedItems(feedId: string, rows: readonly TakenItem[], now: Instant): Statement {
  return {
    name: 'note-feed-items',
    text: `
      with taken as (
        select * from jsonb_to_recordset($2::jsonb) as r("externalId" text, "updatedAt" timestamptz, hash text,
          gone boolean, "incidentId" uuid, "onUpdatedAt" timestamptz, "onHash" text, "onGone" boolean)
      ), added as (
        insert into feed_item (feed_id, external_id, updated_at, hash, gone, incident_id, seen_at)
        select $1, "externalId", "updatedAt", hash, gone, "incidentId", $3::timestamptz from taken
        where "onHash" is null
        on conflict (feed_id, external_id) do nothing
        returning external_id
      ), changed as (
        update feed_item as i set updated_at = t."updatedAt", hash = t.hash, gone = t.gone,
          incident_id = coalesce(t."incidentId", i.incident_id), seen_at = $3::timestamptz
        from taken as t
        where i.feed_id = $1 and i.external_id = t."externalId" and i.hash = t."onHash" and i.gone = t."onGone"
          and i.updated_at is not distinct from t."onUpdatedAt"
        returning i.external_id
      )
      select external_id as "externalId" from added union all select external_id from changed`,
    values: [feedId, JSON.stringify(rows.map(flat)), now],
  }
}

function flat({ on, ...row }: TakenItem) {
  return { ...row, onUpdatedAt: on?.updatedAt, onHash: on?.hash, onGone: on?.gone }
}

/** Notes other names of items. */
export function noteFeedAliases(
  feedId: string,
  rows: readonly { readonly alias: string; readonly externalId: string }[],
  now: Instant,
): Statement {
  return {
    name: 'note-feed-aliases',
    text: `
      insert into feed_alias as a (feed_id, alias, external_id, seen_at)
      select $1, alias, "externalId", $3::timestamptz from jsonb_to_recordset($2::jsonb) as r(alias text, "externalId" text)
      on conflict (feed_id, alias) do update set seen_at = excluded.seen_at
      where a.seen_at < excluded.seen_at - interval '1 day'`,
    values: [feedId, JSON.stringify(rows), now],
  }
}

/** Notes that a source lists these items still, and with them their other names. */
export function touchFeedItems(feedId: string, externalIds: readonly string[], now: Instant): Statement {
  return {
    name: 'touch-feed-items',
    text: `
      with items as (
        update feed_item set seen_at = $3 where feed_id = $1 and external_id = any($2::text[]) and seen_at < $3
      )
      update feed_alias set seen_at = $3 where feed_id = $1 and external_id = any($2::text[]) and seen_at < $3`,
    values: [feedId, externalIds, now],
  }
}

/** Lets go of items and names that no source has listed since `before`, at most so many of each; tells the larger count. */
export function forgetFeedItems(before: Instant, limit: number): Statement {
  return {
    name: 'forget-feed-items',
    text: `
      with items as (
        delete from feed_item where ctid = any(array(select ctid from feed_item where seen_at < $1 limit $2)) returning 1
      ), names as (
        delete from feed_alias where ctid = any(array(select ctid from feed_alias where seen_at < $1 limit $2)) returning 1
      )
      select greatest((select count(*) from items), (select count(*) from names))::int as most`,
    values: [before, limit],
  }
}

/** What several items of a feed come to that are one. */
export interface United {
  readonly into: string
  readonly others: readonly string[]
  /** The version that is believed; null where none was stored. */
  readonly latest: Pick<FeedItemRow, 'updatedAt' | 'hash' | 'gone'> | null
}

/** Lets items be known under one id, in the version that is believed. */
export function uniteFeedItems(feedId: string, { into, others, latest }: United): Statement {
  return {
    name: 'unite-feed-items',
    text: `
      with names as (
        update feed_alias set external_id = $2 where feed_id = $1 and external_id = any($3::text[])
      ), gone as (
        delete from feed_item where feed_id = $1 and external_id = any($3::text[])
      )
      update feed_item set updated_at = $4, hash = coalesce($5, hash), gone = coalesce($6, gone)
      where feed_id = $1 and external_id = $2`,
    values: [feedId, into, others, latest?.updatedAt ?? null, latest?.hash ?? null, latest?.gone ?? null],
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
        select id from feed_reject where feed_id = $1 order by settled_at is not null, last_at desc, id desc offset $2
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
      where feed_id = $1 and settled_at is null and ($2::timestamptz is null or (last_at, id) < ($2, $3::uuid))
      order by last_at desc, id desc limit $4`,
    values: [feedId, before?.[0] ?? null, before?.[1] ?? null, limit],
  }
}

/** One rejected item. */
export function rejectById(feedId: string, id: string): Statement {
  return {
    name: 'reject-by-id',
    text: `select ${rejectColumns} from feed_reject where feed_id = $1 and id = $2 and settled_at is null`,
    values: [feedId, id],
  }
}

/** Settles a rejected item: it was taken after all, or a person dismissed it. It stays known, and does not come back. */
export function settleReject(feedId: string, id: string, now: Instant): Statement {
  return {
    name: 'settle-reject',
    text: `
      update feed_reject set settled_at = $3 where feed_id = $1 and id = $2 and settled_at is null returning id`,
    values: [feedId, id, now],
  }
}

/** Settles all that a feed had rejected until a moment: what came after that, nobody has seen. */
export function settleRejects(feedId: string, until: Instant, now: Instant): Statement {
  return {
    name: 'settle-rejects',
    text: `
      update feed_reject set settled_at = $3 where feed_id = $1 and settled_at is null and last_at <= $2::timestamptz
      returning id`,
    values: [feedId, until, now],
  }
}
