import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who takes part, beside the row that lists read: asking it of what is said of each incident costs more than all other
 * conditions together. It needs no index: whoever takes part is among the words as well. What lies ahead of its own
 * record is rare, and is found apart, so that what was known at a time is looked for among what had begun by then; what
 * was known until it was revised is found by the time for which it was.
 */
export class ActorsInColumns1767700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index incident_past_known`)
    for (const table of ['incident', 'incident_past']) {
      await runner.query(`drop index ${table}_ahead`)
      await runner.query(`alter table ${table} drop column actors`)
    }
  }
}

const actorsOf = `array(select jsonb_array_elements_text(v.body->'actors'))`
const inColumns = ['incident', 'incident_past'].flatMap((table) => [
  `alter table ${table} add column actors text[] not null default '{}'`,
  `update ${table} i set actors = ${actorsOf} from incident_revision v
    where v.incident_id = i.id and v.revision = i.revision and jsonb_array_length(v.body->'actors') > 0`,
  `create index ${table}_ahead on ${table} (occurred_from desc, id desc) where occurred_from > recorded_at`,
])
// By the clock of another node it may have been revised before it was recorded: then it never was what is known.
const knownWhile = `create index incident_past_known on incident_past
  using gist (tstzrange(least(recorded_at, known_until), known_until))`
const statements = [...inColumns, knownWhile]
