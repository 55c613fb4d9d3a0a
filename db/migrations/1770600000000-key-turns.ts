import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whose turn it is to answer an idempotency key: whoever is taken for dead and is not finds that it has lost it, and undoes
 * what it was about to store.
 */
export class KeyTurns1770600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table idempotency add column turn int not null default 0')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table idempotency drop column turn')
  }
}
