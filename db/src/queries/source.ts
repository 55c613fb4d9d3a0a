import type { Statement } from '../database.js'

/** Sources by id. */
export function sourcesById(ids: readonly string[]): Statement {
  return {
    name: 'sources-by-id',
    text: `select id, name, kind, reliability from source where id = any($1::text[])`,
    values: [ids],
  }
}

/** Every source, by name, with how much it has reported since an instant and when last; history that was imported is not news of it. */
export function allSources(since: string): Statement {
  return {
    name: 'all-sources',
    text: `
      select s.id, s.name, s.kind, s.reliability, coalesce(r.n, 0) as "recentReports", r.last as "lastReportAt"
      from source s left join (
        select source_id, count(*)::int as n, max(recorded_at) as last from report
        where recorded_at >= $1::timestamptz and reported_at >= $1::timestamptz group by source_id
      ) r on r.source_id = s.id
      order by s.name`,
    values: [since],
  }
}

/** What is held of a source from now on; null leaves it as it is. */
export interface SourceChange {
  readonly reliability: string | null
  readonly kind: string | null
  readonly at: string
  readonly by: string
  readonly reason: string | null
}

/** Changes what is held of a source, and keeps what was held before, by whom it was changed and why. */
export function changeSource(id: string, { reliability, kind, at, by, reason }: SourceChange): Statement {
  return {
    name: 'change-source',
    text: `
      with before as (select * from source where id = $1 for update),
      after as (
        update source s set reliability = coalesce($2, s.reliability), kind = coalesce($3, s.kind)
        from before where s.id = before.id returning s.*
      ),
      kept as (
        insert into source_revision (source_id, revision, reliability, kind, reliability_before, kind_before, at, by,
          reason, regraded)
        select after.id, 1 + (select count(*) from source_revision v where v.source_id = after.id), after.reliability,
          after.kind, before.reliability, before.kind, $4, $5, $6, after.reliability = before.reliability
        from after, before where after.reliability <> before.reliability or after.kind <> before.kind
        returning revision, regraded
      )
      select after.id, after.name, after.kind, after.reliability,
        (select revision from kept where not regraded) as "regradeFor"
      from after`,
    values: [id, reliability, kind, at, by, reason],
  }
}

/** How many incidents a source has told of. */
export function incidentsToldBy(id: string): Statement {
  return {
    name: 'incidents-told-by',
    text: `select count(distinct incident_id)::int as n from report where source_id = $1`,
    values: [id],
  }
}

/** Every change of what is held of a source, latest first. */
export function sourceRevisions(id: string): Statement {
  return {
    name: 'source-revisions',
    text: `
      select revision, reliability, kind, reliability_before as "reliabilityBefore", kind_before as "kindBefore", at, by,
        reason
      from source_revision where source_id = $1 order by revision desc`,
    values: [id],
  }
}

/** Sources of which not all is graded anew since their reliability was changed, with who changed it last and why. */
export function sourcesToRegrade(): Statement {
  return {
    name: 'sources-to-regrade',
    text: `
      select distinct on (source_id) source_id as id, revision, reason from source_revision
      where not regraded order by source_id, revision desc`,
    values: [],
  }
}

/** Who changed what is held of a source, by the name that stands there now. */
export function regradedBy(id: string, revision: number): Statement {
  const text = 'select by from source_revision where source_id = $1 and revision = $2'
  return { name: 'regraded-by', text, values: [id, revision] }
}

/** Notes that all that a source told is graded anew, up to one of the changes of what is held of it. */
export function noteRegraded(id: string, revision: number): Statement {
  return {
    name: 'note-regraded',
    text: `update source_revision set regraded = true where source_id = $1 and revision <= $2 and not regraded`,
    values: [id, revision],
  }
}

/** A step back through all reports, latest first: where each stands, and the incident where it is of this source. */
export function reportsBack(sourceId: string, before: readonly [string, string] | null, limit: number): Statement {
  return {
    name: 'reports-back',
    text: `
      select id, recorded_at as "recordedAt", case when source_id = $1 then incident_id end as "incidentId"
      from report where $2::timestamptz is null or (recorded_at, id) < ($2::timestamptz, $3::uuid)
      order by recorded_at desc, id desc limit $4`,
    values: [sourceId, before?.[0] ?? null, before?.[1] ?? null, limit],
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
