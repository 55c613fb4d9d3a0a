import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * One table for whatever a rule is to be asked about again, and when: not only threats that came too early, but what is
 * kept from somebody for a time. `kept_since` is null where it was too early.
 */
export class Postponed1768700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table approach rename to postponed`)
    await runner.query(`alter table postponed rename constraint approach_pkey to postponed_pkey`)
    await runner.query(`alter index approach_due rename to postponed_due`)
    await runner.query(`alter table postponed add column kept_since timestamptz`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from postponed where kept_since is not null`)
    await runner.query(`alter table postponed drop column kept_since`)
    await runner.query(`alter index postponed_due rename to approach_due`)
    await runner.query(`alter table postponed rename constraint postponed_pkey to approach_pkey`)
    await runner.query(`alter table postponed rename to approach`)
  }
}
