import type {
  Actor,
  Alert,
  AlertDeliveryKind,
  Correction,
  Incident,
  Instant,
  Language,
  OutsideChannel,
  ReportDeliveryKind,
  Role,
  RuleCount,
  SitrepState,
  WebhookFormat,
} from '@cordon/alerts'
import { alertOf } from './alert-body.js'
import { isHeardBy } from './audience.js'

/**
 * What a delivery tells, of its row's alias and that of its alert: one revision of an incident; what has come at one moment
 * of what happened, whether it stands for itself or is merged; or one report.
 */
export function subjectOf(d: string, a: string): string {
  return `case when ${d}.sitrep_id is not null then ${d}.sitrep_id::text
    when ${d}.kind = 'alert' then concat_ws(' ', ${a}.incident_id, ${a}.body->>'incidentRevision')
    else concat_ws(' ', 'corrected', extract(epoch from ${d}.made_at), coalesce((
      select v.body->>'mergedInto' from incident_revision v
      where v.incident_id = (${d}.about->'known'->>'incidentId')::uuid
        and v.revision = (${d}.about->'known'->>'revision')::int
    ), ${d}.about->'known'->>'incidentId'))
  end`
}

/**
 * What it takes to send: of a delivery `t`, its alert `a` where it tells of one, and its contact method `f` with the role
 * of its owner. Whose a report is says a role alone.
 */
export const claimedColumns = `t.id, t.kind, t.channel, f.id as "contactId", t.tries, t.letter as "letterId", t.answers, t.about,
  case when t.answers is null then '[]'::jsonb else (
    select coalesce(jsonb_agg(jsonb_build_object('key', coalesce(e.letter, e.id),
      'ms', floor(extract(epoch from e.made_at) * 1000)) order by e.correction, e.made_at, e.id), '[]'::jsonb)
    from delivery e where e.alert_id = t.alert_id and e.address = t.address and e.state = 'sent' and e.id <> t.id
      and e.correction < t.correction
  ) end as earlier,
  ${subjectOf('t', 'a')} as subject,
  case when t.kind = 'alert' then (
    select jsonb_build_object('place', v.body->'place', 'reason', null, 'count', r.body->'count', 'into', null,
      'still', false)
    from incident_revision v
    left join rule_version r on r.rule_id = a.rule_id and r.version = a.rule_version
    where v.incident_id = a.incident_id and v.revision = (a.body->>'incidentRevision')::int
  ) when t.sitrep_id is null then (
    select jsonb_build_object('place', null, 'reason', v.body->'reason', 'count', null, 'into', (
        select jsonb_build_object('title', s.body->'title', 'severity', s.body->'severity')
        from incident i join incident_revision s on s.incident_id = i.id and s.revision = i.revision
        where i.id = (v.body->>'mergedInto')::uuid
      ), 'still', exists (
        select from alert b join delivery e on e.alert_id = b.id and e.address = t.address and e.state = 'sent'
        where b.incident_id in (a.incident_id, v.incident_id, (v.body->>'mergedInto')::uuid) and e.kind = 'alert'
          and b.body->'exercise' = a.body->'exercise'
          and (select l.kind from delivery l where l.alert_id = b.id and l.address = t.address and l.made_at <= t.made_at
            order by l.correction desc limit 1) <> 'cancel'
      ))
    from incident_revision v where v.incident_id = (t.about->'known'->>'incidentId')::uuid
      and v.revision = (t.about->'known'->>'revision')::int
  ) end as said,
  t.made_at as "madeAt", ${alertOf('a')} as alert, t.sitrep_id as "sitrepId", t.sitrep_id is not null as "isAlone",
  case when t.sitrep_id is not null then (select s.state from sitrep s where s.id = t.sitrep_id) end as "sitrepState",
  f.sealed, f.format, f.language, f.failures, f.role,
  (t.sitrep_id is not null or ${isHeardBy('a.audience', 'f.account_id')}) as "isSeen"`

/** A message that was sent: its key, and the milliseconds at which what it told was owed. */
export interface EarlierRow {
  readonly key: string
  readonly ms: number
}

/** A delivery that this node has taken on until its lease ends, with all that it takes to send it. */
export type Claimed = ClaimedAlert | ClaimedReport

/** One that tells of an alert. */
export interface ClaimedAlert extends ClaimedAny {
  readonly kind: AlertDeliveryKind
  readonly sitrepId: null
  readonly alert: Alert
  readonly about: Correction | null
  /** Null where the revision that it tells of was taken into the archive. */
  readonly said: Said | null
}

/** What an alert does not say of its incident and its rule, of the revision that is told. */
export interface Said {
  /** As reported; null in corrections, which say it themselves. */
  readonly place: string | null
  /** Why that revision was made; null in what tells of an alert first. */
  readonly reason: string | null
  /** How many of what the rule asks for have to come within how long; null where one is enough, and in corrections. */
  readonly count: RuleCount | null
  /** The incident that stands for it, where it is merged. */
  readonly into: Pick<Incident, 'title' | 'severity'> | null
  /** Whether something else that the same address was told of what happened still holds. */
  readonly still: boolean
}

/** One that tells of a report, which is read when it is sent: it is long, and the same for all whom it is sent to. */
export interface ClaimedReport extends ClaimedAny {
  readonly kind: ReportDeliveryKind
  readonly sitrepId: string
  readonly sitrepState: SitrepState
  readonly about: SentBy
}

/** Who has a report sent. */
export interface SentBy {
  readonly by: Actor
}

interface ClaimedAny {
  readonly id: string
  readonly channel: OutsideChannel
  readonly contactId: string
  readonly tries: number
  readonly letterId: string | null
  readonly answers: string | null
  /** What the same address was told before of the same alert, for what corrects it; the oldest first. */
  readonly earlier: readonly EarlierRow[]
  readonly madeAt: Instant
  /** The same for whatever tells the same: one revision of an incident, what has come of it at one moment, or one report. */
  readonly subject: string
  readonly isAlone: boolean
  readonly sealed: string
  readonly format: WebhookFormat | null
  readonly language: Language
  readonly failures: number
  readonly role: Role
  /** Whether the owner of the contact may still see what it tells of, as far as that hangs on whose it is. */
  readonly isSeen: boolean
}
