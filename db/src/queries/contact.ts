import type { Contact, ContactChoice, Instant, Severity, TellingWay } from '@cordon/alerts'
import type { Statement } from '../database.js'

const columns = `id, account_id as "accountId", channel, format, label, shown, place, enabled, exercises, language,
  verified_at as "verifiedAt", gone_at as "goneAt", failures, paused_until as "pausedUntil"`

/** A contact method with its sealed address. */
export interface SealedContact extends Contact {
  readonly sealed: string
}

/** The contact methods of an account, in order. */
export function contactsOf(accountId: string): Statement {
  return {
    name: 'contacts-of',
    text: `select ${columns} from contact where account_id = $1 order by place, id`,
    values: [accountId],
  }
}

/** A contact method of an account, locked until the transaction ends. */
export function contactForChange(id: string, accountId: string): Statement {
  return {
    name: 'contact-for-change',
    text: `select ${columns}, sealed from contact where id = $1 and account_id = $2 for update`,
    values: [id, accountId],
  }
}

export type NewContact = Pick<
  SealedContact,
  'id' | 'accountId' | 'channel' | 'format' | 'shown' | 'sealed' | 'verifiedAt'
> &
  ContactChoice & { readonly createdAt: Instant; readonly most: number }

/** Adds a contact method behind the others of its account; no row where there is no room for another. */
export function addContact({ id, accountId, channel, format, label, shown, sealed, ...more }: NewContact): Statement {
  return {
    name: 'add-contact',
    text: `
      insert into contact (id, account_id, channel, format, label, shown, sealed, place, enabled, exercises, created_at,
        verified_at, language)
      select $1::uuid, $2::uuid, $3, $4, $5, $6, $7, coalesce(max(place), 0) + 1, $8::boolean, $9::boolean, $10::timestamptz,
        $12::timestamptz, $13
      from contact where account_id = $2 having count(*) < $11
      returning ${columns}`,
    values: [
      ...[id, accountId, channel, format, label, shown, sealed],
      ...[more.enabled, more.exercises, more.createdAt, more.most, more.verifiedAt, more.language],
    ],
  }
}

/** Changes what its owner says of a contact method; one that is switched on again is asked anew. */
export function changeContact(id: string, { label, enabled, exercises, language }: ContactChoice): Statement {
  return {
    name: 'change-contact',
    text: `
      update contact set label = $2, enabled = $3, exercises = $4, language = $5,
        gone_at = case when $3 then null else gone_at end, failures = 0, paused_until = null
      where id = $1 returning ${columns}`,
    values: [id, label, enabled, exercises, language],
  }
}

/** Seals what is kept of an address anew. */
export function sealContact(id: string, sealed: string): Statement {
  return { name: 'seal-contact', text: `update contact set sealed = $2 where id = $1`, values: [id, sealed] }
}

/** Puts the contact methods of an account into an order; what it does not name keeps its place. */
export function orderContacts(accountId: string, ids: readonly string[]): Statement {
  return {
    name: 'order-contacts',
    text: `
      update contact c set place = o.place from unnest($2::uuid[]) with ordinality as o(id, place)
      where c.id = o.id and c.account_id = $1`,
    values: [accountId, ids],
  }
}

const toldToNobody = `
  update delivery set state = 'withdrawn', last_error = 'The contact method was removed'
  where state = 'due' and channel <> 'page'`

/** What is due to the contact methods of somebody, which are about to go, is told to nobody. */
export function withdrawDue(accountId: string): Statement {
  return {
    name: 'withdraw-due',
    text: `${toldToNobody} and address in (select id::text from contact where account_id = $1::uuid)`,
    values: [accountId],
  }
}

/** Lets go of a contact method; what was due there is told to nobody. */
export function dropContact(id: string, accountId: string): Statement {
  return {
    name: 'drop-contact',
    text: `
      with gone as (delete from contact where id = $1 and account_id = $2 returning id),
      left_over as (${toldToNobody} and address = $1::text and exists (select from gone))
      select id from gone`,
    values: [id, accountId],
  }
}

export interface CodeToSend {
  readonly id: string
  readonly accountId: string
  readonly codeHash: string
  readonly now: Instant
  /** No code was sent after this. */
  readonly before: Instant
  /** How many codes are sent to one address in all until one is typed in. */
  readonly most: number
}

/** Keeps the code that is about to be sent to a contact method; no row where another was sent just now. */
export function keepCode({ id, accountId, codeHash, now, before, most }: CodeToSend): Statement {
  return {
    name: 'keep-code',
    text: `
      update contact set code_hash = $3, code_at = $4, code_tries = 0, codes = codes + 1
      where id = $1 and account_id = $2 and (code_at is null or code_at <= $5) and codes < $6
      returning ${columns}, sealed`,
    values: [id, accountId, codeHash, now, before, most],
  }
}

export interface CodeTyped {
  readonly id: string
  readonly accountId: string
  readonly codeHash: string
  readonly now: Instant
  /** A code that was sent before this holds no more. */
  readonly since: Instant
  /** How many wrong ones a code survives. */
  readonly most: number
}

/** Marks a contact method as verified where the code is right; a wrong one counts. Gives it as it is then. */
export function typeCode({ id, accountId, codeHash, now, since, most }: CodeTyped): Statement {
  return {
    name: 'type-code',
    text: `
      update contact set
        verified_at = case when code_hash = $3 and code_tries < $6 and code_at > $5 then $4 else verified_at end,
        codes = case when code_hash = $3 and code_tries < $6 and code_at > $5 then 0 else codes end,
        code_hash = case when code_hash = $3 and code_tries < $6 and code_at > $5 then null else code_hash end,
        code_tries = code_tries + 1
      where id = $1 and account_id = $2 returning ${columns}`,
    values: [id, accountId, codeHash, now, since, most],
  }
}

/** What somebody wants to be told of a zone outside the page. */
export interface SubscriptionRow {
  readonly zoneId: string
  readonly zoneName: string
  readonly minSeverity: Severity | null
  readonly how: TellingWay
}

/** What an account is told of, by the name of the zone; zones that it may see no more are left out. */
export function subscriptionsOf(accountId: string, audiences: readonly string[]): Statement {
  return {
    name: 'subscriptions-of',
    text: `
      select s.zone_id as "zoneId", z.name as "zoneName", s.min_severity as "minSeverity", s.how
      from subscription s join zone z on z.id = s.zone_id
      where s.account_id = $1 and not z.archived and z.audience = any($2::text[])
      order by z.name, z.id`,
    values: [accountId, audiences],
  }
}

export interface Subscribing extends Omit<SubscriptionRow, 'zoneName'> {
  readonly accountId: string
  /** Least rank that is told; 0 is anything. */
  readonly minRank: number
  /** The audiences that the account belongs to. */
  readonly audiences: readonly string[]
}

/** Tells an account of a zone from now on; no row where it may not see that zone. */
export function subscribe({ zoneId, accountId, minSeverity, minRank, how, audiences }: Subscribing): Statement {
  return {
    name: 'subscribe',
    text: `
      insert into subscription (zone_id, account_id, min_severity, min_rank, how)
      select z.id, $2::uuid, $3, $4::int, $5 from zone z
      where z.id = $1 and not z.archived and z.audience = any($6::text[])
      on conflict (zone_id, account_id)
        do update set min_severity = excluded.min_severity, min_rank = excluded.min_rank, how = excluded.how
      returning zone_id as "zoneId"`,
    values: [zoneId, accountId, minSeverity, minRank, how, audiences],
  }
}

/** Tells an account of a zone no more; no row where it was not told. */
export function unsubscribe(zoneId: string, accountId: string): Statement {
  return {
    name: 'unsubscribe',
    text: `delete from subscription where zone_id = $1 and account_id = $2 returning zone_id`,
    values: [zoneId, accountId],
  }
}

/** A contact method that an escalation may call. */
export type Callable = Pick<Contact, 'id' | 'accountId' | 'channel' | 'exercises'>

/** The contact methods of accounts on some channels that can be used. */
export function callables(accountIds: readonly string[], channels: readonly string[]): Statement {
  return {
    name: 'callables',
    text: `
      select id, account_id as "accountId", channel, exercises from contact
      where account_id = any($1::uuid[]) and channel = any($2::text[]) and enabled and verified_at is not null
        and gone_at is null
      order by account_id, place`,
    values: [accountIds, channels],
  }
}

/** The accounts that are told of a zone outside the page. */
export function subscribersOf(zoneId: string): Statement {
  return {
    name: 'subscribers-of',
    text: `
      select s.account_id as id from subscription s join account a on a.id = s.account_id
      where s.zone_id = $1 and not a.disabled`,
    values: [zoneId],
  }
}
