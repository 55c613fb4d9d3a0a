import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Times in which a zone or a rule tells nobody, and what each of them has kept back. */
export class Silences1767500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table silence (
        id uuid primary key,
        seq bigint not null,
        zone_id uuid not null references zone,
        ends_at timestamptz not null,
        body jsonb not null
      )`)
    await runner.query(`create index silence_zone on silence (zone_id, ends_at)`)
    await runner.query(`create index silence_end on silence (ends_at)`)
    await runner.query(`create index silence_seq on silence (seq)`)
    // No references: what stores a batch would wait for whoever ends a silence, who waits for the head of the feed.
    await runner.query(`
      create table silenced (
        silence_id uuid not null,
        incident_id uuid not null,
        rule_id uuid not null,
        revision integer not null,
        at timestamptz not null,
        primary key (silence_id, incident_id, rule_id)
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table silenced`)
    await runner.query(`drop table silence`)
  }
}
