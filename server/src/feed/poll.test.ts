import { say } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aQuake, aSource, feedStage, quakes, type FeedStage } from './feed.fixture.js'

let stage: FeedStage
let source: Awaited<ReturnType<typeof aSource>>
let path: string
let count = 0

beforeAll(async () => {
  ;[stage, source] = await Promise.all([feedStage(startPostgres, '2026-11-09T06:00:00.000Z'), aSource()])
})
afterAll(async () => {
  await Promise.all([stage.close(), source.close()])
})
beforeEach(() => {
  path = `/feed-${++count}`
})

const feedHere = () => stage.feed({ name: `Feed ${count}`, source: `Source ${count}`, url: source.origin + path })
const here = async () => (await stage.incidents()).filter((incident) => incident.source === `Source ${count}`)
const capMessage = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m</identifier>
  <sender>w@example.org</sender><sent>2026-11-09T05:00:00+00:00</sent><status>Actual</status><msgType>Alert</msgType>
  <scope>Public</scope><info><category>Met</category><event>Storm</event><urgency>Immediate</urgency>
  <severity>Severe</severity><certainty>Observed</certainty><headline>Storm</headline>
  <area><areaDesc>Hasakah</areaDesc><circle>36.5,40.75 10</circle></area></info></alert>`
const updated = (minutes: number) => Date.parse('2026-11-09T05:00:00.000Z') + minutes * 60_000

describe('a feed that is polled', () => {
  it('brings each thing once, however often it is listed', async () => {
    source.at(path, quakes(aQuake('a'), aQuake('b', { mag: 2 }), aQuake('a')))
    const { id } = await feedHere()
    await stage.poll(0)
    await stage.poll()
    expect(await here()).toMatchObject([
      { externalId: 'a', revision: 1, severity: 'severe', type: 'natural-hazard', source: `Source ${count}` },
      { externalId: 'b', revision: 1, severity: 'minor' },
    ])
    expect(await stage.look(id)).toMatchObject({ failures: 0, error: null, rejected: 0 })
  })

  it('makes an update a revision, and does not let an older version undo it', async () => {
    source.at(path, quakes(aQuake('a')))
    await feedHere()
    await stage.poll(0)
    source.at(path, quakes(aQuake('a', { mag: 7.2, title: 'M 7.2', updated: updated(30) })))
    await stage.poll()
    source.at(path, quakes(aQuake('a', { mag: 6.5, title: 'M 6.5', updated: updated(10) })))
    await stage.poll()
    expect(await here()).toMatchObject([{ revision: 2, title: 'M 7.2', severity: 'extreme' }])
  })

  it('makes a deletion a refutation; what is only no longer listed stays as it is', async () => {
    source.at(path, quakes(aQuake('a'), aQuake('b')))
    await feedHere()
    await stage.poll(0)
    source.at(path, quakes(aQuake('a', { status: 'deleted', updated: updated(40) })))
    await stage.poll()
    expect(await here()).toMatchObject([
      { externalId: 'a', status: 'refuted', revision: 2 },
      { externalId: 'b', status: 'unverified', revision: 1 },
    ])
  })

  it('pages once for a thing that is updated and withdrawn', async () => {
    const zone = await stage.zones.create(
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [10, 10] },
        properties: { name: 'Here', visibility: 'public', radiusMetres: 50_000 },
      },
      stage.who,
    )
    if (!zone.ok) throw new Error('no zone')
    await stage.rules.create(zone.value.id, { name: 'Anything' }, stage.who)
    await stage.feed({
      name: 'Paging',
      source: 'Paging',
      url: source.origin + path,
      point: { type: 'Point', coordinates: [10, 10] },
    })
    for (const [minute, over] of [
      [0, {}],
      [10, { mag: 6.4 }],
      [20, { status: 'deleted' }],
      [30, { mag: 6.2 }],
    ] as const) {
      source.at(path, quakes(aQuake('p', { ...over, updated: updated(minute) }, [10, 10])))
      await stage.poll()
    }
    const alerts = await stage.alerts()
    expect(alerts.filter(({ source: of }) => of === 'Paging')).toHaveLength(1)
  })

  it('keeps what could not be taken, once, with its reason, and takes the rest', async () => {
    const noPlace = { ...aQuake('none'), geometry: null }
    const swapped = aQuake('swapped', {}, [36.5, 40.75])
    source.at(path, quakes(aQuake('good'), noPlace, swapped, aQuake('future', { time: updated(60 * 24 * 9) })))
    const { id } = await feedHere()
    await stage.poll(0)
    await stage.poll()
    expect((await here()).map(({ externalId }) => externalId)).toEqual(['good'])
    const page = await stage.rejects.page(id, { limit: 10 })
    const told = page.ok ? page.value.items.map(({ externalId, errors }) => [externalId, errors[0]?.message]) : []
    expect(told.toSorted()).toEqual([
      ['future', expect.stringContaining('Expected an event no later than now')],
      ['none', 'It has no position: give longitude and latitude'],
      ['swapped', expect.stringContaining('are longitude and latitude swapped?')],
    ])
    expect(await stage.look(id)).toMatchObject({ rejected: 3 })
  })

  it('asks only for what has changed, where the server can tell', async () => {
    source.at(path, (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"' }).end(quakes(aQuake('a')))
    })
    const { id } = await feedHere()
    await stage.poll(0)
    await stage.poll()
    expect(source.asked.filter(({ url }) => url === path).map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
    ])
    expect(await stage.look(id)).toMatchObject({ failures: 0, error: null })
  })

  it('is said to have a clock that is off where it has, whatever a cache on the way makes of it', async () => {
    const at = (minutes: number, more: object = {}) => {
      const date = new Date(stage.clock.ms() + minutes * 60_000).toUTCString()
      source.at(path, (_, response) => response.writeHead(200, { date, ...more }).end(quakes()))
    }
    at(-20, { age: '1170' })
    const { id } = await feedHere()
    await stage.poll(0)
    expect(await stage.look(id)).toMatchObject({ skewMs: -30_000, warnings: [] })
    at(60)
    await stage.feeds.hurry(id)
    await stage.poll(0)
    expect(await stage.look(id)).toMatchObject({ skewMs: 3_600_000, warnings: ['skew'], state: 'fresh' })
  })

  it('is said to go back in time where what it sends is older than what it sent, and for how long', async () => {
    const madeAgo = async (minutes: number) => {
      const metadata = { generated: stage.clock.ms() - minutes * 60_000 }
      const answer = JSON.stringify({ type: 'FeatureCollection', metadata, features: [aQuake('a')] })
      const date = new Date(stage.clock.ms()).toUTCString()
      source.at(path, (_, response) => response.writeHead(200, { date }).end(answer))
      await stage.feeds.hurry(id)
      await stage.poll(0)
      return stage.look(id)
    }
    const { id } = await feedHere()
    // A payload that claims to be made tomorrow makes none that follows look old.
    expect(await madeAgo(-24 * 60)).toMatchObject({ behindMs: null, behindCount: 0, warnings: [] })
    expect(await madeAgo(2)).toMatchObject({ behindMs: 120_000, behindCount: 0, warnings: [] })
    expect(await madeAgo(45)).toMatchObject({ behindMs: 2_700_000, behindCount: 1, warnings: ['behind'] })
    expect(await madeAgo(44)).toMatchObject({ behindMs: 2_640_000, behindCount: 2, state: 'fresh' })
    expect(await madeAgo(0)).toMatchObject({ behindMs: null, behindCount: 2, warnings: [] })
  })

  it('goes back in time by what its server says as well, where the payload itself says nothing', async () => {
    const at = async (minutes: number) => {
      const [date, modified] = [0, minutes].map((it) => new Date(stage.clock.ms() - it * 60_000).toUTCString())
      const answer = JSON.stringify({ type: 'FeatureCollection', features: [aQuake('a')] })
      source.at(path, (_, response) => response.writeHead(200, { date, 'last-modified': modified }).end(answer))
      await stage.feeds.hurry(id)
      await stage.poll(0)
      return stage.look(id)
    }
    const { id } = await feedHere()
    expect(await at(0)).toMatchObject({ warnings: [] })
    expect(await at(30)).toMatchObject({ warnings: ['behind'], behindCount: 1 })
  })

  it('is failing where none of the few things that it brings can be taken, and asked again in full', async () => {
    const none = quakes({ ...aQuake('none'), geometry: null })
    source.at(path, (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"' }).end(none)
    })
    const { id } = await feedHere()
    for (let times = 0; times < 3; times++) await stage.poll(times === 0 ? 0 : 8 * 60_000)
    const error = 'nothing of what it brought could be taken: 1 refused'
    expect(await stage.look(id)).toMatchObject({ state: 'failing', error, rejected: 1 })
    source.at(path, quakes(aQuake('good'), { ...aQuake('none'), geometry: null }))
    await stage.poll(20 * 60_000)
    expect(await stage.look(id)).toMatchObject({ state: 'fresh', error: null })
  })

  it('is failing where none of the messages that its index names can be had, and not where one was', async () => {
    const link = (name: string) => `<item><link>${source.origin}/${name}.cap</link></item>`
    source.at(path, `<rss><channel>${link('gone')}${link('away')}</channel></rss>`)
    const { id } = await stage.feed({ name: path, source: path, format: 'cap', url: source.origin + path })
    for (let times = 0; times < 3; times++) await stage.poll(times === 0 ? 0 : 8 * 60_000)
    expect(await stage.look(id)).toMatchObject({ state: 'failing', rejected: 2 })
    source.at('/away.cap', capMessage)
    for (let times = 0; times < 3; times++) await stage.poll(60 * 60_000)
    expect(await stage.look(id)).toMatchObject({ failures: 0, error: null })
  })

  it('is polled by one node alone, and not before it is due', async () => {
    source.at(path, quakes())
    await feedHere()
    await Promise.all([stage.runner.idle(), stage.runner.idle()])
    stage.clock.pass(1_000)
    await stage.runner.idle()
    expect(source.asked.filter(({ url }) => url === path)).toHaveLength(1)
  })
})

describe('a feed that falls silent', () => {
  it('is late, then silent, and raises an alert through the ordinary rules that stays when it recovers', async () => {
    source.at(path, quakes(aQuake('s', {}, [20, 20])))
    const { id } = await stage.feed({
      ...{ name: 'Required', source: 'Required', url: source.origin + path, required: true },
      point: { type: 'Point', coordinates: [20, 20] },
    })
    await stage.poll(0)
    const stateAfter = async (passMs: number) => {
      await stage.poll(passMs)
      await stage.keeper.checkAll()
      return (await stage.look(id)).state
    }
    const alerts = async () => (await stage.alerts()).filter(({ incidentType }) => incidentType === 'feed-silent')
    const own = async () => (await alerts()).filter(({ zoneName }) => zoneName === 'Coverage of Required')
    expect(await stateAfter(61 * 60_000)).toBe('late')
    expect(await own()).toEqual([])
    expect(await stateAfter(60 * 60_000)).toBe('silent')
    expect(await stateAfter(2 * 60_000)).toBe('silent')
    expect(await own()).toMatchObject([{ state: 'new', incidentTitle: 'Required is silent', severity: 'severe' }])
    source.at(path, quakes(aQuake('t', {}, [20, 20])))
    expect(await stateAfter(2 * 60_000)).toBe('fresh')
    expect(await own()).toMatchObject([{ state: 'new' }])
    const outage = (await stage.incidents()).find(({ title }) => title === 'Required is silent')
    expect(outage?.occurredTo).not.toBeNull()
    expect(await stage.look(id)).toMatchObject({ outageAt: null })
  })

  it.each([
    ['answers with an empty list', () => quakes()],
    ['repeats itself', () => quakes(aQuake('s', {}, [30, 30]))],
    ['goes back in time', () => quakes(aQuake('s', { mag: 5, updated: updated(-30) }, [30, 30]))],
  ] as const)('is silent although it %s for ever', async (_, answer) => {
    source.at(path, quakes(aQuake('s', {}, [30, 30])))
    const name = `Feed ${count}`
    const { id } = await stage.feed({
      ...{ name, source: `Source ${count}`, url: source.origin + path, required: true },
      point: { type: 'Point', coordinates: [30, 30] },
    })
    await stage.poll(0)
    source.at(path, answer())
    const states: string[] = []
    for (const passMs of [40, 40, 45].map((minutes) => minutes * 60_000)) {
      await stage.poll(passMs)
      await stage.keeper.checkAll()
      states.push((await stage.look(id)).state)
    }
    await stage.poll(5 * 60_000)
    await stage.keeper.checkAll()
    expect(states).toEqual(['fresh', 'late', 'silent'])
    expect(await stage.look(id)).toMatchObject({ failures: 0, error: null })
    expect(await here()).toMatchObject([{ revision: 1, title: 'M 6.1 - near Hasakah' }])
    const raised = (await stage.alerts()).filter(({ zoneName }) => zoneName === `Coverage of ${name}`)
    expect(raised).toMatchObject([{ incidentTitle: `${name} is silent`, state: 'new' }])
  })

  it.each([
    [204, 'it answered without any content; look at its address'],
    [401, 'it lets nobody in with this address and key; look at both'],
    [403, 'it lets nobody in with this address and key; look at both'],
    [404, 'there is nothing at this address; look at it'],
    [429, 'it is asked too often, and from now on less often; choose a longer interval if that goes on'],
    [500, 'a fault of its own server; it is asked again by itself'],
  ])('that answers HTTP %i says what can be done', async (status, todo) => {
    source.at(path, (_, response) => response.writeHead(status).end())
    const { id } = await feedHere()
    await stage.poll(30 * 60_000)
    expect((await stage.look(id)).error).toBe(`HTTP ${status}: ${todo}`)
  })

  it('that answers with headers without end says so', async () => {
    source.at(path, (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end())
    const { id } = await feedHere()
    await stage.poll(30 * 60_000)
    expect((await stage.look(id)).error).toMatch(/its answer begins with more headers than are read/)
  })

  it('is failing after three failures in a row, and asked ever more seldom', async () => {
    source.at(path, (_, response) => response.writeHead(503).end())
    const { id } = await feedHere()
    for (let failures = 0; failures < 3; failures++) await stage.poll(30 * 60_000)
    const feed = await stage.look(id)
    expect(feed).toMatchObject({ state: 'failing', failures: 3, error: say('way.theirFault', { status: '503' }) })
    const waitMs = Date.parse(feed.nextDueAt ?? '') - stage.clock.ms()
    expect(waitMs).toBeGreaterThan(7 * 60_000)
  })
})
