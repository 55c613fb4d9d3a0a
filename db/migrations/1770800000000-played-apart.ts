import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is counted ahead leaves out what is played: that is little, is found by an index, and is added where it is asked for. */
export class PlayedApart1770800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index incident_played on incident (occurred_from) where exercise')
    await runner.query(uncounted)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(uncounted)
    await runner.query('drop index incident_played')
  }
}

const uncounted = `
  update far_pentad p set counted = false where exists (
    select from incident i where i.exercise and i.occurred_from >= p.begun and i.occurred_from < p.ended
  )`
