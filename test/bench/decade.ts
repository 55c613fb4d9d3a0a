import type { Pentad } from '@cordon/alerts'
import { countFarPentad, farPentadsDue, type Database } from '@cordon/db'

/** The words of the set, told apart by how many of a million incidents hold them. */
export const decadeWords = { common: 'attack', usual: 'convoy', rare: 'tribunal', arabic: 'هجوم' } as const
/** Who takes part in nearly a third, and in one of twenty thousand. */
export const decadeActors = { common: 'Islamic State', rare: 'Night Company' } as const

/** In degrees; the first theatre's. */
export const decadeBox = { west: 36, south: 33, east: 44, north: 38 } as const

/**
 * Ten years of incidents in that box, as news that came in within three days of what happened: written
 * straight into the tables that hold them, since it is searching them that is measured. Every hundredth was revised a
 * month later.
 */
const decadeSql = `
  with made as (
    select ('018f' || lpad(to_hex(n % 65536), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, n,
      (array['ambush', 'ied', 'arrest', 'drone', 'shelling'])[1 + n % 5] as type,
      (array['extreme', 'severe', 'moderate', 'minor'])[1 + (n * 7) % 4] as severity,
      ${decadeBox.west} + ${decadeBox.east - decadeBox.west} * random() as lon,
      ${decadeBox.south} + ${decadeBox.north - decadeBox.south} * random() as lat,
      (array[100, 1000, 5000, 40000])[1 + (n * 13) % 4] as metres,
      $3::timestamptz - n * (interval '3650 days' / $4::float8) as at,
      'Incident ' || n || case when n % 5 < 3 then ' attack' else ' raid' end || case when n % 40 = 0 then ' convoy' else '' end
        || case when n % 10 = 0 then ' هجوم' else '' end || case when n % 20000 = 7 then ' tribunal' else '' end
        || ' near village' || n * 7919::bigint % 2000 as title,
      array[case when n % 10 < 3 then 'Islamic State' else 'Unknown gunmen' end, 'SDF']
        || case when n % 20000 = 11 then array['Night Company'] else '{}' end as actors
    from generate_series($1::int, $2::int) n
  ),
  rows as (
    select *, at + random() * interval '3 days' as told, 1 + (n % 100 = 0)::int as last,
      to_tsvector('simple', concat_ws(' ', title, actors::text)) as words, ST_SetSRID(ST_MakePoint(lon, lat), 4326) as geom
    from made
  ),
  current as (
    insert into incident (id, revision, seq, kind, type, severity, status, grade, exercise, history, occurred_from,
      recorded_at, content_hash, geom, uncertainty_metres, words, actors)
    select id, last, n, 'event', type, severity, 'unverified', 'C3', false, false, at,
      told + (last - 1) * interval '30 days', '\\x00', geom, metres, words, actors from rows
  ),
  past as (
    insert into incident_past (id, revision, kind, type, severity, status, grade, occurred_from, recorded_at,
      known_until, geom, uncertainty_metres, words, actors)
    select id, 1, 'event', type, 'minor', 'unverified', 'C3', at, told, told + interval '30 days', geom, metres, words, actors
    from rows where last = 2
  )
  insert into incident_revision (incident_id, revision, seq, recorded_at, decisions, body)
  select id, r, n, told + (r - 1) * interval '30 days', '[]', jsonb_build_object('id', id, 'revision', r, 'kind', 'event',
    'type', type, 'title', title, 'summary', repeat('What a source says of it. ', 12), 'severity', severity, 'status',
    'unverified', 'grade', 'C3', 'actors', to_jsonb(actors), 'targets', '[]'::jsonb, 'tags', '[]'::jsonb, 'casualties',
    '[]'::jsonb, 'point', jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(lon, lat)),
    'uncertaintyMetres', metres, 'occurredFrom', at, 'occurredTo', null, 'timePrecision', 'exact', 'history', false)
  from rows, generate_series(1, last) r`

/** Rows in one statement. */
const chunk = 50_000

/** Fills an empty database with a decade, which ends at `now` and has been there for a while. */
export async function storeDecade(database: Database, incidents: number, now: string): Promise<void> {
  await database.query({ name: null, text: 'select setseed(0.5)', values: [] })
  for (let from = 1; from <= incidents; from += chunk) {
    const to = Math.min(from + chunk - 1, incidents)
    await database.query({ name: null, text: decadeSql, values: [from, to, now, incidents] })
  }
  for (const table of ['incident', 'incident_past', 'incident_revision']) {
    await database.query({ name: null, text: `vacuum analyze ${table}`, values: [] })
  }
  const due = await database.query<Pentad>(farPentadsDue(0, 1_000))
  for (const pentad of due) await database.transaction('plain', (run) => countFarPentad(run, pentad, { now }))
}
