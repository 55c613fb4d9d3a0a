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
  /** What is played counts beside what is played alone. */
  readonly exercise: boolean
}

/** Around when what counts for a version of a rule is asked for; `n` numbers the questions. */
export interface CountQuestion extends Pick<CountedRow, 'ruleId' | 'ruleVersion' | 'at' | 'exercise'> {
  readonly n: number
  readonly withinMinutes: number
}

/** Up to when, in how many periods that end then, what counts is asked for. */
export interface TrendQuestion extends Pick<CountedRow, 'ruleId' | 'ruleVersion' | 'exercise'> {
  readonly n: number
  readonly now: string
  readonly spanDays: number
  readonly periods: number
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
        and a.rule_version = c.rule_version and (a.body->>'exercise')::boolean = c.exercise
    ) as told
  from jsonb_to_recordset($1::jsonb) as k(n int, "ruleId" uuid, "ruleVersion" int, at timestamptz, exercise boolean,
    "withinMinutes" float8)
  cross join lateral (
    select c.* from counted c
    where c.rule_id = k."ruleId" and c.rule_version = k."ruleVersion" and c.exercise = k.exercise
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

// A rule that is renamed tells of no rise anew. What happened in the same period counts together, but what is in hand, which may count otherwise by the end of the batch.
const trendSql = `
  select k.n, case when c.incident_id = any($2::uuid[]) then c.incident_id end as "incidentId", max(c.at) as at,
    c.told, count(*)::int as many
  from jsonb_to_recordset($1::jsonb)
    as k(n int, "ruleId" uuid, "ruleVersion" int, now timestamptz, exercise boolean, "spanDays" float8, periods int)
  cross join lateral (
    select c.incident_id, c.at, p.period, p.period = 0 and exists (
        select from alert a
        where a.incident_id = c.incident_id and a.rule_id is not distinct from c.rule_id
          and (a.body->>'exercise')::boolean = c.exercise
      ) as told
    from counted c
    cross join lateral (
      select greatest(0, floor(extract(epoch from k.now - c.at) / 86400 / k."spanDays"))::int as period
    ) p
    where c.rule_id = k."ruleId" and c.rule_version = k."ruleVersion" and c.exercise = k.exercise
      and c.at > k.now - k.periods * k."spanDays" * interval '1 day'
      and not exists (
        select from incident_revision r
        where r.incident_id = c.incident_id and r.revision > c.revision and r.decisions is not null
      )
  ) c
  group by k.n, 2, c.period, c.told`

/** What counts for rules that tell of a rise, by period; the incidents in hand one by one. */
export function countedBefore(questions: readonly TrendQuestion[], inHand: readonly string[]): Statement {
  return { name: 'counted-before', text: trendSql, values: [JSON.stringify(questions), inHand] }
}

/** Keeps what counts for a version of a rule from its beginning. */
export function keepCounted(rows: readonly CountedRow[]): Statement {
  return {
    name: 'keep-counted',
    text: `
      insert into counted (rule_id, incident_id, rule_version, revision, at, exercise)
      select "ruleId", "incidentId", "ruleVersion", revision, at, exercise
      from jsonb_to_recordset($1::jsonb)
        as k("ruleId" uuid, "incidentId" uuid, "ruleVersion" int, revision int, at timestamptz, exercise boolean)
      on conflict (rule_id, incident_id) do update
        set rule_version = excluded.rule_version, revision = excluded.revision, at = excluded.at,
          exercise = excluded.exercise`,
    values: [JSON.stringify(rows)],
  }
}
