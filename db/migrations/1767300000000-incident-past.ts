import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What was believed of an incident before what is believed now, in the columns that lists are narrowed by: what was known
 * at a time is then found as quickly as what is known.
 */
export class IncidentPast1767300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table incident_past`)
    await runner.query(`drop index incident_source_time`)
  }
}

const statements = [
  `create table incident_past (
    id uuid not null references incident,
    revision int not null,
    kind text not null,
    type text not null,
    severity text not null,
    status text not null,
    grade text not null,
    source_id text,
    occurred_from timestamptz not null,
    recorded_at timestamptz not null,
    known_until timestamptz not null,
    geom geometry(Point, 4326) not null,
    uncertainty_metres float8 not null,
    words tsvector not null,
    primary key (id, revision)
  )`,
  // A later revision may bear an earlier time, by the clock of another node: it counts from then on.
  `insert into incident_past
    select v.id, v.revision, b->>'kind', b->>'type', b->>'severity', b->>'status', b->>'grade', v.source_id,
      (b->>'occurredFrom')::timestamptz, v.recorded_at, v.known_until,
      ST_SetSRID(ST_MakePoint((b#>>'{point,coordinates,0}')::float8, (b#>>'{point,coordinates,1}')::float8), 4326),
      (b->>'uncertaintyMetres')::float8,
      to_tsvector('simple', concat_ws(' ', b->>'title', b->>'summary', b->>'place', b->>'source', b->>'actors',
        b->>'targets', b->>'tags'))
    from (
      select i.id, i.source_id, r.revision, r.recorded_at, r.body as b, i.revision as latest,
        min(r.recorded_at) over (partition by r.incident_id order by r.revision
          rows between 1 following and unbounded following) as known_until
      from incident i join incident_revision r on r.incident_id = i.id where i.revision > 1
    ) v where v.revision < v.latest and v.recorded_at < v.known_until`,
  `create index incident_past_time on incident_past (occurred_from desc, id desc)`,
  `create index incident_past_place on incident_past using gist (geom)`,
  `create index incident_past_words on incident_past using gin (words)`,
  `create index incident_source_time on incident (source_id, occurred_from desc, id desc)`,
]
