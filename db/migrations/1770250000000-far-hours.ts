import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How many of a type began in an hour is counted ahead with the cells of the map: trends of a year add up hours. */
export class FarHours1770250000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table far_hour (
      begun timestamptz not null,
      hour timestamptz not null,
      type text not null,
      precision text not null,
      count int not null,
      primary key (begun, hour, type, precision)
    )`)
    await runner.query('update far_pentad set counted = false')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table far_hour')
  }
}
