import { startPostgres } from '@cordon/test/postgres'
import type { Alert, Incident } from '@cordon/alerts'
import { alertsPage, revisionsOf } from '@cordon/db'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
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
  regrader = new Regrader(own.database, at.ingest)
  sources = new SourceService(own.database, at.clock, regrader)
})
afterAll(() => own.close())

async function alertsOf(incidentId: string): Promise<readonly Alert[]> {
  const filter = { audiences: ['all'], states: null, zoneId: null, incidentId, owner: null, after: null, limit: 100 }
  return (await own.database.query<{ body: Alert }>(alertsPage(filter))).map((row) => row.body)
}

it('grades anew what a source told, keeps the grade of the time, says who and why, and tells each rule’s people once', async () => {
  const zone = await at.zone({ type: 'Point', coordinates: [5, 5] }, { radiusMetres: 5_000 })
  await at.rule(zone)
  await at.rule(zone, { name: 'Only what is known well', minGrade: 'B2' })
  const [stored] = await at.report(ambush(5, 5, { source: 'Hawar', credibility: '2' }))
  const id = stored?.ok === true ? stored.incident.id : ''
  expect(await alertsOf(id)).toHaveLength(1)

  at.clock.pass(5)
  const changed = await sources.change('hawar', { reliability: 'B', reason: 'Right nine times of ten' }, officer)
  expect(changed).toEqual({
    ok: true,
    value: { id: 'hawar', name: 'Hawar', kind: 'other', reliability: 'B', regrading: 1 },
  })
  await regrader.idle()
  const revisions = (await own.database.query<{ body: Incident }>(revisionsOf(id))).map((row) => row.body)
  expect(revisions.map(({ revision, grade, recordedBy, reason }) => ({ revision, grade, recordedBy, reason }))).toEqual(
    [
      { revision: 2, grade: 'B2', recordedBy: 'dana', reason: 'Hawar is held to be B now: Right nine times of ten' },
      { revision: 1, grade: 'F2', recordedBy: 'test', reason: null },
    ],
  )
  const told = (await alertsOf(id)).map(({ ruleName, grade }) => `${ruleName}, ${grade}`)
  expect(told.toSorted()).toEqual(['Anything, F2', 'Only what is known well, B2'])
  expect(await sources.revisions('hawar')).toMatchObject({
    ok: true,
    value: [{ revision: 1, reliability: 'B', reliabilityBefore: 'F', by: 'dana', reason: 'Right nine times of ten' }],
  })
})

it('tells once of what is known well enough for a rule now, and of nothing that came in as history', async () => {
  const zone = await at.zone({ type: 'Point', coordinates: [7, 5] }, { radiusMetres: 5_000 })
  await at.rule(zone, { name: 'Only what is known well', minGrade: 'B2' })
  const said = { source: 'North Press', credibility: '2' }
  const [live] = await at.report(ambush(7, 5, said))
  const input = ambush(7, 5, { ...said, title: 'Long known' })
  const [old] = await at.ingest.submit({ entries: [{ what: 'new', input }], by: 'test', history: true })
  const ids = [live, old].map((it) => (it?.ok === true ? it.incident.id : ''))
  expect(await Promise.all(ids.map(alertsOf))).toEqual([[], []])

  for (const reliability of ['B', 'C', 'A'] as const) {
    await sources.change('north-press', { reliability }, officer)
    await regrader.idle()
    const [alerts = [], ofHistory] = await Promise.all(ids.map(alertsOf))
    expect(alerts.map(({ grade, incidentRevision }) => ({ grade, incidentRevision }))).toEqual([
      { grade: 'B2', incidentRevision: 2 },
    ])
    expect(ofHistory).toEqual([])
  }
})

it('tells nobody of what came before the rule or the zone stood, and says so', async () => {
  const said = { source: 'Zaman', credibility: '2' }
  const standing = await at.zone({ type: 'Point', coordinates: [13, 5] }, { radiusMetres: 5_000 })
  const early = await at.zone({ type: 'Point', coordinates: [13, 5] }, { radiusMetres: 4_000, name: 'Renamed' })
  const moved = await at.zone({ type: 'Point', coordinates: [33, 5] }, { radiusMetres: 5_000 })
  const known = { name: 'Stood', minGrade: 'B2' } as const
  await at.rule(standing, known)
  await at.rule(early, { ...known, name: 'Renamed' })
  await at.rule(moved, { ...known, name: 'Moved' })
  const [stored] = await at.report(ambush(13, 5, said))
  const id = stored?.ok === true ? stored.incident.id : ''
  at.clock.pass(1)
  await at.rule(standing, { ...known, name: 'Late rule' })
  await at.rule(await at.zone({ type: 'Point', coordinates: [13, 5] }, { radiusMetres: 5_000 }), {
    ...known,
    name: 'Late',
  })
  const edit = { who: officer, ifMatch: null }
  await at.zones.change({ properties: { name: 'New name' } }, { ...edit, id: early.id })
  await at.zones.change({ geometry: { type: 'Point', coordinates: [13, 5] } }, { ...edit, id: moved.id })
  await sources.change('zaman', { reliability: 'B' }, officer)
  await regrader.idle()
  expect((await alertsOf(id)).map(({ ruleName }) => ruleName).toSorted()).toEqual(['Renamed', 'Stood'])
  const decided = await own.database.query<{ reason: string }>({
    name: null,
    text: `select d->>5 as reason from incident_revision, jsonb_array_elements(decisions) d
      where incident_id = $1 and revision = 2 and not (d->>3)::boolean`,
    values: [id],
  })
  expect(decided.map(({ reason }) => reason.split(':')[0])).toEqual(['known before', 'known before', 'known before'])
})

it('tells nobody of what a rule takes no more for its age', async () => {
  const zone = await at.zone({ type: 'Point', coordinates: [15, 5] }, { radiusMetres: 5_000 })
  await at.rule(zone, { name: 'Known and fresh', minGrade: 'B2', freshHours: 2 })
  const [stored] = await at.report(ambush(15, 5, { source: 'Rudaw', credibility: '2' }))
  at.clock.pass(180)
  await sources.change('rudaw', { reliability: 'B' }, officer)
  await regrader.idle()
  expect(await alertsOf(stored?.ok === true ? stored.incident.id : '')).toEqual([])
})

it('goes on at the next start with what a stop cut short, however long ago, and then leaves it alone', async () => {
  const [stored] = await at.report(ambush(9, 5, { source: 'SOHR', credibility: '2' }))
  const id = stored?.ok === true ? stored.incident.id : ''
  const stopping = new Regrader(own.database, at.ingest)
  await stopping.onModuleDestroy()
  await new SourceService(own.database, at.clock, stopping).change('sohr', { reliability: 'C' }, officer)
  await stopping.idle()
  const revisions = async () =>
    (await own.database.query<{ body: Incident }>(revisionsOf(id))).map(({ body }) => body.grade)
  expect(await revisions()).toEqual(['F2'])

  at.clock.pass(60 * 24 * 3)
  for (let starts = 0; starts < 2; starts += 1) {
    const started = new Regrader(own.database, at.ingest)
    await started.onApplicationBootstrap()
    await started.idle()
    expect(await revisions()).toEqual(['C2', 'F2'])
  }
  const left = await own.database.query({
    name: null,
    text: 'select from source_revision where not regraded',
    values: [],
  })
  expect(left).toEqual([])
})

it('lists sources with how much they reported of late', async () => {
  const [hawar] = await sources.list()
  expect(hawar).toMatchObject({ id: 'hawar', reliability: 'B', recentReports: 1 })
  expect(hawar?.lastReportAt).toBe('2026-11-09T06:00:00.000Z')
})

it('counts no history as news of its source', async () => {
  const told = { source: 'Archive', externalId: 'a-1', occurredFrom: '2021-11-08T20:00:00.000Z' }
  const input = ambush(11, 5, { ...told, reportedAt: '2021-11-09T00:00:00.000Z' })
  await at.ingest.submit({ entries: [{ what: 'new', input }], by: 'test', history: true })
  const archive = (await sources.list()).find(({ id }) => id === 'archive')
  expect(archive).toMatchObject({ recentReports: 0, lastReportAt: null })
})

it('grades by the name that whoever changed it has by then: they may be forgotten before all is graded', async () => {
  const told = Array.from({ length: 51 }, (_, n) =>
    ambush(17, 5, { source: 'ANHA', externalId: `${n}`, credibility: '2' }),
  )
  await at.report(...told)
  const submit = at.ingest.submit.bind(at.ingest)
  const spied = vi.spyOn(at.ingest, 'submit').mockImplementation(async (asked) => {
    const done = await submit(asked)
    await own.database.query({
      ...{ name: null, values: ['Former member 1'] },
      text: `update source_revision set by = $1 where source_id = 'anha'`,
    })
    return done
  })
  await sources.change('anha', { reliability: 'C' }, officer)
  await regrader.idle()
  spied.mockRestore()
  const rows = await own.database.query<{ by: string; n: number }>({
    ...{ name: null, values: [] },
    text: `select v.body->>'recordedBy' as by, count(*)::int as n from incident_revision v join incident i on i.id = v.incident_id
      where i.source_id = 'anha' and v.revision = 2 group by 1 order by 2`,
  })
  expect(rows).toEqual([
    { by: 'Former member 1', n: 1 },
    { by: 'dana', n: 50 },
  ])
})
