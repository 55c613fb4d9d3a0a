import type { Facility } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Stores new revisions of facilities; every change of them is told to all. */
export function saveFacilities(facilities: readonly Facility[], now: string): Statement {
  return {
    name: 'save-facilities',
    text: `
      with head as (
        update change_head set seq = seq + $1::int returning seq - $1::int as base
      ),
      f as (
        select base + n as seq, body || jsonb_build_object('seq', base + n) as body
        from jsonb_array_elements($2::jsonb) with ordinality as f(body, n), head
      ),
      saved as (
        insert into facility (id, revision, seq, name, geom, body)
        select (body->>'id')::uuid, (body->>'revision')::int, seq, body->>'name',
          ST_SetSRID(ST_GeomFromGeoJSON(body->>'point'), 4326), body
        from f
        on conflict (id) do update set revision = excluded.revision, seq = excluded.seq, name = excluded.name,
          geom = excluded.geom, body = excluded.body
      ),
      changed as (
        insert into change (seq, kind, id, revision, audience, at, body)
        select seq, 'facility', (body->>'id')::uuid, (body->>'revision')::int, 'all', $3::timestamptz, body from f
      )
      select base from head`,
    values: [facilities.length, JSON.stringify(facilities), now],
  }
}

/** Facilities by name. */
export function facilitiesPage(after: readonly [string, string] | null, limit: number): Statement {
  return {
    name: 'facilities-page',
    text: `
      select body from facility where $1::text is null or (name, id) > ($1::text, $2::uuid) order by name, id limit $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  }
}

/** One facility. */
export function facilityById(id: string): Statement {
  return { name: 'facility-by-id', text: `select body from facility where id = $1`, values: [id] }
}
