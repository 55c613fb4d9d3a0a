import type { Instant, Language, Role } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { claimedColumns } from './claimed.js'

/** A feed of alerts with all that it takes to say whether it may be read. */
export interface AlertFeedRow {
  readonly id: string
  readonly accountId: string
  readonly accountName: string
  readonly role: Role
  readonly label: string
  readonly language: Language
  readonly sealed: string
  readonly createdAt: Instant
  /** When it was tried out last, and the key of that message; null where it never was. */
  readonly testedAt: Instant | null
  readonly testedKey: string | null
}

/** A feed that is in use, of somebody who is; no row where there is none. */
export function alertFeed(id: string): Statement {
  return {
    name: 'alert-feed',
    text: `
      select c.id, c.account_id as "accountId", a.name as "accountName", a.role, c.label, c.language, c.sealed,
        c.created_at as "createdAt", c.tested_at as "testedAt", c.tested_key as "testedKey"
      from contact c join account a on a.id = c.account_id
      where c.id = $1 and c.channel = 'feed' and c.enabled and not a.disabled`,
    values: [id],
  }
}

/** What a feed was told, the latest first; of one delivery alone where it is named. */
export function alertFeedMessages(id: string, { most, only }: { most: number; only: string | null }): Statement {
  const named = only === null ? '' : 'and d.id = $3'
  return {
    name: only === null ? 'alert-feed-messages' : 'alert-feed-message',
    text: `
      select ${claimedColumns}
      from (
        select d.* from delivery d
        where d.address = $1 and d.channel = 'feed' and d.state = 'sent' ${named}
        order by d.due_at desc, d.id desc limit $2
      ) t
      join alert a on a.id = t.alert_id
      join (select c.*, p.role from contact c join account p on p.id = c.account_id) f on f.id::text = t.address
      order by t.due_at desc, t.id desc`,
    values: only === null ? [id, most] : [id, most, only],
  }
}

/** Records that a feed was tried out, so that its readers find that. */
export function keepFeedTest(id: string, { key, at }: { readonly key: string; readonly at: Instant }): Statement {
  return {
    name: 'keep-feed-test',
    text: `update contact set tested_key = $2, tested_at = $3 where id = $1`,
    values: [id, key, at],
  }
}
