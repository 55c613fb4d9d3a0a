import type { AuditKind } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { alertOf } from './alert-body.js'

/** A thing that is still there, with its name as it is now. */
export interface AuditedRow {
  readonly kind: AuditKind
  readonly id: string
  readonly name: string
  /** The zone of a rule, in which it is shown. */
  readonly zoneId: string | null
}

/** What a reader of the audit log may be told the names of. */
export interface AuditReading {
  readonly audiences: readonly string[]
  /** Whether every team is theirs to know. */
  readonly teams: boolean
}

/** Of the things with these ids, those that are there and that the reader may see; a source’s id is its name. */
export function auditedThings(
  { uuids, names }: { readonly uuids: readonly string[]; readonly names: readonly string[] },
  { audiences, teams }: AuditReading,
): Statement {
  return {
    name: 'audited-things',
    text: `
      select 'zone' as kind, z.id::text, z.name, null::text as "zoneId" from zone z
      where z.id = any($1::uuid[]) and z.audience = any($2::text[])
      union all
      select 'rule', r.id::text, v.body->>'name', r.zone_id::text from rule r
      join rule_version v on v.rule_id = r.id and v.version = r.version join zone z on z.id = r.zone_id
      where r.id = any($1::uuid[]) and z.audience = any($2::text[])
      union all
      select 'calendar', c.id::text, c.body->>'name', null from calendar c
      where c.id = any($1::uuid[]) and not c.archived and c.audience = any($2::text[])
      union all
      select 'incident', i.id::text, v.body->>'title', null from incident i
      join incident_revision v on v.incident_id = i.id and v.revision = i.revision where i.id = any($1::uuid[])
      union all
      select 'alert', a.id::text, ${alertOf('a')}->>'incidentTitle', null from alert a
      where a.id = any($1::uuid[]) and a.audience = any($2::text[])
      union all
      select 'feed', f.id::text, f.content->>'name', null from feed f where f.id = any($1::uuid[]) and not f.removed
      union all
      select 'source', s.id, s.name, null from source s where s.id = any($3::text[])
      union all
      select 'sitrep', s.id::text, s.body->>'title', null from sitrep s where s.id = any($1::uuid[])
      union all
      select 'account', a.id::text, a.name, null from account a where a.id = any($1::uuid[])
      union all
      select 'team', t.id::text, t.name, null from team t
      where t.id = any($1::uuid[]) and ($4::boolean or 'team:' || t.id = any($2::text[]))`,
    values: [uuids, audiences, names, teams],
  }
}
