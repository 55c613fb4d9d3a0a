import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { officer } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PlaceService } from '../place/place.service.js'
import { Clock } from '../platform/clock.js'
import { Sight } from '../sight/sight.js'
import { incidentFilter } from '../wire/index.js'
import { Searches } from './search.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let searches: Searches

const long = 'Autonomous Administration of North and East Syria'

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  const clock = new Clock()
  const places = new PlaceService({ gazetteer: ['SY'] }, own.database, clock)
  searches = new Searches(own.database, clock, new Sight({ coarseKm: null }), places)
  const run = (text: string) => own.database.query({ name: null, text, values: [] })
  await run(`
    with made as (
      select n, array[case when n % 3 = 0 then 'Islamic State' when n % 3 = 1 then '${long}' else 'SDF' end] as actors
      from generate_series(1, 12000) n
    )
    insert into incident (id, revision, seq, kind, type, severity, status, grade, exercise, history, occurred_from,
      recorded_at, content_hash, geom, uncertainty_metres, words, actors)
    select gen_random_uuid(), 1, n, 'event', 'ambush', 'minor', 'unverified', 'C3', false, false, now() - n * interval '1 hour',
      now(), '\\x00', ST_SetSRID(ST_MakePoint(40, 35), 4326), 100,
      to_tsvector('simple', concat_ws(' ', 'Attack near village' || n, actors::text)), actors from made`)
  await run('analyze incident')
  // Among ten million a sample does not meet them.
  await run(
    `update incident set actors = '{Night Company}', words = to_tsvector('simple', '["Night Company"]') where seq = 7`,
  )
  // What the planner takes the house for: one of ten million incidents.
  await run(`update pg_class set reltuples = 1e7 where oid = 'incident'::regclass`)
}, 120_000)
afterAll(() => own.close())

it.each([
  ['Night Company', 'gathered'],
  ['Nobody ever', 'gathered'],
  ['Islamic State', 'walked'],
  ['SDF', 'walked'],
  [long, 'walked'],
])('of ten million incidents those that name “%s” are %s', async (actor, way) => {
  const search = await searches.of(incidentFilter.parse({ actor }), officer)
  if (!search.ok) throw new Error(JSON.stringify(search.failure))
  expect(await searches.wayOf(search.value)).toBe(way)
})
