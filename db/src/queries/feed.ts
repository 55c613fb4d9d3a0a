import type { Feed, FeedContent, FeedHour, FeedState, Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { storableText } from '../storable.js'

/** A feed as it is stored, with what the poller alone needs. */
export interface FeedRow {
  readonly id: string
  readonly revision: number
  readonly seq: number
  readonly content: FeedContent
  readonly removed: boolean
  readonly since: Instant
  readonly dueAt: Instant | null
  readonly leaseUntil: Instant | null
  readonly lastPollAt: Instant | null
  readonly lastSuccessAt: Instant | null
  readonly lastNewsAt: Instant | null
  readonly failures: number
  readonly error: string | null
  readonly skewMs: number | null
  readonly behindMs: number | null
  readonly etag: string | null
  readonly lastModified: string | null
  readonly state: FeedState
  readonly reason: string
  readonly toldAt: Instant
  readonly outageAt: Instant | null
  readonly outageIncident: string | null
  readonly zoneId: string | null
  /** Signs what is pushed; null for the other ways. */
  readonly secret: string | null
}

/** A feed with its figures. */
export interface FeedWithFigures extends FeedRow {
  readonly hours: readonly FeedHour[]
  readonly rejected: number
  readonly behindCount: number
}

const columns = `
  f.id, f.revision, f.seq, f.content, f.removed, f.since, f.due_at as "dueAt", f.lease_until as "leaseUntil",
  f.last_poll_at as "lastPollAt", f.last_success_at as "lastSuccessAt", f.last_news_at as "lastNewsAt", f.failures,
  f.error, f.skew_ms as "skewMs", f.behind_ms as "behindMs", f.etag, f.last_modified as "lastModified", f.state, f.reason, f.told_at as "toldAt",
  f.outage_at as "outageAt", f.outage_incident as "outageIncident", f.zone_id as "zoneId", f.secret`

/** The last 24 hours, the present one last; `$1` is now. */
const figures = `
  (
    select jsonb_agg(jsonb_build_object('news', coalesce(h.news, 0), 'rejected', coalesce(h.rejected, 0)) order by s.hour)
    from generate_series(date_trunc('hour', $1::timestamptz, 'UTC') - interval '23 hours',
      date_trunc('hour', $1::timestamptz, 'UTC'), interval '1 hour') as s(hour)
    left join feed_hour h on h.feed_id = f.id and h.hour = s.hour
  ) as hours,
  (select count(*)::int from feed_reject r where r.feed_id = f.id and r.settled_at is null) as rejected,
  (
    select coalesce(sum(h.behind), 0)::int from feed_hour h
    where h.feed_id = f.id and h.hour > $1::timestamptz - interval '24 hours'
  ) as "behindCount"`

/** Every feed that was not taken off the list, by name. */
export function allFeeds(now: Instant): Statement {
  return {
    name: 'all-feeds',
    text: `select ${columns}, ${figures} from feed f where not f.removed order by f.content->>'name', f.id`,
    values: [now],
  }
}

/** One feed, also one that was taken off the list. */
export function feedById(id: string, now: Instant): Statement {
  return { name: 'feed-by-id', text: `select ${columns}, ${figures} from feed f where f.id = $2`, values: [now, id] }
}

/** What of a feed a person decides, as it is stored. */
export interface FeedSave extends Pick<Feed, 'id' | 'revision' | 'removed' | 'since' | 'state' | 'reason'> {
  readonly content: FeedContent
  readonly dueAt: Instant | null
  readonly zoneId: string | null
  readonly secret: string | null
  readonly now: Instant
}

/** Stores what a person says of a feed. Whoever polls it by what was said before finds the lease gone. */
export function saveFeed(it: FeedSave): Statement {
  return {
    name: 'save-feed',
    text: `
      insert into feed as f (id, revision, seq, content, way, enabled, removed, since, due_at, state, reason, told_at,
        zone_id, secret)
      values ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      on conflict (id) do update set revision = excluded.revision, content = excluded.content, way = excluded.way,
        enabled = excluded.enabled, removed = excluded.removed, since = excluded.since, due_at = excluded.due_at,
        lease_until = null, etag = null, last_modified = null, state = excluded.state, reason = excluded.reason,
        zone_id = excluded.zone_id, secret = excluded.secret,
        failures = case when f.content->'url' = excluded.content->'url' then f.failures else 0 end,
        made_at = case when f.content->'url' = excluded.content->'url' then f.made_at end,
        behind_ms = case when f.content->'url' = excluded.content->'url' then f.behind_ms end`,
    values: [
      ...[it.id, it.revision, JSON.stringify(it.content), it.content.way, it.content.enabled, it.removed, it.since],
      ...[it.dueAt, it.state, it.reason, it.now, it.zoneId, it.secret],
    ],
  }
}

/** Tells a feed as it is now: a change in the feed of changes, to everybody. */
export function tellFeed(feed: Feed, now: Instant): Statement {
  return {
    name: 'tell-feed',
    text: `
      with head as (update change_head set seq = seq + 1 returning seq),
      told as (
        update feed set seq = head.seq, state = $3, reason = $4, told_at = $5 from head where id = $1
      ),
      changed as (
        insert into change (seq, kind, id, revision, audience, at, body)
        select seq, 'feed', $1, $2, 'all', $5, $6::jsonb || jsonb_build_object('seq', seq) from head
      )
      select seq from head`,
    values: [feed.id, feed.revision, feed.state, feed.reason, now, JSON.stringify(feed)],
  }
}

/** Who claims feeds: until when, at most how many, and which are under way there already. */
export interface FeedClaim {
  readonly leaseUntil: Instant
  readonly limit: number
  readonly underWay: readonly string[]
}

/** Takes what is due, for as long as the lease runs; what another node holds, or this one asks still, is passed over. */
export function claimFeeds(now: Instant, { leaseUntil, limit, underWay }: FeedClaim): Statement {
  return {
    name: 'claim-feeds',
    text: `
      update feed f set lease_until = $2
      where f.id = any(array(
        select id from feed
        where enabled and not removed and way <> 'push' and due_at <= $1 and (lease_until is null or lease_until <= $1)
          and id <> all($4::uuid[])
        order by due_at limit $3 for update skip locked
      )) returning ${columns}`,
    values: [now, leaseUntil, limit, underWay],
  }
}

/** What one poll came to. */
export interface PollEnd {
  readonly id: string
  readonly at: Instant
  readonly ok: boolean
  readonly news: number
  readonly rejected: number
  readonly error: string | null
  readonly skewMs: number | null
  /** When the payload says it was made, and how much older than one before it may be without being counted. */
  readonly made: { readonly at: Instant; readonly sparedMs: number } | null
}

/** Counts what a feed brought, or that it failed, and whether its payload is older than one that it brought before. */
export function countPoll(it: PollEnd): Statement {
  return {
    name: 'count-poll',
    text: `
      with seen as (
        select greatest(0, extract(epoch from made_at - $8::timestamptz) * 1000)::float8 as behind_ms
        from feed where id = $1::uuid and $8::timestamptz is not null
      ), came as (
        select $4::int as news, $5::int as rejected, count(*)::int as behind from seen where behind_ms > $9::float8
      ), counted as (
        insert into feed_hour as h (feed_id, hour, news, rejected, behind)
        select $1::uuid, date_trunc('hour', $2::timestamptz, 'UTC'), news, rejected, behind from came
        where news + rejected + behind > 0
        on conflict (feed_id, hour) do update set news = h.news + excluded.news,
          rejected = h.rejected + excluded.rejected, behind = h.behind + excluded.behind
      ), forgotten as (
        delete from feed_hour where feed_id = $1 and hour < $2::timestamptz - interval '31 days'
      )
      update feed set last_poll_at = $2::timestamptz, error = $6::text, skew_ms = coalesce($7::float8, skew_ms),
        failures = case when $3::boolean then 0 else failures + 1 end,
        last_success_at = case when $3::boolean then $2::timestamptz else last_success_at end,
        last_news_at = case when $4::int > 0 then $2::timestamptz else last_news_at end,
        behind_ms = case when $8::timestamptz is null then behind_ms else (select nullif(behind_ms, 0) from seen) end,
        -- A clock that runs ahead makes nothing that follows look old.
        made_at = greatest(made_at, least($8::timestamptz, $2::timestamptz))
      where id = $1`,
    values: [
      ...[it.id, it.at, it.ok, it.news, it.rejected, it.error === null ? null : storableText(it.error), it.skewMs],
      ...[it.made?.at ?? null, it.made?.sparedMs ?? 0],
    ],
  }
}

/** When a feed is due again, and what its server wants to hear then. */
export interface PollNext {
  readonly id: string
  readonly lease: Instant
  readonly dueAt: Instant
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Gives a claimed feed back; nothing happens where somebody edited it meanwhile or the lease has run out. */
export function releaseFeed(it: PollNext): Statement {
  return {
    name: 'release-feed',
    text: `
      update feed set lease_until = null, due_at = $3, etag = $4, last_modified = $5
      where id = $1 and lease_until = $2 returning id`,
    values: [it.id, it.lease, it.dueAt, it.etag, it.lastModified],
  }
}

/** Ends every lease: for a start where nobody else can hold one, so that a node that was killed holds no feed up. */
export function releaseAllFeeds(): Statement {
  return {
    name: 'release-all-feeds',
    text: `update feed set lease_until = null where lease_until is not null`,
    values: [],
  }
}

/** Lets a feed be polled at once; one that is being asked just now is left alone. */
export function hurryFeed(id: string, now: Instant): Statement {
  return {
    name: 'hurry-feed',
    text: `update feed set due_at = $2 where id = $1 and way <> 'push' and enabled and not removed
      and (lease_until is null or lease_until <= $2) returning id`,
    values: [id, now],
  }
}

/** Notes the incident that tells a feed's outage; null where the outage is over. */
export function markOutage(
  id: string,
  outage: { readonly at: Instant; readonly incidentId: string } | null,
): Statement {
  return {
    name: 'mark-outage',
    text: `update feed set outage_at = $2, outage_incident = $3 where id = $1`,
    values: [id, outage?.at ?? null, outage?.incidentId ?? null],
  }
}

/** Makes a source where there is none of this id yet; what people judged of it stays. */
export function ensureSource(it: {
  readonly id: string
  readonly name: string
  readonly reliability: string
  readonly now: Instant
}): Statement {
  return {
    name: 'ensure-source',
    text: `
      insert into source (id, name, kind, reliability, created_at) values ($1, $2, 'other', $3, $4)
      on conflict (id) do nothing`,
    values: [it.id, it.name, it.reliability, it.now],
  }
}
