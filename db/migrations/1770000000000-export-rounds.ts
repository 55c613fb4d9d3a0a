import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How often a file that is prepared was begun anew: what was written before is nobody's any more, on any node. */
export class ExportRounds1770000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table export_job add column round int not null default 0')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table export_job drop column round')
  }
}
