import type { Silence } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Something that a silence has kept back. */
export interface SilencedRow {
  readonly silenceId: string
  readonly incidentId: string
  readonly ruleId: string
  readonly revision: number
}

const saveSql = `
  with head as (
    update change_head set seq = seq + 1, watch = seq + 1 returning seq
  ),
  saved as (
    insert into silence (id, seq, zone_id, ends_at, body)
    select ($1::jsonb->>'id')::uuid, seq, ($1::jsonb->>'zoneId')::uuid,
      coalesce(($1::jsonb->>'endedAt')::timestamptz, ($1::jsonb->>'until')::timestamptz),
      $1::jsonb || jsonb_build_object('seq', seq)
    from head
    on conflict (id) do update set seq = excluded.seq, ends_at = excluded.ends_at, body = excluded.body
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select seq, 'silence', ($1::jsonb->>'id')::uuid, ($1::jsonb->>'revision')::int, $2, $3::timestamptz,
      $1::jsonb || jsonb_build_object('seq', seq)
    from head
  )
  select seq from head`

interface Saving {
  /** Who may see its zone. */
  readonly audience: string
  readonly now: string
}

/** Stores a silence as it begins or as it is now. What was measured before is measured anew, as after a change of a rule. */
export function saveSilence(silence: Silence, { audience, now }: Saving): Statement {
  return { name: 'save-silence', text: saveSql, values: [JSON.stringify(silence), audience, now] }
}

/** Locks a silence until the transaction ends; read it afterwards. */
export function lockSilence(id: string): Statement {
  return { name: 'lock-silence', text: `select from silence where id = $1 for update`, values: [id] }
}

export interface SilenceRow {
  readonly body: Silence
}

export function silenceById(id: string): Statement {
  return { name: 'silence-by-id', text: `select body from silence where id = $1`, values: [id] }
}

/** The silences of a zone that ended after a time or are on. */
export function silencesOfZone(zoneId: string, since: string): Statement {
  return {
    name: 'silences-of-zone',
    text: `select body from silence where zone_id = $1 and ends_at > $2::timestamptz order by ends_at, id`,
    values: [zoneId, since],
  }
}

/** A silence with what it speaks of and how much it has kept back. */
export interface SilenceWithCount extends SilenceRow {
  readonly zoneName: string
  /** Null where it is of every rule. */
  readonly ruleName: string | null
  /** Incidents that somebody would have been told of. */
  readonly hidden: number
}

/** The silences that ended after a time or are on, of zones that some audiences see; the last to end first. */
export function silencesVisible(
  audiences: readonly string[],
  { since, limit }: { readonly since: string; readonly limit: number },
) {
  const values = [audiences, since, limit]
  const text = `
    select s.body, z.name as "zoneName", v.body->>'name' as "ruleName",
      (select count(distinct h.incident_id)::int from silenced h where h.silence_id = s.id) as hidden
    from silence s
    join zone z on z.id = s.zone_id
    left join rule r on r.id = (s.body->>'ruleId')::uuid
    left join rule_version v on v.rule_id = r.id and v.version = r.version
    where s.ends_at > $2::timestamptz and not z.archived and z.audience = any($1::text[])
    order by s.ends_at desc, s.id limit $3`
  return { name: 'silences-visible', text, values } satisfies Statement
}

/** The incidents that a silence has kept back, as they are now, the latest first. */
export function incidentsSilenced(silenceId: string, limit: number): Statement {
  return {
    name: 'incidents-silenced',
    text: `
      select v.body
      from (
        select incident_id, max(at) as at from silenced where silence_id = $1 group by incident_id
        order by max(at) desc, incident_id limit $2
      ) h
      join incident i on i.id = h.incident_id
      join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      order by h.at desc, i.id`,
    values: [silenceId, limit],
  }
}
