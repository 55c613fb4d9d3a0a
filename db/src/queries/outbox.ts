import { programFormats, type Delivery, type Instant, type OutsideChannel } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { claimedColumns } from './claimed.js'

export interface Claim {
  readonly now: Instant
  readonly leaseUntil: Instant
  /** Contacts that this node is busy with. */
  readonly busy: readonly string[]
  /** Whether this house can send on the channel at all. */
  readonly channels: readonly OutsideChannel[]
  /** How many of one address. */
  readonly each: number
  /** How many of one address that people read: what comes at once is told at once. */
  readonly eachOfPeople: number
}

const mayBeTold = `c.enabled and c.verified_at is not null and c.gone_at is null and not a.disabled
  and (c.paused_until is null or c.paused_until <= $1)`
const isFree = `d.state = 'due' and d.channel <> 'page' and d.due_at <= $1 and (d.lease_until is null or d.lease_until <= $1)`

/**
 * A correction waits until what it corrects has been told, and behind every earlier one of its incident that waits and may
 * still be told: what somebody reads last is how it stands.
 */
export function mayBegin(d: string): string {
  return `(${d}.answers is null or exists (select from delivery o where o.id = ${d}.answers and o.state = 'sent')
    and not exists (
      select from alert one join alert any_of on any_of.incident_id = one.incident_id
      join delivery b on b.alert_id = any_of.id
      join delivery o on o.id = b.answers and o.state in ('due', 'sent')
      where one.id = ${d}.alert_id and b.address = ${d}.address and b.state = 'due' and b.correction < ${d}.correction))`
}

/**
 * Takes on the alerts that are due, of each address its oldest, so that none waits for another. An address that did not answer gets
 * one message to find out whether it is back. Until the transaction ends no other node takes on anything of the same addresses:
 * two that began at once would each tell a part of what one incident raised.
 */
export function claimDeliveries({ now, leaseUntil, busy, channels, each, eachOfPeople }: Claim): Statement {
  return {
    name: 'claim-deliveries',
    text: `
      with free as materialized (
        select c.id, c.sealed, c.format, c.language, c.failures, a.id as account_id, a.role, case
          when c.failures > 0 then 1 when c.format = any($7::text[]) then $5::int else $6::int end as most
        from contact c join account a on a.id = c.account_id
        where ${mayBeTold} and c.id <> all($3::uuid[]) and c.channel = any($4::text[])
          and exists (select from delivery d where d.address = c.id::text and ${isFree} and d.sitrep_id is null)
        for no key update of c skip locked
      ),
      taken as (
        update delivery d set lease_until = $2, tries = d.tries + 1
        from (
          select due.id from free f cross join lateral (
            select d.id from delivery d
            where d.address = f.id::text and ${isFree} and d.sitrep_id is null
              and ${mayBegin('d')}
            order by d.due_at limit f.most for update skip locked
          ) due
        ) it
        where d.id = it.id returning d.*
      )
      select ${claimedColumns}
      from taken t left join alert a on a.id = t.alert_id join free f on f.id::text = t.address
      order by t.made_at, t.id`,
    values: [now, leaseUntil, busy, channels, each, eachOfPeople, programFormats],
  }
}

/** Takes on the report that is due longest. */
export function claimReport({ now, leaseUntil, channels }: Pick<Claim, 'now' | 'leaseUntil' | 'channels'>): Statement {
  return {
    name: 'claim-report',
    text: `
      with taken as (
        update delivery d set lease_until = $2, tries = d.tries + 1
        from (
          select d.id from delivery d
          where ${isFree} and d.sitrep_id is not null and exists (
            select from contact c join account a on a.id = c.account_id
            where c.id::text = d.address and ${mayBeTold} and c.channel = any($3::text[]))
          order by d.due_at limit 1 for update skip locked
        ) it
        where d.id = it.id returning d.*
      )
      select ${claimedColumns}
      from taken t left join alert a on a.id = t.alert_id
      join (select c.*, p.role from contact c join account p on p.id = c.account_id) f
        on f.id::text = t.address`,
    values: [now, leaseUntil, channels],
  }
}

/** A delivery after a try; `release` gives it back untried. */
export interface SettledRow {
  readonly id: string
  readonly state: Delivery['state'] | 'release'
  readonly at: Instant
  readonly error: string | null
}

/** Records what came of tries. What was told stays told, whoever else has tried meanwhile. */
export function settleDeliveries(rows: readonly SettledRow[]): Statement {
  return {
    name: 'settle-deliveries',
    text: `
      update delivery d set
        state = case when s.state = 'release' then 'due' else s.state end,
        tries = case when s.state = 'release' then d.tries - 1 else d.tries end,
        sent_at = case when s.state = 'sent' then s.at end,
        due_at = case when s.state = 'due' then s.at else d.due_at end,
        last_error = case when s.state = 'release' then d.last_error else s.error end,
        lease_until = null
      from jsonb_to_recordset($1::jsonb) as s(id uuid, state text, at timestamptz, error text)
      where d.id = s.id and (d.state = 'due' or s.state = 'sent')`,
    values: [JSON.stringify(rows)],
  }
}

export interface HealthRow {
  readonly id: string
  readonly failures: number
  readonly pausedUntil: Instant | null
  readonly goneAt: Instant | null
}

/** Records how an address answers; where it is gone, what was due there is given up. */
export function keepHealth({ id, failures, pausedUntil, goneAt }: HealthRow): Statement {
  return {
    name: 'keep-health',
    text: `
      with kept as (
        update contact set failures = $2, paused_until = $3, gone_at = coalesce($4, gone_at) where id = $1
      )
      update delivery set state = 'dead', last_error = 'The address is gone', lease_until = null
      where address = $1::text and state = 'due' and channel <> 'page' and $4::timestamptz is not null`,
    values: [id, failures, pausedUntil, goneAt],
  }
}

/** What was given up lately at some addresses, of a delivery `d`. */
const givenUp = `d.address = any($1::text[]) and d.channel not in ('page', 'feed') and d.state = 'dead' and d.kind = 'alert'
  and d.made_at > $2::timestamptz - interval '25 hours'`

/** Locks the alerts of what was given up at some addresses against whoever follows their incidents, who locks them too. */
export function alertsGivenUp(contactIds: readonly string[], now: Instant): Statement {
  return {
    name: 'alerts-given-up',
    text: `
      select from alert a where a.id in (select d.alert_id from delivery d where ${givenUp})
      order by a.id for key share`,
    values: [contactIds, now],
  }
}

const nextContact = `
  select n.id, n.channel from contact n
  where n.account_id = d.account_id and n.place > c.place and n.channel <> 'feed' and n.enabled and n.verified_at is not null
    and n.gone_at is null
    and not exists (select from delivery x where x.alert_id = d.alert_id and x.address = n.id::text)
  order by n.place limit 1`

/**
 * Owes what was given up at an address to the next contact method of the same person that has not been told, with what has
 * changed since; what holds no more is owed to nobody anew.
 */
export function fallBack(contactIds: readonly string[], now: Instant): Statement {
  return {
    name: 'fall-back',
    text: `
      with given as materialized (
        select gen_random_uuid() as id, d.id as instead, d.alert_id, d.alert_revision, n.channel, n.id::text as address,
          d.account_id
        from delivery d
        join contact c on c.id::text = d.address
        cross join lateral (${nextContact}) n
        where ${givenUp}
          and not exists (
            select from delivery x where x.alert_id = d.alert_id and x.account_id = d.account_id and x.channel not in ('page', 'feed')
              and x.state in ('due', 'sent') and x.answers is null
          )
          and 'cancel' is distinct from (
            select l.kind from delivery l where l.alert_id = d.alert_id and l.address = d.address
            order by l.correction desc limit 1
          )
      ),
      owed as (
        insert into delivery (id, alert_id, alert_revision, channel, address, account_id, state, tries, due_at, made_at)
        select id, alert_id, alert_revision, channel, address, account_id, 'due', 0, $2, $2 from given
        on conflict do nothing
        returning id
      )
      insert into delivery (id, alert_id, alert_revision, channel, address, account_id, kind, correction, answers, about,
        state, tries, due_at, made_at)
      select gen_random_uuid(), u.alert_id, u.alert_revision, g.channel, g.address, g.account_id, u.kind, u.correction, g.id,
        u.about, 'due', 0, $2, $2
      from given g join owed o on o.id = g.id
      join delivery u on u.answers = g.instead and u.alert_id = g.alert_id and u.kind = 'update'
      on conflict do nothing`,
    values: [contactIds, now],
  }
}

/**
 * Ends what waits in vain: what could not be told in time is given up; what nobody is left to be told, and what corrects
 * something that was never told, is withdrawn.
 */
export function endOldDeliveries(now: Instant, since: Instant): Statement {
  return {
    name: 'end-old-deliveries',
    text: `
      update delivery d set lease_until = null,
        state = case when why.withdrawn then 'withdrawn' else 'dead' end,
        last_error = case when why.withdrawn then d.last_error else coalesce(d.last_error, 'It could not be told in time') end
      from (
        select d.id, (o.id is not null and o.state in ('dead', 'withdrawn')) or c.id is null or not c.enabled or a.disabled
          as withdrawn
        from delivery d
        left join delivery o on o.id = d.answers
        left join contact c on c.id::text = d.address
        left join account a on a.id = c.account_id
        where d.state = 'due' and d.channel <> 'page' and (d.lease_until is null or d.lease_until <= $1)
          and (d.made_at <= $2 or o.state in ('dead', 'withdrawn') or c.id is null or not c.enabled or a.disabled)
        limit 1000
      ) why
      where d.id = why.id
      returning d.id`,
    values: [now, since],
  }
}

/** How much waits outside the page, and how much was given up lately. */
export interface Stuck {
  /** Due for longer than it should take. */
  readonly late: number
  /** Given up since a moment. */
  readonly dead: number
}

/** What is due since before `lateSince`, and what was given up of what is owed since `deadSince`. */
export function stuckDeliveries(lateSince: Instant, deadSince: Instant): Statement {
  return {
    name: 'stuck-deliveries',
    text: `
      select count(*) filter (where state = 'due' and made_at <= $1)::int as late,
        count(*) filter (where state = 'dead')::int as dead
      from delivery where state in ('due', 'dead') and channel <> 'page' and made_at > $2`,
    values: [lateSince, deadSince],
  }
}
