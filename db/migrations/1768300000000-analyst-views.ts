import type { MigrationInterface, QueryRunner } from 'typeorm'

/* What analysts read with SQL: views in a schema of their own, whose columns stay as they are while the tables change. */

const incidents = `
  create view analyst.incidents as
  select i.id, i.revision, i.kind, i.type, v.body->>'title' as title, v.body->>'summary' as summary, i.severity,
    i.status, i.grade, v.body->>'place' as place, ST_X(i.geom) as longitude, ST_Y(i.geom) as latitude, i.geom,
    i.uncertainty_metres, v.body->>'locationPrecision' as location_precision, i.occurred_from, i.occurred_to,
    i.time_precision, i.actors, array(select jsonb_array_elements_text(v.body->'targets')) as targets,
    array(select jsonb_array_elements_text(v.body->'tags')) as tags, i.exercise, i.source_id,
    v.body->>'source' as source, i.external_id, (v.body->>'reportedAt')::timestamptz as reported_at, i.recorded_at,
    v.body->>'recordedBy' as recorded_by, (v.body->>'mergedInto')::uuid as merged_into
  from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision`

const revisions = `
  create view analyst.incident_revisions as
  select v.incident_id, v.revision, v.recorded_at, p.known_until, v.body->>'recordedBy' as recorded_by,
    v.body->>'reason' as reason, v.body->>'kind' as kind, v.body->>'type' as type, v.body->>'title' as title,
    v.body->>'severity' as severity, v.body->>'status' as status, v.body->>'grade' as grade,
    v.body->>'place' as place, (v.body->'point'->'coordinates'->>0)::float8 as longitude,
    (v.body->'point'->'coordinates'->>1)::float8 as latitude,
    (v.body->>'uncertaintyMetres')::float8 as uncertainty_metres,
    (v.body->>'occurredFrom')::timestamptz as occurred_from, (v.body->>'occurredTo')::timestamptz as occurred_to
  from incident_revision v left join incident_past p on p.id = v.incident_id and p.revision = v.revision`

const count = (what: string) =>
  ['low', 'best', 'high'].map((end) => `(c->'${what}'->>'${end}')::int as ${what}_${end}`).join(', ')

const casualties = `
  create view analyst.casualties as
  select v.incident_id, c->>'source' as source, ${count('killed')}, ${count('injured')}, c->>'words' as words
  from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
    cross join jsonb_array_elements(v.body->'casualties') c`

const reports = `
  create view analyst.reports as
  select r.id, r.incident_id, r.source_id, r.reliability, r.credibility, r.title, r.body, r.link, r.reported_at,
    r.recorded_at, r.withdrawn
  from report r`

const sources = `
  create view analyst.sources as select s.id, s.name, s.kind, s.reliability from source s`

const facilities = `
  create view analyst.facilities as
  select f.id, f.name, f.body->>'nameArabic' as name_arabic, f.body->>'kind' as kind, ST_X(f.geom) as longitude,
    ST_Y(f.geom) as latitude, f.geom, (f.body->>'uncertaintyMetres')::float8 as uncertainty_metres,
    f.body->>'operator' as operator, (f.body->>'population')::int as population
  from facility f`

const zones = `
  create view analyst.zones as
  select z.id, z.version, z.name, ST_SetSRID(ST_GeomFromGeoJSON(v.body->>'geometry'), 4326) as geom,
    (v.body->>'radiusMetres')::float8 as radius_metres, (v.body->>'widthMetres')::float8 as width_metres,
    (v.body->>'reachMetres')::float8 as reach_metres, (v.body->>'facilityId')::uuid as facility_id, z.archived,
    v.recorded_at
  from zone z join zone_version v on v.zone_id = z.id and v.version = z.version
  where z.visibility = 'public'`

const rules = `
  create view analyst.rules as
  select r.id, r.version, r.zone_id, v.body->>'name' as name, r.enabled, v.recorded_at
  from rule r join rule_version v on v.rule_id = r.id and v.version = r.version
    join zone z on z.id = r.zone_id
  where z.visibility = 'public'`

const alerts = `
  create view analyst.alerts as
  select a.id, a.incident_id, (a.body->>'incidentRevision')::int as incident_revision, a.rule_id, a.rule_version,
    a.zone_id, a.state, a.body->>'certainty' as certainty, (a.body->>'distanceMetres')::float8 as distance_metres,
    a.raised_at, (a.body->>'acknowledgedAt')::timestamptz as acknowledged_at, a.closed_at,
    a.body->>'disposition' as disposition
  from alert a join zone z on z.id = a.zone_id
  where a.audience = 'all' and z.visibility = 'public'`

/** In their order; none reads another. Nothing of accounts, sessions, tokens or contacts is in any of them. */
const views = [incidents, revisions, casualties, reports, sources, facilities, zones, rules, alerts]

/** Whoever reads them needs no right to the tables: a view reads with the rights of whoever made it. */
export class AnalystViews1768300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema analyst')
    for (const view of views) await runner.query(view)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema analyst cascade')
  }
}
