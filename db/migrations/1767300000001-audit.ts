import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who did what, and who took what out, as a chain: each entry is hashed with the one before it. */
export class Audit1767300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit_checkpoint, audit_head, audit_entry`)
  }
}

const statements = [
  // The entry is kept as the text that was hashed.
  `create table audit_entry (
    seq bigint primary key,
    at timestamptz not null,
    entry text not null,
    hash bytea not null
  )`,
  `create index audit_entry_at on audit_entry (at desc)`,
  `create table audit_head (
    one boolean primary key default true check (one),
    seq bigint not null,
    hash bytea not null,
    key_id text,
    signature bytea
  )`,
  `insert into audit_head (seq, hash) values (0, sha256('cordon audit'))`,
  `create table audit_checkpoint (
    seq bigint primary key,
    hash bytea not null,
    key_id text not null,
    signature bytea not null
  )`,
]
