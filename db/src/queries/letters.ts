import type { Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { claimedColumns, subjectOf } from './claimed.js'
import { mayBegin } from './outbox.js'

/** Deliveries that are told in one message, under one key. */
export interface LetterRow {
  readonly key: string
  readonly ids: readonly string[]
}

/** Puts deliveries into their messages, before any is sent: what bears a key tells the same at each try. */
export function joinLetters(letters: readonly LetterRow[]): Statement {
  return {
    name: 'join-letters',
    text: `
      update delivery d set letter = l.key
      from jsonb_to_recordset($1::jsonb) as l(key uuid, ids uuid[])
      where d.id = any(l.ids)`,
    values: [JSON.stringify(letters)],
  }
}

/**
 * Takes on the rest of messages of which something was taken on: what was told in one with it, or, where it was in none
 * yet, what tells the same.
 */
export function claimRestOfLetters(ids: readonly string[], now: Instant, leaseUntil: Instant): Statement {
  return {
    name: 'claim-rest-of-letters',
    text: `
      with taken as (
        update delivery d set lease_until = $3, tries = d.tries + 1
        from (
          select r.id
          from delivery l left join alert la on la.id = l.alert_id
          join delivery r on r.address = l.address
          left join alert ra on ra.id = r.alert_id
          where l.id = any($1::uuid[]) and r.state = 'due' and r.channel <> 'page'
            and (r.lease_until is null or r.lease_until <= $2)
            and (r.letter = l.letter or l.letter is null and r.letter is null and r.sitrep_id is null and r.due_at <= $2
              and ${mayBegin('r')} and ${subjectOf('r', 'ra')} = ${subjectOf('l', 'la')})
          for update of r skip locked
        ) it
        where d.id = it.id returning d.*
      )
      select ${claimedColumns}
      from taken t left join alert a on a.id = t.alert_id
      join (select c.*, p.role from contact c join account p on p.id = c.account_id) f
        on f.id::text = t.address
      order by t.made_at, t.id`,
    values: [ids, now, leaseUntil],
  }
}

const isUnsent = (d: string) => `${d}.channel <> 'page' and (${d}.state = 'dead'
  or ${d}.state = 'due' and (${d}.lease_until is null or ${d}.lease_until <= $3))`
const isShown = (d: string) => `case when ${d}.sitrep_id is not null then $4::boolean
  else exists (select from alert a where a.id = ${d}.alert_id and a.audience = any($2::text[])) end`

/**
 * Owes a delivery that was given up anew, under its old key, with all else that was told in one message with it, and what
 * corrects it; what waits for its next try is tried now. No row where it is neither, is under way, or tells of what
 * whoever asks may not see.
 */
export function resendDelivery(
  id: string,
  {
    audiences,
    reports,
    now,
  }: { readonly audiences: readonly string[]; readonly reports: boolean; readonly now: Instant },
): Statement {
  return {
    name: 'resend-delivery',
    text: `
      with asked as (
        select d.id, d.address, d.letter from delivery d where d.id = $1 and ${isUnsent('d')} and ${isShown('d')}
      ),
      again as (
        update delivery d set state = 'due', due_at = $3, lease_until = null,
          tries = case d.state when 'dead' then 0 else d.tries end,
          made_at = case d.state when 'dead' then $3::timestamptz else d.made_at end
        from asked
        where d.address = asked.address and (d.id = asked.id or d.letter = asked.letter) and ${isUnsent('d')}
        returning d.id, d.address
      ),
      corrections as (
        update delivery d set state = 'due', tries = 0, due_at = $3, made_at = $3 from again
        where d.address = again.address and d.answers = again.id and d.state = 'withdrawn'
      ),
      awake as (
        update contact c set paused_until = null from again where c.id::text = again.address
      )
      select id from again where id = $1`,
    values: [id, audiences, now, reports],
  }
}
