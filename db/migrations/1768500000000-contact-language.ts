import type { MigrationInterface, QueryRunner } from 'typeorm'

/** In which language a contact method is told. */
export class ContactLanguage1768500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table contact add column language text not null default 'en'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table contact drop column language`)
  }
}
