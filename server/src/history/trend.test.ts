import { instantOf } from '@cordon/alerts'
import { saveFeed } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Searches } from '../incident/search.js'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { newId } from '../platform/id.js'
import { PlaceService } from '../place/place.service.js'
import type { Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'
import { trendRoutes } from '../wire/index.js'
import { TrendService } from './trend.service.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let trends: TrendService
let hidden: string
const dayMs = 86_400_000

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  const places = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
  const searches = new Searches(own.database, at.clock, new Sight({ coarseKm: null }), places)
  trends = new TrendService(own.database, at.clock, searches)
  const midnight = Math.floor(Date.parse(at.clock.now()) / dayMs) * dayMs
  const ago = (days: number, more: object = {}) =>
    ambush(40.1, 35.3, { title: 'Raid', occurredFrom: instantOf(midnight - days * dayMs), ...more })
  // Two a week for sixteen weeks, then nine.
  const usual = Array.from({ length: 32 }, (_, n) => ago(7 + n * 3.5 + 0.5, { type: 'arrest' }))
  const lately = Array.from({ length: 9 }, (_, n) => ago(0.5 + n / 2, { actors: ['SDF', 'RIC'] }))
  const vague = [
    ago(3, { timePrecision: 'month' }),
    ago(3, { timePrecision: 'week' }),
    ago(3, { timePrecision: 'day' }),
  ]
  // Of today, the first moment of the week, the last of the one before, and the first of all.
  await at.report(...usual, ...lately, ...vague, ago(-0.1), ago(7), ago(7 + 1 / dayMs), ago(119))
  const drawn = await at.zone(
    { type: 'Point', coordinates: [40.1, 35.3] },
    { visibility: 'private', radiusMetres: 20_000 },
  )
  hidden = drawn.id
})
afterAll(() => own.close())

const quietFeed: Omit<Parameters<typeof saveFeed>[0], 'id'> = {
  ...{ revision: 1, removed: false, since: '', state: 'fresh', reason: '', dueAt: null, zoneId: null, secret: null },
  now: '2021-11-01T00:00:00.000Z',
  content: {
    ...{ name: '', way: 'poll', format: 'georss', url: 'https://example.org', source: 'Radio', reliability: 'B' },
    ...{ enabled: true, required: true, everyMs: 300_000, expectedMs: 3_600_000, mapping: null },
    ...{ point: { type: 'Point', coordinates: [40, 35] }, radiusMetres: 50_000 },
  },
}

async function sure<T>(result: Promise<Result<T>>): Promise<T> {
  const it = await result
  if (!it.ok) throw new Error(JSON.stringify(it.failure))
  return it.value
}
const asked = (question: object) => trendRoutes.trend.query.parse(question)
const trend = (question: object, who = officer) => sure(trends.of(asked(question), who))

describe('the weeks of a search', () => {
  it('hold whole days only, each in its week, and the last is told of with a reason', async () => {
    const { weeks, days, until, trend: told } = await trend({})
    expect(until).toMatch(/T00:00:00\.000Z$/)
    expect(weeks).toHaveLength(17)
    expect(weeks.slice(-2)).toEqual([3, 11])
    expect(weeks.slice(1, -2)).toEqual(Array.from({ length: 14 }, () => 2))
    expect(days).toHaveLength(17 * 7)
    expect(days.slice(-7).reduce((sum, n) => sum + n, 0)).toBe(11)
    expect(told).toMatchObject({ count: 11, mean4: 2.25, mean52: null, isRaised: true, reason: { code: 'trend.both' } })
  })

  it('count nothing whose time is known to the week or worse, and say how many those are', async () => {
    const { precisions } = await trend({})
    expect(precisions).toContainEqual({ precision: 'month', count: 1 })
    expect(precisions).toContainEqual({ precision: 'week', count: 1 })
    const vague = await trend({ precision: 'week,month' })
    expect(vague.weeks.at(-1)).toBe(0)
  })

  it('count by the hour only what is known to the hour, and a weekday and hour is asked for by the same names', async () => {
    const { hours } = await trend({})
    const noon = hours.filter(({ hour }) => hour === 12)
    const total = hours.reduce((sum, { count }) => sum + count, 0)
    // What is told with no hour is known to the day: half of those.
    expect(total).toBe(16 + 5 + 1)
    const [first] = noon
    if (first === undefined) expect.unreachable()
    const one = await trend({ weekday: String(first.weekday), hour: '12' })
    expect(one.hours).toEqual([first])
  })

  it('end where the search ends, or with what was known', async () => {
    const until = (await trend({})).until
    const before = instantOf(Date.parse(until) - 7 * dayMs - 1)
    expect((await trend({ to: before })).weeks.at(-1)).toBe(3)
    expect((await trend({ asOf: before })).weeks.at(-1)).toBe(0)
  })

  it('are the first that there are where the search ends within them', async () => {
    for (const said of [{ to: '0001-01-01' }, { to: '0001-01-05T12:00:00Z' }, { asOf: '0001-01-01' }])
      expect(await trend(said)).toMatchObject({ from: '0001-01-01T00:00:00.000Z', weeks: [0] })
  })

  it('say that nothing was known where nothing had been recorded by then', async () => {
    const { note, weeks } = await trend({ asOf: '2021-01-01T00:00:00Z' })
    expect([note?.code, weeks.at(-1)]).toEqual(['history.beforeAll', 0])
    const groups = await sure(
      trends.groups(trendRoutes.groups.query.parse({ by: 'type', asOf: '2021-01-01T00:00:00Z' }), officer),
    )
    expect(groups.note?.code).toBe('history.beforeAll')
    expect((await trend({ actor: 'nobody' })).note).toBeNull()
  })

  it('leave exercises out where that is asked, and say how many', async () => {
    const whole = await trend({})
    const occurredFrom = instantOf(Date.parse(whole.until) - dayMs)
    await at.report(ambush(40.1, 35.3, { exercise: true, occurredFrom }))
    expect(await trend({ exercise: 'without' })).toMatchObject({ trend: { count: 11 }, exercises: 1 })
    expect(await trend({})).toMatchObject({ trend: { count: 12 }, exercises: 0 })
    expect(await trend({ exercise: 'only' })).toMatchObject({ trend: { count: 1 }, exercises: 0 })
    const [played] = await at.report(ambush(40.1, 35.3, { exercise: true, title: 'Played', occurredFrom }))
    if (played?.ok !== true) expect.unreachable()
    const { id } = played.incident
    at.clock.pass(1)
    const asOf = at.clock.now()
    at.clock.pass(1)
    const patch = { properties: { severity: 'minor' as const }, reason: 'Worse' }
    await at.ingest.submit({
      entries: [{ what: 'correct', id, patch, ifMatch: null }],
      ...{ by: 'test', history: false },
    })
    expect(await trend({ asOf, q: 'Played' })).toMatchObject({ trend: { count: 1 } })
    expect(await trend({ asOf, exercise: 'without', q: 'Played' })).toMatchObject({ trend: { count: 0 }, exercises: 1 })
    await own.database.query({
      name: null,
      text: 'update incident set status = $1 where exercise',
      values: ['withdrawn'],
    })
  })

  it('hold nothing that the house tells of its own ears, unless that alone is asked for', async () => {
    const before = await trend({})
    const occurredFrom = instantOf(Date.parse(before.until) - 2 * dayMs)
    const silent = (title: string) =>
      ambush(40.1, 35.3, { type: 'feed-silent', title, occurredFrom, externalId: title })
    await at.report(...Array.from({ length: 30 }, (_, n) => silent(`Silence ${n}`)))
    expect(await trend({})).toEqual(before)
    expect(await trend({ type: 'ambush,feed-silent' })).toMatchObject({ trend: { count: before.trend.count } })
    expect(await trend({ type: 'feed-silent' })).toMatchObject({ trend: { count: 30 } })
    const { groups } = await sure(trends.groups(trendRoutes.groups.query.parse({ by: 'type' }), officer))
    expect(groups.map(({ key }) => key)).not.toContain('feed-silent')
  })

  it('say which feed that is relied on was silent for more than a day of them', async () => {
    const { from, until, silences } = await trend({ type: 'arrest' })
    expect(silences).toEqual([])
    const silent = async (name: string, required: boolean, hours: number) => {
      const id = newId(at.clock.ms())
      await own.database.query(
        saveFeed({ ...quietFeed, id, content: { ...quietFeed.content, name, required }, since: from }),
      )
      const [occurredFrom, occurredTo] = [-200, hours - 200].map((it) => instantOf(Date.parse(until) + it * 3_600_000))
      const said = { type: 'feed-silent', occurredFrom, occurredTo, externalId: `feed/${id}/${occurredFrom}` }
      await at.report(ambush(40.1, 35.3, said))
    }
    await silent('Radio', true, 50)
    await silent('Patrol', true, 20)
    await silent('Weather', false, 90)
    const told = await trend({ type: 'arrest' })
    expect(told.silences).toEqual([{ code: 'trend.feedSilent', values: { feed: 'Radio', silentMs: 50 * 3_600_000 } }])
  })

  it('count what the same filters find', async () => {
    expect(await trend({ type: 'arrest' })).toMatchObject({ trend: { count: 0, isRaised: false } })
    expect(await trend({ actor: 'SDF' })).toMatchObject({ trend: { count: 9, mean4: 0 } })
  })

  it('tell nothing of a zone to those who may not see it', async () => {
    const stranger = { ...officer, id: '018f0000-0000-7000-8000-00000000dead' }
    const asStranger = await trends.of(asked({ zone: hidden }), stranger)
    expect(asStranger).toMatchObject({ ok: false, failure: { code: 'not-found' } })
    expect(await trend({ zone: hidden })).toMatchObject({ trend: { count: 11 } })
  })
})

it('tells each type and each actor apart, those with most first', async () => {
  const groups = async (by: string) => {
    const { groups } = await sure(trends.groups(trendRoutes.groups.query.parse({ by }), officer))
    return groups.map(({ key, weeks, trend: told }) => [key, weeks.reduce((sum, n) => sum + n, 0), told.count])
  }
  expect(await groups('type')).toEqual([
    ['arrest', 32, 0],
    ['ambush', 13, 11],
  ])
  expect(await groups('actor')).toEqual([
    ['RIC', 9, 9],
    ['SDF', 9, 9],
  ])
})
