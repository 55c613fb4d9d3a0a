import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Teams, and who is in them. Who sees a zone stands beside it as one word, the audience, as it does beside alerts and
 * changes: whatever is asked for by somebody is asked for by the audiences that they belong to.
 */
export class Teams1769200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table zone drop column audience')
    await runner.query('drop table team_member, team')
  }
}

const statements = [
  `create table team (
    id uuid primary key,
    revision int not null,
    name text not null,
    name_key text not null,
    ended boolean not null,
    created_at timestamptz not null,
    created_by text not null
  )`,
  `create unique index team_name on team (name_key) where not ended`,
  `create table team_member (
    account_id uuid not null references account (id) on delete cascade,
    team_id uuid not null references team (id) on delete cascade,
    since timestamptz not null,
    primary key (account_id, team_id)
  )`,
  `create index team_member_team on team_member (team_id)`,
  `alter table zone add column audience text`,
  `update zone set audience = case when visibility = 'public' then 'all' else 'user:' || owner_id end`,
  `alter table zone alter column audience set not null`,
]
