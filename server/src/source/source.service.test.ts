import { startPostgres } from '@cordon/test/postgres'
import type { Alert, Incident } from '@cordon/alerts'
import { alertsPage, revisionsOf } from '@cordon/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Regrader } from './regrader.js'
import { SourceService } from './source.service.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let regrader: Regrader
let sources: SourceService

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  regrader = new Regrader(own.database, at.ingest, at.clock)
  sources = new SourceService(own.database, at.clock, regrader)
})
afterAll(() => own.close())

async function alertsOf(incidentId: string): Promise<readonly Alert[]> {
  const filter = { audiences: ['all'], states: null, zoneId: null, incidentId, owner: null, after: null, limit: 100 }
  return (await own.database.query<{ body: Alert }>(alertsPage(filter))).map((row) => row.body)
}

it('grades anew what a source told, keeps the grade of the time, says who and why, and tells nobody twice', async () => {
  const zone = await at.zone({ type: 'Point', coordinates: [5, 5] }, { radiusMetres: 5_000 })
  await at.rule(zone)
  await at.rule(zone, { name: 'Only what is known well', minGrade: 'B2' })
  const [stored] = await at.report(ambush(5, 5, { source: 'Hawar', credibility: '2' }))
  const id = stored?.ok === true ? stored.incident.id : ''
  expect(await alertsOf(id)).toHaveLength(1)

  at.clock.pass(5)
  const changed = await sources.change('hawar', { reliability: 'B', reason: 'Right nine times of ten' }, officer)
  expect(changed).toEqual({ ok: true, value: { id: 'hawar', name: 'Hawar', kind: 'other', reliability: 'B' } })
  await regrader.idle()
  const revisions = (await own.database.query<{ body: Incident }>(revisionsOf(id))).map((row) => row.body)
  expect(revisions.map(({ revision, grade, recordedBy, reason }) => ({ revision, grade, recordedBy, reason }))).toEqual(
    [
      { revision: 2, grade: 'B2', recordedBy: 'dana', reason: 'Hawar is held to be B now: Right nine times of ten' },
      { revision: 1, grade: 'F2', recordedBy: 'test', reason: null },
    ],
  )
  expect(await alertsOf(id)).toHaveLength(1)
  expect(await sources.revisions('hawar')).toMatchObject({
    ok: true,
    value: [{ revision: 1, reliability: 'B', reliabilityBefore: 'F', by: 'dana', reason: 'Right nine times of ten' }],
  })
})

it('changes nothing where it has been done already, as after a restart', async () => {
  const count = async () =>
    (await own.database.query({ name: null, text: 'select from incident_revision', values: [] })).length
  const before = await count()
  await regrader.onApplicationBootstrap()
  await regrader.idle()
  expect(await count()).toBe(before)
})

it('lists sources with how much they reported of late', async () => {
  const [hawar] = await sources.list()
  expect(hawar).toMatchObject({ id: 'hawar', reliability: 'B', recentReports: 1 })
  expect(hawar?.lastReportAt).toBe('2026-11-09T06:00:00.000Z')
})
