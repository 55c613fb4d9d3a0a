import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What an alert was when it was raised is stored once, in the alert; the change that tells of it refers there. The trace
 * of decisions is a list of values without their names, in the order of `DecisionRow`. Revisions up to 4 KB are kept as
 * they are: pressing them together took longer than writing them.
 */
export class LeanAlerts1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table incident_revision set (toast_tuple_target = 4080)`)
    await runner.query(`
      update incident_revision set decisions = (
        select jsonb_agg(jsonb_build_array(${fields.map((name) => `d->'${name}'`).join(', ')}) order by n)
        from jsonb_array_elements(decisions) with ordinality as t(d, n)
      ) where jsonb_array_length(decisions) > 0`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update incident_revision set decisions = (
        select jsonb_agg(jsonb_build_object(${fields.map((name, at) => `'${name}', d->${at}`).join(', ')}) order by n)
        from jsonb_array_elements(decisions) with ordinality as t(d, n)
      ) where jsonb_array_length(decisions) > 0`)
    await runner.query(`
      update change c set body = a.body || ${asRaised} || jsonb_build_object('seq', c.seq)
      from alert a where c.kind = 'alert' and c.body is null and a.id = c.id`)
    await runner.query(`alter table incident_revision reset (toast_tuple_target)`)
  }
}

const fields = [
  'ruleId',
  'ruleVersion',
  'zoneVersion',
  'fired',
  'stage',
  'reason',
  'certainty',
  'distanceMetres',
] as const

const asRaised = `'{"revision": 1, "state": "new", "ownerId": null, "ownerName": null, "acknowledgedAt": null,
  "acknowledgedBy": null, "shelvedUntil": null, "closedAt": null, "closedBy": null, "disposition": null,
  "note": null}'::jsonb`
