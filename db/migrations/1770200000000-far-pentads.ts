import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What lies in the cells of the map is counted by pentads, five days of a month, and added up by months once each of its
 * pentads is counted: of a year up to now no more than some days at its ends are left to be read row by row. A month that
 * holds much is counted in finer cells as well, for the zooms between region and place. The cells of a tile lie side by
 * side: their places are numbered along the Z-order curve.
 */
export class FarPentads1770200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of back) await runner.query(statement)
  }
}

/** The months or pentads of rows, in order, so that two who change the same ones do not wait for each other. */
const changes = (uncounted: (rows: string) => string) => `
  create or replace function incident_changes_far() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then
      ${uncounted('(select occurred_from from was union all select occurred_from from now_is)')};
    else
      ${uncounted('touched')};
    end if;
    return null;
  end $$`
const isNews = `m.counted or m.changed_at < excluded.changed_at - interval '10 seconds'`

/** The sixth pentad of a month is its rest. */
const pentadsOf = (rows: string) => `
  select distinct (month + fifth * interval '5 days') at time zone 'UTC' as begun,
    (case fifth when 5 then month + interval '1 month' else month + (fifth + 1) * interval '5 days' end) at time zone 'UTC' as ended
  from ${rows} i
  cross join lateral (select i.occurred_from at time zone 'UTC' as at) utc
  cross join lateral (
    select date_trunc('month', at) as month, least(5, (date_part('day', at)::int - 1) / 5) as fifth
  ) part`
const statements = [
  'truncate far_cell',
  'alter table far_cell rename column month to begun',
  `alter table far_cell add column scale text not null check (scale in ('pentad', 'month', 'fine')), drop constraint far_cell_pkey`,
  'alter table far_cell add primary key (scale, begun, place)',
  'drop table far_month',
  `create table far_pentad (
    begun timestamptz primary key,
    ended timestamptz not null,
    counted boolean not null,
    count int not null default 0,
    changed_at timestamptz not null
  )`,
  `insert into far_pentad (begun, ended, counted, changed_at) select begun, ended, false, now() from (${pentadsOf('incident')}) p`,
  changes(
    (rows) => `
      insert into far_pentad as m (begun, ended, counted, changed_at)
      select begun, ended, false, now() from (${pentadsOf(rows)}) p order by 1
      on conflict (begun) do update set counted = false, changed_at = excluded.changed_at where ${isNews}`,
  ),
]

const monthOf = `date_trunc('month', occurred_from at time zone 'UTC') at time zone 'UTC'`
const back = [
  'truncate far_cell',
  'alter table far_cell drop column scale, add primary key (begun, place)',
  'alter table far_cell rename column begun to month',
  'drop table far_pentad',
  `create table far_month (month timestamptz primary key, counted boolean not null, changed_at timestamptz not null)`,
  `insert into far_month (month, counted, changed_at) select distinct ${monthOf}, false, now() from incident`,
  changes(
    (rows) => `
      insert into far_month as m (month, counted, changed_at)
      select distinct ${monthOf}, false, now() from ${rows} i order by 1
      on conflict (month) do update set counted = false, changed_at = excluded.changed_at where ${isNews}`,
  ),
]
