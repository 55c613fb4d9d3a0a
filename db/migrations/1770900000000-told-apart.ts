import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What was told as an exercise and is real, or the other way round, is told anew: a rule tells of an incident once as each. */
export class ToldApart1770900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unique index alert_incident_id_rule_id_told
      on alert (incident_id, rule_id, rule_version, ((body->>'exercise')::boolean))`)
    await runner.query('alter table alert drop constraint alert_incident_id_rule_id_rule_version_key')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table alert add unique (incident_id, rule_id, rule_version)')
    await runner.query('drop index alert_incident_id_rule_id_told')
  }
}
