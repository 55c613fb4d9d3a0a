import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Cells that are counted ahead are half as wide, for one zoom more: they are counted anew, some months at a time. */
export class FinerFarCells1770100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of anew) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of anew) await runner.query(statement)
  }
}

const anew = ['truncate far_cell', 'update far_month set counted = false']
