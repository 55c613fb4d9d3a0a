import type { Instant, Team } from '@cordon/alerts'
import type { Statement } from '../database.js'

const columns = `t.id, t.revision, t.name, t.ended, coalesce((
  select json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name_key, a.id)
  from team_member m join account a on a.id = m.account_id where m.team_id = t.id), '[]') as members`

/** All teams, by name; those that have ended are last. */
export function allTeams(): Statement {
  return { name: 'all-teams', text: `select ${columns} from team t order by t.ended, t.name_key, t.id`, values: [] }
}

/** The teams that an account is in. */
export function teamsOfAccount(accountId: string): Statement {
  return {
    name: 'teams-of-account',
    text: `
      select ${columns} from team t
      where exists (select from team_member m where m.team_id = t.id and m.account_id = $1)
      order by t.ended, t.name_key, t.id`,
    values: [accountId],
  }
}

/** One team, locked until the transaction ends; the head of the feed is taken first. */
export function teamForChange(id: string): Statement {
  return {
    name: 'team-for-change',
    text: `select ${columns} from team t where t.id = $1 for update of t`,
    values: [id],
  }
}

/** Whether another team that has not ended bears a name already: a row where one does. */
export function teamNamed(nameKey: string, butId: string): Statement {
  return {
    name: 'team-named',
    text: `select id from team where name_key = $1 and not ended and id <> $2`,
    values: [nameKey, butId],
  }
}

/** A team that takes zones, with an account in it: a row where there is one. */
export function openTeamWith(id: string, accountId: string): Statement {
  return {
    name: 'open-team-with',
    text: `
      select t.id from team t join team_member m on m.team_id = t.id
      where t.id = $1 and m.account_id = $2 and not t.ended`,
    values: [id, accountId],
  }
}

/** Which of some accounts are in a team. */
export function membersAmong(teamId: string, accountIds: readonly string[]): Statement {
  return {
    name: 'members-among',
    text: `select account_id as id from team_member where team_id = $1 and account_id = any($2::uuid[])`,
    values: [teamId, accountIds],
  }
}

const saveSql = `
  with head as (
    update change_head set seq = seq + cardinality($7::uuid[]),
      access = case when cardinality($7::uuid[]) > 0 then seq + cardinality($7::uuid[]) else access end
    returning seq - cardinality($7::uuid[]) as base
  ),
  saved as (
    insert into team (id, revision, name, name_key, ended, created_at, created_by)
    values ($1, $2::int, $3, $4, $5::boolean, $8::timestamptz, $9)
    on conflict (id) do update set revision = excluded.revision, name = excluded.name, name_key = excluded.name_key,
      ended = excluded.ended
  ),
  gone as (
    delete from team_member where team_id = $1 and account_id <> all($6::uuid[])
  ),
  come as (
    insert into team_member (account_id, team_id, since) select it, $1::uuid, $8::timestamptz from unnest($6::uuid[]) it
    on conflict do nothing
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at)
    select base + n, 'access', $1::uuid, $2::int, 'user:' || it, $8::timestamptz
    from unnest($7::uuid[]) with ordinality told(it, n), head
  )
  select base from head`

export interface TeamSaving {
  readonly nameKey: string
  /** Accounts that see something else from now on: each of them is told to look anew. */
  readonly concerns: readonly string[]
  readonly now: Instant
  readonly by: string
}

/** Stores a team with its members. What was told to somebody before is not gone on with, whoever comes back later. */
export function saveTeam(team: Team, { nameKey, concerns, now, by }: TeamSaving): Statement {
  const { id, revision, name, ended, members } = team
  const values = [id, revision, name, nameKey, ended, members.map((it) => it.id), concerns, now, by]
  return { name: 'save-team', text: saveSql, values }
}
