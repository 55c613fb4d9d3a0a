import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What lies in each cell of the far map, month by month, counted ahead: a map of all history adds up cells in place of a
 * million rows. A month counts as long as nothing of it has changed since, whatever writes to incidents, now or later:
 * triggers see to that. Who counts a month holds its row, so whoever changes an incident of it waits, and takes it back.
 */
export class FarCells1769000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const what of ['begun', 'gone', 'moved']) await runner.query(`drop trigger incident_far_${what} on incident`)
    await runner.query('drop function incident_changes_far')
    await runner.query('drop table far_cell, far_month')
  }
}

const monthOf = `date_trunc('month', occurred_from at time zone 'UTC') at time zone 'UTC'`
/** Months in order, so that two who change the same ones do not wait for each other. */
const uncounted = (rows: string) => `
  insert into far_month as m (month, counted, changed_at)
  select distinct ${monthOf}, false, now() from ${rows} i order by 1
  on conflict (month) do update set counted = false, changed_at = excluded.changed_at
    where m.counted or m.changed_at < excluded.changed_at - interval '10 seconds'`
const statements = [
  `create table far_month (
    month timestamptz primary key,
    counted boolean not null,
    changed_at timestamptz not null
  )`,
  // What one incident alone has is the least of each in others: it is told only where there is one.
  `create table far_cell (
    month timestamptz not null,
    place int not null,
    count int not null,
    lons float8 not null,
    lats float8 not null,
    worst int not null,
    metres float8 not null,
    id text collate "C" not null,
    type text collate "C" not null,
    kind text collate "C" not null,
    at timestamptz not null,
    primary key (month, place)
  )`,
  `insert into far_month (month, counted, changed_at) select distinct ${monthOf}, false, now() from incident`,
  `create function incident_changes_far() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then
      ${uncounted('(select occurred_from from was union all select occurred_from from now_is)')};
    else
      ${uncounted('touched')};
    end if;
    return null;
  end $$`,
  `create trigger incident_far_begun after insert on incident referencing new table as touched
    for each statement execute function incident_changes_far()`,
  `create trigger incident_far_gone after delete on incident referencing old table as touched
    for each statement execute function incident_changes_far()`,
  `create trigger incident_far_moved after update on incident referencing old table as was new table as now_is
    for each statement execute function incident_changes_far()`,
]
