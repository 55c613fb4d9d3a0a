import type { Statement } from '../database.js'

/** Sources by id. */
export function sourcesById(ids: readonly string[]): Statement {
  return {
    name: 'sources-by-id',
    text: `select id, name, kind, reliability from source where id = any($1::text[])`,
    values: [ids],
  }
}

/** Every source, by name. */
export function allSources(): Statement {
  return { name: 'all-sources', text: `select id, name, kind, reliability from source order by name`, values: [] }
}

/** Sets a source's reliability and kind; null leaves it as it is. */
export function gradeSource(id: string, reliability: string | null, kind: string | null): Statement {
  return {
    name: 'grade-source',
    text: `
      update source set reliability = coalesce($2, reliability), kind = coalesce($3, kind) where id = $1
      returning id, name, kind, reliability`,
    values: [id, reliability, kind],
  }
}

/** Adds sources that are not known yet. */
export function addSources(
  sources: readonly {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly reliability: string
  }[],
  now: string,
): Statement {
  return {
    name: 'add-sources',
    text: `
      insert into source (id, name, kind, reliability, created_at)
      select s.id, s.name, s.kind, s.reliability, $2::timestamptz
      from jsonb_to_recordset($1::jsonb) as s(id text, name text, kind text, reliability text)
      on conflict (id) do nothing`,
    values: [JSON.stringify(sources), now],
  }
}
