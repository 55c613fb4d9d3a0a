import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who is told when nobody comes: escalations and rotations, each with its versions; which escalation a rule has; when
 * the house acts on an alert next. How far the revisions of incidents were followed stands in one row.
 */
export class Duty1766100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table duty (
        id uuid primary key,
        kind text not null check (kind in ('escalation', 'rotation')),
        version int not null,
        seq bigint not null,
        removed boolean not null default false,
        body jsonb not null
      )`)
    await runner.query(`
      create table duty_version (
        duty_id uuid not null references duty on delete cascade,
        version int not null,
        recorded_at timestamptz not null,
        removed boolean not null,
        body jsonb not null,
        primary key (duty_id, version)
      )`)
    await runner.query(`alter table rule add column escalation_id uuid references duty`)
    await runner.query(`create index rule_escalation on rule (escalation_id) where escalation_id is not null`)
    await runner.query(`alter table alert add column due_at timestamptz`)
    await runner.query(`create index alert_due on alert (due_at) where due_at is not null`)
    await runner.query(`
      create table alert_followed (
        one boolean primary key default true check (one),
        seq bigint not null
      )`)
    await runner.query(`insert into alert_followed (seq) select seq from change_head`)
    await runner.query(`update alert set body = ${unsaid} || body`)
    await runner.query(`update change set body = ${unsaid} || body where kind = 'alert' and body is not null`)
    await runner.query(`update rule_version set body = '{"escalationId": null}'::jsonb || body`)
    await runner.query(`
      update change set body = '{"escalationId": null}'::jsonb || body where kind = 'rule' and body is not null`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from change where kind in ('escalation', 'rotation')`)
    await runner.query(`update rule_version set body = body - 'escalationId'`)
    await runner.query(`update change set body = body - 'escalationId' where kind = 'rule' and body is not null`)
    await runner.query(`update alert set body = body - ${names}`)
    await runner.query(`update change set body = body - ${names} where kind = 'alert' and body is not null`)
    await runner.query(`drop table alert_followed`)
    await runner.query(`alter table alert drop column due_at`)
    await runner.query(`alter table rule drop column escalation_id`)
    await runner.query(`drop table duty_version`)
    await runner.query(`drop table duty`)
  }
}

/** What alerts from before say of what they did not know. */
const unsaid = `'{"acknowledgements": [], "returnedAt": null, "touchedAt": null, "escalatedSteps": 0,
  "escalatedAt": null, "called": [], "shelvedAtRevision": null, "clearedAt": null, "clearedBecause": null}'::jsonb`

const names = `array['acknowledgements', 'returnedAt', 'touchedAt', 'escalatedSteps', 'escalatedAt', 'called',
  'shelvedAtRevision', 'clearedAt', 'clearedBecause']`
