import type { Statement } from '../database.js'

/** A table as a backup keeps it. */
export interface KeptTable {
  readonly name: string
  readonly columns: readonly string[]
  /** As PostgreSQL writes them: `timestamp with time zone`. */
  readonly types: readonly string[]
  /** The tables whose rows have to be there first; itself, where its rows refer to each other. */
  readonly after: readonly string[]
  /** Columns of its primary key. */
  readonly key: readonly string[]
}

/** Every table of ours with its columns, in the order of their names; what is counted of others is counted anew. */
export function keptTables(): Statement {
  return {
    name: null,
    text: `
      select c.relname as name,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attname) as columns,
        array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attname) as types,
        array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
          where k.conrelid = c.oid and k.contype = 'f' order by 1) as after,
        array(select a.attname::text from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
          where k.conrelid = c.oid and k.contype = 'p' order by array_position(k.conkey, a.attnum)) as key
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname not in ('migrations', 'far_pentad', 'far_cell', 'far_sheet', 'far_hour') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname collate "C"`,
    values: [],
  }
}

/** The last migration that was run. */
export function presentShape(): Statement {
  return { name: null, text: `select name from migrations order by id desc limit 1`, values: [] }
}

/** Values are written the same way whatever a server is set to; until the transaction ends. */
export function plainlyWritten(): readonly Statement[] {
  const settings = ['timezone', 'datestyle', 'intervalstyle', 'bytea_output', 'extra_float_digits']
  const values = ['UTC', 'ISO, YMD', 'iso_8601', 'hex', '1']
  return settings.map((name, at) => ({ name: null, text: `set local ${name} = '${values[at] ?? ''}'`, values: [] }))
}

/** Opens a cursor over all rows of a table, each as a JSON array of texts; those that refer to each other by their key. */
export function openRows({ name, columns, after, key }: KeptTable): Statement {
  const list = columns.map((column) => `${quoted(column)}::text`).join(', ')
  const order = after.includes(name) ? ` order by ${key.map(quoted).join(', ')}` : ''
  const text = `declare kept no scroll cursor for select json_build_array(${list})::text as row from ${quoted(name)}${order}`
  return { name: null, text, values: [] }
}

export function nextRows(limit: number): Statement {
  return { name: null, text: `fetch ${limit} from kept`, values: [] }
}

export function closeRows(): Statement {
  return { name: null, text: 'close kept', values: [] }
}

/** Puts rows back as they were kept. */
export function putRows({ name, columns, types }: KeptTable, rows: readonly string[]): Statement {
  const values = types.map((type, at) => `(r->>${at})::${type}`).join(', ')
  const text = `
    insert into ${quoted(name)} (${columns.map(quoted).join(', ')})
    select ${values} from json_array_elements($1::json) with ordinality e(r, n) order by n`
  return { name: null, text, values: [`[${rows.join(',')}]`] }
}

/** Reads one value of a row as what its column holds. */
export function castValue({ types }: KeptTable, at: number, row: string): Statement {
  return { name: null, text: `select ($1::json->>${at})::${types[at] ?? 'text'} as value`, values: [row] }
}

/** A point of a transaction to which what follows can be undone. */
export const savepoint = {
  begin: { name: null, text: 'savepoint kept_row', values: [] },
  undo: { name: null, text: 'rollback to savepoint kept_row', values: [] },
  keep: { name: null, text: 'release savepoint kept_row', values: [] },
} as const satisfies Record<string, Statement>

/** Keeps everybody else from tables until the transaction ends. */
export function tablesAlone(tables: readonly KeptTable[]): Statement {
  const names = tables.map(({ name }) => quoted(name)).join(', ')
  return { name: null, text: `lock table ${names} in access exclusive mode`, values: [] }
}

/** Empties tables at once, whatever refers to what among them. */
export function emptyTables(tables: readonly KeptTable[]): Statement {
  return { name: null, text: `truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`, values: [] }
}

/** Whether anything was ever done here: somebody may sign in, or something is noted, stored or watched. */
export function isInUse(): Statement {
  const tables = ['account', 'audit_entry', 'incident', 'zone', 'facility']
  const some = tables.map((name) => `exists (select from ${name})`).join(' or ')
  return { name: null, text: `select ${some} as used`, values: [] }
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
