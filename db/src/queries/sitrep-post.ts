import {
  programFormats,
  type Actor,
  type DeliveryState,
  type Instant,
  type OutsideChannel,
  type ReportDeliveryKind,
  type Role,
} from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Somebody who may read reports, with the contact method that is asked first; null where none can be used. */
export interface ReaderRow {
  readonly accountId: string
  readonly name: string
  readonly contactId: string | null
  readonly channel: OutsideChannel | null
  readonly shown: string | null
  readonly sealed: string | null
}

/** Who has one of some roles, by name, and where each is reached on some channels by what people read. */
export function readersIn(roles: readonly Role[], channels: readonly OutsideChannel[]): Statement {
  return {
    name: 'readers-in',
    text: `
      select a.id as "accountId", a.name, c.id as "contactId", c.channel, c.shown, c.sealed
      from account a left join lateral (
        select c.id, c.channel, c.shown, c.sealed from contact c
        where c.account_id = a.id and c.channel = any($2::text[]) and c.enabled and c.verified_at is not null
          and c.gone_at is null and (c.format is null or c.format <> all($3::text[]))
        order by c.place, c.id limit 1
      ) c on true
      where a.role = any($1::text[]) and not a.disabled
      order by a.name, a.id`,
    values: [roles, channels, programFormats],
  }
}

/** To which contact method a report is sent, and whose it is. */
export interface PostRow {
  readonly id: string
  readonly contactId: string
  readonly channel: OutsideChannel
  readonly accountId: string
}

export interface Post {
  readonly sitrepId: string
  readonly revision: number
  readonly kind: ReportDeliveryKind
  readonly by: Actor
  readonly now: Instant
  readonly to: readonly PostRow[]
}

/**
 * Owes a report to contact methods; to one that was sent it, or is about to be, it is not owed again. What was withdrawn is
 * owed anew, under the id that it has.
 */
export function owePost({ sitrepId, revision, kind, by, now, to }: Post): Statement {
  return {
    name: 'owe-post',
    text: `
      insert into delivery (id, sitrep_id, alert_revision, kind, channel, address, account_id, about, state, tries, due_at, made_at)
      select r.id, $2::uuid, $3::int, $4, r.channel, r."contactId", r."accountId", $5::jsonb, 'due', 0, $6::timestamptz, $6::timestamptz
      from jsonb_to_recordset($1::jsonb) as r(id uuid, "contactId" text, channel text, "accountId" uuid)
      on conflict (sitrep_id, kind, address) where sitrep_id is not null do update set state = 'due', tries = 0,
        alert_revision = excluded.alert_revision, account_id = excluded.account_id, about = excluded.about,
        due_at = excluded.due_at, made_at = excluded.made_at, lease_until = null, last_error = null
        where delivery.state = 'withdrawn'
      returning id`,
    values: [JSON.stringify(to), sitrepId, revision, kind, JSON.stringify({ by }), now],
  }
}

/** One thing that was told of a report, with whoever was told; names are null where an account or its contact is gone. */
export interface PostedRow {
  readonly id: string
  readonly kind: ReportDeliveryKind
  readonly channel: OutsideChannel
  readonly accountId: string
  readonly contactId: string
  readonly name: string | null
  readonly shown: string | null
  readonly sealed: string | null
  readonly by: Actor
  readonly state: DeliveryState
  readonly tries: number
  readonly madeAt: Instant
  readonly dueAt: Instant
  readonly sentAt: Instant | null
  readonly lastError: string | null
}

/** Whom a report was told, or is about to be, the latest first. */
export function postOf(sitrepId: string): Statement {
  return {
    name: 'post-of',
    text: `
      select d.id, d.kind, d.channel, d.account_id as "accountId", d.address as "contactId", a.name, c.shown, c.sealed,
        d.about->'by' as by, d.state, d.tries, d.made_at as "madeAt", d.due_at as "dueAt", d.sent_at as "sentAt",
        d.last_error as "lastError"
      from delivery d left join account a on a.id = d.account_id left join contact c on c.id::text = d.address
      where d.sitrep_id = $1
      order by d.made_at desc, a.name, d.id`,
    values: [sitrepId],
  }
}
