import type { Clearing, Correction, IncidentStatus, Instant, OutsideChannel } from '@cordon/alerts'
import type { Statement } from '../database.js'

/**
 * What an address was told of an alert, as far as it is corrected: what tells it, and since the alert was last told
 * as it was raised, as each call of an escalation tells it, the last update and whether it holds. What is cancelled is told
 * as it was: what its incident has become is not.
 */
export interface ToldOutside {
  readonly alertId: string
  /** What its incident was when it was raised. */
  readonly status: IncidentStatus
  /** The last message that told it as it was raised, of those that were not given up. */
  readonly answers: string
  readonly channel: OutsideChannel
  readonly address: string
  readonly accountId: string
  readonly about: Correction | null
  /** Why it holds no more, as far as that was told. */
  readonly clearing: Clearing | null
}

/** Of the last such correction `e` since the alert was last told as it was raised. */
const lastSince = (which: string, what: string) => `(
  select ${what} from delivery e
  where e.alert_id = d.alert_id and e.channel = d.channel and e.address = d.address and e.answers is not null and ${which}
    and e.made_at >= max(d.made_at) filter (where d.answers is null)
  order by e.correction desc, e.made_at desc limit 1
)`

/** Whom alerts were told outside the page, or are about to be. */
export function toldOutside(alertIds: readonly string[]): Statement {
  return {
    name: 'told-outside',
    text: `
      select d.alert_id as "alertId", d.channel, d.address, d.account_id as "accountId",
        (array_agg(d.id order by d.state in ('dead', 'withdrawn'), d.made_at desc, d.id desc)
          filter (where d.answers is null))[1] as answers,
        ${lastSince("e.kind = 'update'", 'e.about')} as about,
        ${lastSince('true', "e.about->'known'->>'clearing'")} as clearing, r.body->>'status' as status
      from delivery d
      join alert a on a.id = d.alert_id
      join incident_revision r on r.incident_id = a.incident_id and r.revision = (a.body->>'incidentRevision')::int
      where d.alert_id = any($1::uuid[]) and d.channel <> 'page'
      group by d.alert_id, d.channel, d.address, d.account_id, r.incident_id, r.revision
      having bool_or(d.answers is null and d.state <> 'withdrawn')`,
    values: [alertIds],
  }
}

export interface CorrectionRow extends Omit<ToldOutside, 'about' | 'clearing' | 'status'> {
  readonly id: string
  readonly alertRevision: number
  /** Position in the feed of the revision that it tells of. */
  readonly correction: number
  readonly about: Correction
}

/** Owes corrections; one that is owed already is not owed twice. What they wait behind is tried now. */
export function oweCorrections(rows: readonly CorrectionRow[], now: Instant): Statement {
  return {
    name: 'owe-corrections',
    text: `
      with r as (
        select * from jsonb_to_recordset($1::jsonb) as r(id uuid, "alertId" uuid, "alertRevision" int, channel text,
          address text, "accountId" uuid, correction bigint, answers uuid, about jsonb)
      ),
      before as (
        update delivery d set due_at = $2 from r
        join alert one on one.id = r."alertId" join alert any_of on any_of.incident_id = one.incident_id
        where d.alert_id = any_of.id and d.address = r.address and d.state = 'due' and d.answers is not null
          and d.due_at > $2 and (d.lease_until is null or d.lease_until <= $2)
      )
      insert into delivery (id, alert_id, alert_revision, channel, address, account_id, kind, correction, answers, about,
        state, tries, due_at, made_at)
      select r.id, r."alertId", r."alertRevision", r.channel, r.address, r."accountId", r.about->>'kind', r.correction,
        r.answers, r.about, 'due', 0, $2, $2
      from r
      on conflict do nothing`,
    values: [JSON.stringify(rows), now],
  }
}
