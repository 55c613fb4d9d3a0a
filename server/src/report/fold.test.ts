import { startPostgres } from '@cordon/test/postgres'
import type { Incident, Report } from '@cordon/alerts'
import { addSources, alertOf, incidentsById, reportsOf, type Database } from '@cordon/db'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pipeline } from '../ingest/ingest.fixture.js'
import type { Entry, Outcome } from '../ingest/entry.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { incidentPatch, reportPatch, reportTold } from '../wire/index.js'
import { entryTold } from './told.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let database: Database
let at: ReturnType<typeof pipeline>
/** Each run has a place of its own on the ground, so that none hears of the others. */
let run = 0

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  database = own.database
  at = pipeline(database)
})
afterAll(() => own.close())

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

interface Message {
  readonly source: string
  readonly story: number
  readonly by: 'id' | 'link' | 'words'
  readonly credibility: '1' | '2' | '3' | '6'
  readonly origin: string | null
}

/** A message of one of a few stories; all that tell one story name the same place, time and words. */
function told({ source, story, by, credibility, origin }: Message, turn: number): Entry {
  const title = `Attack ${turn}-${story}`
  const report = {
    source,
    title: by === 'words' ? title : `${title}, ${source}`,
    text: by === 'words' ? 'One account, word for word.' : `${source} tells it, known by its ${by}.`,
    credibility,
    origin,
    reportedAt: '2026-11-09T05:30:00.000Z',
    ...(by === 'id' ? { externalId: `${turn}-${story}` } : {}),
    ...(by === 'link' ? { link: `https://example.org/${turn}/${story}` } : {}),
  }
  const properties = { type: 'ambush', severity: 'severe', occurredFrom: '2026-11-09T05:00:00.000Z', title }
  const geometry = { type: 'Point', coordinates: placeOf(turn, story) }
  return entryTold(reportTold.parse({ ...report, incident: { geometry, properties } }))
}

function placeOf(turn: number, story: number): readonly [number, number] {
  return [-170 + (turn % 300), -60 + Math.floor(turn / 300) * 2 + story / 100]
}

async function submit(entries: readonly Entry[]): Promise<readonly Outcome[]> {
  return at.ingest.submit({ entries, by: 'test', history: false })
}

function incidentOf(outcome: Outcome | undefined): Incident {
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
  return outcome.incident
}

async function incidentsOf(ids: readonly string[]): Promise<readonly Incident[]> {
  const rows = await database.query<{ body: Incident }>(incidentsById([...new Set(ids)]))
  return rows.map((row) => row.body)
}

async function alertsOf(ids: readonly string[]): Promise<readonly { rule: string; title: string; state: string }[]> {
  const text = `select body->>'ruleName' as rule, ${alertOf('a')}->>'incidentTitle' as title, state from alert a
    where incident_id = any($1::uuid[]) order by 1, 2`
  return database.query({ name: null, text, values: [ids] })
}

/** What there is in the end, but for who came first: what is believed, who tells it, and who was alerted. */
async function ending(ids: readonly string[]) {
  const incidents = await incidentsOf(ids)
  const reports = await database.query<Report>(reportsOf(incidents.map(({ id }) => id)))
  return {
    incidents: incidents
      .map(({ id, grade, status, point, type, occurredFrom, title }) => {
        const telling = reports.filter((it) => it.incidentId === id && !it.withdrawn)
        const sources = telling.map((it) => `${it.sourceName} ${it.credibility}`).sort()
        const named = title.replace(/,.*/, '')
        return JSON.stringify({ grade, status, point, type, occurredFrom, named, sources })
      })
      .sort(),
    alerts: await alertsOf(incidents.map(({ id }) => id)),
  }
}

/** Two runs lie at different places on the ground. */
function withoutPlace(end: unknown): unknown {
  return JSON.parse(JSON.stringify(end).replaceAll(/\\"coordinates\\":\[[^\]]*\]/g, ''))
}

describe(`merging and undoing it (seed ${seed})`, () => {
  it('ends as if nothing had ever been merged once all is undone, with nothing lost', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('merge' as const), one: fc.nat({ max: 3 }), other: fc.nat({ max: 3 }) }),
      fc.record({ do: fc.constant('unmerge' as const), one: fc.nat({ max: 3 }) }),
      fc.record({
        do: fc.constant('report' as const),
        one: fc.nat({ max: 3 }),
        source: fc.constantFrom('RIC', 'SOHR', 'SDF'),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const ends: unknown[] = []
        for (const merges of [true, false]) {
          const turn = (run += 1)
          const zone = await at.zone({ type: 'Point', coordinates: [...placeOf(turn, 0)] }, { radiusMetres: 20_000 })
          await at.rule(zone)
          const founding = [0, 1, 2, 3].map((story) =>
            told({ source: 'First', story, by: 'id', credibility: '3', origin: null }, turn),
          )
          const ids = (await submit(founding)).map((outcome) => incidentOf(outcome).id)
          for (const [index, it] of steps.entries()) {
            const id = ids[it.one] ?? ''
            const reason = 'a test'
            if (it.do === 'report') {
              const said = { incidentId: id, source: it.source, title: `Told ${index}`, credibility: '2' }
              await submit([entryTold(reportTold.parse(said))])
            } else if (merges && it.do === 'merge') {
              await submit([{ what: 'merge', id, into: ids[it.other] ?? '', reason }])
            } else if (merges && it.do === 'unmerge') await submit([{ what: 'unmerge', id, reason }])
          }
          if (merges) for (const id of ids) await submit([{ what: 'unmerge', id, reason: 'all undone' }])
          const merged = await database.query({
            name: null,
            text: 'select from incident_merged where incident_id = any($1::uuid[])',
            values: [ids],
          })
          expect(merged).toEqual([])
          ends.push(JSON.parse(JSON.stringify(await ending(ids)).replaceAll(`Attack ${turn}-`, 'Attack ')))
        }
        expect(withoutPlace(ends[0])).toEqual(withoutPlace(ends[1]))
      }),
      { numRuns: 15, seed },
    )
  }, 240_000)

  async function sourceIs(name: string, reliability: string) {
    await database.query(addSources([{ id: name.toLowerCase(), name, kind: 'other', reliability }], at.clock.now()))
  }

  /** Two accounts at one place, in a zone that listens to both. */
  async function twoAccounts() {
    const turn = (run += 1)
    const zone = await at.zone({ type: 'Point', coordinates: [...placeOf(turn, 0)] }, { radiusMetres: 20_000 })
    const rule = await at.rule(zone)
    const said = (source: string, story: number): Entry =>
      told({ source, story, by: 'id', credibility: '2', origin: null }, turn)
    const [one, other] = await submit([said('RIC', 0), said('SOHR', 1)])
    return { one: incidentOf(one), other: incidentOf(other), rule, zone }
  }

  it('lets the reports of both count for the one that stands, keeps every alert and tells of nothing twice', async () => {
    const { one, other } = await twoAccounts()
    const before = await alertsOf([one.id, other.id])
    const [merged] = await submit([{ what: 'merge', id: other.id, into: one.id, reason: 'one town' }])
    expect(incidentOf(merged)).toMatchObject({ status: 'merged', mergedInto: one.id, reason: 'one town', revision: 2 })
    const [survivor] = await incidentsOf([one.id])
    expect(survivor).toMatchObject({ status: 'corroborated', revision: 2 })
    expect(await alertsOf([one.id, other.id])).toEqual(before)
    const [undone] = await submit([{ what: 'unmerge', id: other.id, reason: 'two after all' }])
    expect(incidentOf(undone)).toMatchObject({ status: 'unverified', revision: 3 })
    expect(incidentOf(undone)).not.toHaveProperty('mergedInto')
    expect((await incidentsOf([one.id]))[0]).toMatchObject({ status: 'unverified', revision: 3 })
  })

  it('never tells of the survivor what a rule told of the one that is merged into it', async () => {
    const turn = (run += 1)
    const [longitude, latitude] = placeOf(turn, 0)
    const zone = await at.zone({ type: 'Point', coordinates: [longitude, latitude] }, { radiusMetres: 20_000 })
    await at.rule(zone, { minGrade: 'F2' })
    const said = (story: number, credibility: '2' | '3') =>
      told({ source: 'RIC', story, by: 'id', credibility, origin: null }, turn)
    const [one, other] = (await submit([said(0, '3'), said(1, '2')])).map(incidentOf)
    const ids = [one?.id ?? '', other?.id ?? '']
    expect(await alertsOf(ids)).toHaveLength(1)
    await submit([{ what: 'merge', id: ids[1] ?? '', into: ids[0] ?? '', reason: 'one' }])
    const better = { incidentId: ids[0], source: 'SDF', title: 'Seen by us', credibility: '2' }
    await submit([entryTold(reportTold.parse(better))])
    expect(await alertsOf(ids)).toHaveLength(1)
  })

  it('tells once of what the reports of both make known well enough, however often it is undone and done', async () => {
    const turn = (run += 1)
    const [longitude, latitude] = placeOf(turn, 0)
    const zone = await at.zone({ type: 'Point', coordinates: [longitude, latitude] }, { radiusMetres: 20_000 })
    await at.rule(zone, { minGrade: 'F2' })
    const said = (source: string, credibility: '2' | '3' | '6') =>
      told({ source, story: credibility === '6' ? 1 : 0, by: 'id', credibility, origin: null }, turn)
    const [one, other] = (await submit([said('RIC', '6'), said('SOHR', '3')])).map(incidentOf)
    const ids = [one?.id ?? '', other?.id ?? '']
    expect(await alertsOf(ids)).toEqual([])
    // It is known better while it is merged; that counts for the one that stands.
    await submit([{ what: 'merge', id: ids[1] ?? '', into: ids[0] ?? '', reason: 'one' }])
    await submit([entryTold(reportTold.parse({ incidentId: ids[1], source: 'SDF', title: 'Seen', credibility: '2' }))])
    const alerts = await alertsOf(ids)
    expect(alerts).toMatchObject([{ title: one?.title }])
    await submit([{ what: 'unmerge', id: ids[1] ?? '', reason: 'two' }])
    // By itself it is known well enough too, and nobody was told of it.
    const both = await alertsOf(ids)
    expect(both).toHaveLength(2)
    for (const what of ['merge', 'unmerge', 'merge'] as const) {
      await submit([
        what === 'merge'
          ? { what, id: ids[1] ?? '', into: ids[0] ?? '', reason: 'one' }
          : { what, id: ids[1] ?? '', reason: 'two' },
      ])
      expect(await alertsOf(ids)).toEqual(both)
    }
  })

  it('tells of the one that stands as soon as the merge makes it known well enough', async () => {
    const turn = (run += 1)
    const [longitude, latitude] = placeOf(turn, 0)
    const zone = await at.zone({ type: 'Point', coordinates: [longitude, latitude] }, { radiusMetres: 20_000 })
    const rule = await at.rule(zone, { minGrade: 'C2' })
    await sourceIs('Kinder', 'C')
    await sourceIs('Leser', 'C')
    const said = (source: string, story: number) =>
      told({ source, story, by: 'id', credibility: '3', origin: null }, turn)
    const [one, other] = (await submit([said('Kinder', 0), said('Leser', 1)])).map(incidentOf)
    const ids = [one?.id ?? '', other?.id ?? '']
    expect(await alertsOf(ids)).toEqual([])
    await submit([{ what: 'merge', id: ids[1] ?? '', into: ids[0] ?? '', reason: 'one' }])
    expect(await alertsOf(ids)).toEqual([{ rule: rule.name, title: one?.title, state: 'new' }])
  })

  it('refuses chains, circles and what is merged already, by name, however many try at once', async () => {
    const { one, other } = await twoAccounts()
    const merge = (id: string, into: string): Entry => ({ what: 'merge', id, into, reason: 'one' })
    const outcomes = await Promise.all([
      ...[submit([merge(one.id, other.id)]), submit([merge(other.id, one.id)]), submit([merge(one.id, other.id)])],
      submit([merge(one.id, one.id)]),
    ])
    const codes = outcomes.flat().map((outcome) => (outcome.ok ? outcome.what : outcome.failure.code))
    expect(codes.toSorted()).toEqual(['already-merged', 'already-merged', 'merge-itself', 'revised'])
    expect((await submit([{ what: 'unmerge', id: other.id, reason: 'x' }]))[0]).toMatchObject({
      ok: false,
      failure: { code: 'not-merged' },
    })
  })
})

describe('a report', () => {
  it('joins by its link as the same origin, and counts once', async () => {
    const turn = (run += 1)
    const said = (source: string): Entry => told({ source, story: 0, by: 'link', credibility: '2', origin: null }, turn)
    const [one, other] = (await submit([said('RIC'), said('North Press')])).map(incidentOf)
    expect(other?.id).toBe(one?.id)
    expect(other).toMatchObject({ status: 'unverified', revision: 2 })
  })

  it('is taken back and corrected with what it said before kept, and the incident graded anew', async () => {
    const turn = (run += 1)
    const [stored] = await submit([told({ source: 'RIC', story: 0, by: 'id', credibility: '2', origin: null }, turn)])
    const id = incidentOf(stored).id
    const said = { incidentId: id, source: 'SOHR', title: 'It too', claims: [{ topic: 'killed', range: 4 }] }
    const [added] = await submit([entryTold(reportTold.parse(said))])
    expect(incidentOf(added)).toMatchObject({ status: 'corroborated', casualties: [{ source: 'SOHR' }] })
    const reports = await database.query<Report>(reportsOf([id]))
    const reportId = reports.find((it) => it.sourceName === 'SOHR')?.id ?? ''
    const patch = reportPatch.parse({ withdrawn: true, reason: 'They deleted it' })
    const [after] = await submit([{ what: 'amend', reportId, patch, ifMatch: null }])
    expect(incidentOf(after)).toMatchObject({ status: 'unverified', casualties: [], reason: 'They deleted it' })
    const kept = await database.query({
      name: null,
      text: `select body->>'withdrawn' as withdrawn, reason from report_revision where report_id = $1`,
      values: [reportId],
    })
    expect(kept).toEqual([{ withdrawn: 'false', reason: 'They deleted it' }])
  })

  it('does not move what a person said, until that is lifted', async () => {
    const turn = (run += 1)
    const [stored] = await submit([told({ source: 'RIC', story: 0, by: 'id', credibility: '2', origin: null }, turn)])
    const id = incidentOf(stored).id
    const correct = (said: object): Entry => ({ what: 'correct', id, patch: incidentPatch.parse(said), ifMatch: null })
    await submit([correct({ override: { status: 'refuted', grade: 'D4' }, reason: 'seen on video' })])
    const said = { incidentId: id, source: 'SDF', title: 'Confirmed', credibility: '1' }
    const [reported] = await submit([entryTold(reportTold.parse(said))])
    expect(incidentOf(reported)).toMatchObject({
      ...{ status: 'refuted', grade: 'D4', override: { by: 'test', reason: 'seen on video' } },
    })
    const [lifted] = await submit([correct({ override: null, reason: 'the video was old' })])
    expect(incidentOf(lifted)).toMatchObject({ status: 'corroborated' })
    expect(incidentOf(lifted)).not.toHaveProperty('override')
  })
})
