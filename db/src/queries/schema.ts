import type { Runner } from '../database.js'

interface TableRow {
  readonly name: string
  readonly columns: readonly string[]
  readonly constraints: readonly string[]
  readonly indexes: readonly string[]
}

/** Our own tables: PostGIS and TypeORM keep theirs. */
const ours = `
  c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migrations'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

const catalogue = `
  select c.relname as name,
    array(
      select format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''))
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum
    ) as columns,
    array(
      select format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
      from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c') order by k.conname
    ) as constraints,
    array(
      select pg_get_indexdef(i.indexrelid) from pg_index i
      where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
      order by pg_get_indexdef(i.indexrelid) collate "C"
    ) as indexes
  from pg_class c where ${ours} order by c.relname`

/** The shape of the database as text, alike on every version of PostgreSQL, for review and for comparing. */
export async function schemaText(run: Runner): Promise<string> {
  const tables = await run.query<TableRow>({ name: null, text: catalogue, values: [] })
  const head = '-- The shape of the database after all migrations. Written by npm run db:schema; do not edit.\n'
  return [head, ...tables.map(tableText)].join('\n')
}

function tableText({ name, columns, constraints, indexes }: TableRow): string {
  const lines = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n')
  return [`create table ${name} (`, lines, ');', ...indexes.map((index) => `${index};`), ''].join('\n')
}
