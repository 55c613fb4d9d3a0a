import pg from 'pg'
import type { Chance } from '../kit/chance.js'
import type { Running } from '../kit/process.js'
import type { Bench } from './bench.js'
import { quantile, shown } from './measure.js'
import { randomPlace } from './world.js'

/**
 * A year of incidents in the first theatre's box, as news that came in when it happened: written straight into the two
 * tables that hold them, since it is reading them that is measured.
 */
const yearSql = `
  with made as (
    select gen_random_uuid() as id, n, (array['ambush', 'ied', 'arrest', 'drone', 'shelling'])[1 + n % 5] as type,
      (array['extreme', 'severe', 'moderate', 'minor'])[1 + (n * 7) % 4] as severity,
      36 + 8 * random() as lon, 33 + 5 * random() as lat, (array[100, 1000, 5000, 40000])[1 + (n * 13) % 4] as metres,
      $2::timestamptz - random() * interval '360 days' as at
    from generate_series(1, $1::int) n
  ),
  current as (
    insert into incident (id, revision, seq, kind, type, severity, status, grade, exercise, history, occurred_from,
      recorded_at, content_hash, geom, uncertainty_metres, words)
    select id, 1, n, 'event', type, severity, 'unverified', 'C3', false, false, at, at, '\\x00',
      ST_SetSRID(ST_MakePoint(lon, lat), 4326), metres, ''
    from made
  )
  insert into incident_revision (incident_id, revision, seq, recorded_at, decisions, body)
  select id, 1, n, at, '[]', jsonb_build_object('id', id, 'revision', 1, 'kind', 'event', 'type', type, 'title',
    'Incident ' || n, 'summary', repeat('What a source says of it. ', 12), 'severity', severity, 'status', 'unverified',
    'grade', 'C3', 'point', jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(lon, lat)),
    'uncertaintyMetres', metres, 'occurredFrom', at, 'occurredTo', null, 'timePrecision', 'exact', 'history', false)
  from made`

/** Rows in one statement. */
const chunk = 100_000

async function storeYear(url: string, incidents: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('select setseed(0.5)')
  const now = new Date().toISOString()
  for (let at = 0; at < incidents; at += chunk) await client.query(yearSql, [Math.min(chunk, incidents - at), now])
  await client.query('vacuum analyze')
  await client.end()
}

/** How often a rule would have told in a year, before it is saved. */
export async function previewSection(bench: Bench): Promise<void> {
  const { quick } = bench.extent
  const url = await bench.filled(() => Promise.resolve())
  const incidents = quick ? 20_000 : 1_000_000
  await storeYear(url, incidents)
  const server = await bench.server(url)
  await previewTimes(server, bench.chance(), 3)
  const { p50, worst, near } = await previewTimes(server, bench.chance(1), quick ? 3 : 10)
  bench.tell({
    what: `preview of a rule over a year with ${incidents.toLocaleString('en')} incidents, p50`,
    value: p50,
    unit: 'ms',
    beside: `slowest ${shown(worst)} ms; ${shown(near)} incidents near the zone; a quarter of all are vague by 40 km`,
    gate: { limit: '≤ 2 s', held: worst <= 2_000 },
  })
  await server.stop()
}

/** Milliseconds of a question how often a rule of a new zone would have told in the last year; and of how much it told. */
async function previewTimes(server: Running, chance: Chance, times: number) {
  const samples: number[] = []
  let near = 0
  for (let n = 0; n < times; n += 1) {
    const geometry = { type: 'Point', coordinates: [...randomPlace(chance)] }
    const zone = { type: 'Feature', geometry, properties: { name: 'Tried', radiusMetres: 15_000 } }
    const body = JSON.stringify({
      zone,
      days: 365,
      rule: { name: 'Tried', minSeverity: 'severe', certainty: 'possible' },
    })
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
    const began = performance.now()
    const answer = await fetch(`${server.url}/api/rules/preview`, { method: 'POST', headers, body })
    const told: unknown = await answer.json()
    samples.push(performance.now() - began)
    if (!answer.ok || typeof told !== 'object' || told === null || !('near' in told)) throw new Error('No preview.')
    near += Number(told.near) / times
  }
  return { p50: quantile(samples, 0.5), worst: Math.max(...samples), near }
}
