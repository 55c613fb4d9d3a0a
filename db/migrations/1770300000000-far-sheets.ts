import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What a month that holds much has in the cells of tiles between region and place is kept in sheets, a row for a tile: it
 * was a row for each cell, which took twice the room and as many pages of the disk to be read, and ended a zoom sooner.
 * Of a month that is not over or not counted yet, its pentads have some.
 */
export class FarSheets1770300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of back) await runner.query(statement)
  }
}

const scales = (them: string) =>
  `alter table far_cell drop constraint far_cell_scale_check, add constraint far_cell_scale_check check (scale in (${them}))`
const anew = ['truncate far_cell', 'update far_pentad set counted = false']

/** Lists of one length each, in the order of the cells, of which a tile has 256 along the Z-order curve. */
const statements = [
  ...anew,
  scales(`'pentad', 'month'`),
  'alter table far_pentad add column drawn boolean not null default false',
  `create table far_sheet (
    scale text not null check (scale in ('pentad', 'month')),
    zoom int not null,
    begun timestamptz not null,
    place int not null,
    cells smallint[] not null,
    counts int[] not null,
    lons float8[] not null,
    lats float8[] not null,
    worsts smallint[] not null,
    metres float8[] not null,
    ids uuid[] not null,
    types text[] not null,
    kinds text[] not null,
    ats timestamptz[] not null,
    primary key (scale, zoom, begun, place)
  )`,
]
const back = [
  ...anew,
  'drop table far_sheet',
  'alter table far_pentad drop column drawn',
  scales(`'pentad', 'month', 'fine'`),
]
