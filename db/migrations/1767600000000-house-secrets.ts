import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the house itself keeps under seal, as the keys with which it pushes to browsers. */
export class HouseSecrets1767600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table house_secret (name text primary key, sealed text not null)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table house_secret`)
  }
}
