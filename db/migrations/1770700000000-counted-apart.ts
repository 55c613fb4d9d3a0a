import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is played counts beside what is played alone: neither makes up the number of the other, nor is taken for told. */
export class CountedApart1770700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table counted add column exercise boolean not null default false')
    await runner.query('update counted c set exercise = true from incident i where i.id = c.incident_id and i.exercise')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table counted drop column exercise')
  }
}
