import type { Statement } from '../database.js'

/** How a table has changed since it was last looked after. */
export interface TableWear {
  readonly name: string
  readonly rows: number
  /** Rows that were written or deleted since the planner last took its figures. */
  readonly changed: number
  /** Rows that nobody can see any more and that still take space. */
  readonly dead: number
}

/** Has the counts of this session's own writes reach `tableWear`; otherwise they come when the session sees fit. */
export function flushWear(): Statement {
  return { name: 'flush-wear', text: `select pg_stat_force_next_flush()`, values: [] }
}

/** Tables that have changed since they were last looked after, most worn first. */
export function tableWear(): Statement {
  return {
    name: 'table-wear',
    text: `
      select relname as name, n_live_tup as rows, n_mod_since_analyze as changed, n_dead_tup as dead
      from pg_stat_user_tables where schemaname = current_schema() and (n_mod_since_analyze > 0 or n_dead_tup > 0)
      order by n_mod_since_analyze + n_dead_tup desc, relname`,
    values: [],
  }
}

/** A smaller sample than usual: quick enough to be done between two ingests. It belongs in a transaction. */
export function smallSample(): Statement {
  return { name: 'small-sample', text: `set local default_statistics_target = 20`, values: [] }
}

/** Takes the planner's figures of a table anew. */
export function analyzeTable(name: string): Statement {
  return { name: null, text: `analyze ${quoted(name)}`, values: [] }
}

/** Gives the space of a table's dead rows back for new ones. Not within a transaction. */
export function vacuumTable(name: string): Statement {
  return { name: null, text: `vacuum (truncate off) ${quoted(name)}`, values: [] }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
