import type { Counted } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** An incident that counts for a rule, at one of its revisions. */
export interface CountedRow {
  readonly ruleId: string
  readonly ruleVersion: number
  readonly incidentId: string
  readonly revision: number
  /** When it happened. */
  readonly at: string
}

/** Around when what counts for a version of a rule is asked for; `n` numbers the questions. */
export interface CountQuestion extends Pick<CountedRow, 'ruleId' | 'ruleVersion' | 'at'> {
  readonly n: number
  readonly withinMinutes: number
}

/** What counts, for one of the questions. */
export type CountAnswer = Counted & { readonly n: number }

/** More than a rule may ask for, and no more than is read at once. */
const most = 500

// A row tells of one revision; where a later one was held against the rules and did not count, it counts no more.
const countedSql = `
  select k.n, c.incident_id as "incidentId", c.at, exists (
      select from alert a
      where a.incident_id = c.incident_id and a.rule_id is not distinct from c.rule_id
        and a.rule_version = c.rule_version
    ) as told
  from jsonb_to_recordset($1::jsonb) as k(n int, "ruleId" uuid, "ruleVersion" int, at timestamptz, "withinMinutes" float8)
  cross join lateral (
    select c.* from counted c
    where c.rule_id = k."ruleId" and c.rule_version = k."ruleVersion"
      and c.at >= k.at - k."withinMinutes" * interval '1 minute'
      and c.at <= k.at + k."withinMinutes" * interval '1 minute'
      and not exists (
        select from incident_revision r
        where r.incident_id = c.incident_id and r.revision > c.revision and r.decisions is not null
      )
    order by c.at desc limit ${most}
  ) c
  order by k.n, c.at`

/** What counts for rules around some times, each with whether the rule has told of it. */
export function countedAround(questions: readonly CountQuestion[]): Statement {
  return { name: 'counted-around', text: countedSql, values: [JSON.stringify(questions)] }
}
