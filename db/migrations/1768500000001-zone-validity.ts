import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A zone may be watched for a time: from when and until when lies beside it, null where it is always watched. */
export class ZoneValidity1768500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table zone add column valid jsonb`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table zone drop column valid`)
  }
}
