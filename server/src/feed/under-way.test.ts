import { claimFeeds } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropFolder } from './drop.js'
import { aQuake, aSource, feedStage, quakes, type Answer, type FeedStage } from './feed.fixture.js'
import { PollRunner } from './poll.runner.js'

let stage: FeedStage
let source: Awaited<ReturnType<typeof aSource>>
let count = 0
let path: string

beforeAll(async () => {
  const limits = { totalMs: 5_000, idleMs: 5_000, wholeMs: 800 }
  ;[stage, source] = await Promise.all([feedStage(startPostgres, '2026-11-09T06:00:00.000Z', limits), aSource()])
})
afterAll(async () => {
  await Promise.all([stage.close(), source.close()])
})
beforeEach(() => {
  path = `/under-way-${++count}`
})

const feedHere = () => stage.feed({ name: `Feed ${count}`, source: `Source ${count}`, url: source.origin + path })
const here = async () => (await stage.incidents()).filter((incident) => incident.source === `Source ${count}`)
const askedFor = (url: string) => source.asked.filter((it) => it.url === url).length

const cap = (id: string) => `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier>
  <sender>w@example.org</sender><sent>2026-11-09T05:00:00+00:00</sent><status>Actual</status><msgType>Alert</msgType>
  <scope>Public</scope><info><category>Met</category><event>Storm</event><urgency>Immediate</urgency>
  <severity>Severe</severity><certainty>Observed</certainty><headline>Storm ${id}</headline>
  <area><areaDesc>Hasakah</areaDesc><circle>36.5,40.75 10</circle></area></info></alert>`

function anIndexOf(many: number): string {
  const items = Array.from({ length: many }, (_, at) => {
    return `<item><guid>${at}</guid><title>Storm</title><link>${source.origin}${path}/${at}</link></item>`
  })
  return `<?xml version="1.0"?><rss><channel>${items.join('')}</channel></rss>`
}

/** Answers with a byte now and then, and never ends. */
const dribbling: Answer = (_, response) => {
  const timer = setInterval(() => response.write(' '), 100)
  response.on('close', () => clearInterval(timer))
}

describe('an index whose messages come slowly', () => {
  it('is given up in time: what came is taken, the rest is told as an error and asked for next time', async () => {
    source.at(path, anIndexOf(12))
    for (let at = 0; at < 12; at++) source.at(`${path}/${at}`, at < 4 ? cap(`m${at}`) : dribbling)
    const { id } = await stage.feed({
      ...{ name: `Feed ${count}`, source: `Source ${count}` },
      ...{ format: 'cap', url: source.origin + path },
    })
    await stage.poll(0)
    expect(await here()).toHaveLength(4)
    expect(await stage.look(id)).toMatchObject({
      rejected: 0,
      error: 'Of 12 messages that it names, 4 came within 0.8 s and 60 MB; the rest is asked for next time',
    })
    for (let at = 4; at < 12; at++) source.at(`${path}/${at}`, cap(`m${at}`))
    await stage.poll()
    expect(await here()).toHaveLength(12)
    expect(await stage.look(id)).toMatchObject({ error: null, state: 'fresh' })
    expect(askedFor(`${path}/0`)).toBe(1)
  })
})

describe('a feed that is being asked', () => {
  it('is not asked again beside, however long it takes, and is not fresh before it has answered', async () => {
    let end = () => undefined
    source.at(path, (_, response) => {
      end = () => void response.end(quakes(aQuake(path)))
    })
    const { id } = await feedHere()
    expect(await stage.look(id)).toMatchObject({ state: 'unheard', reason: 'nothing has come from it yet' })
    await stage.runner.tick()
    await expect.poll(() => askedFor(path)).toBe(1)
    expect(await stage.feeds.hurry(id)).toMatchObject({
      failure: { code: 'wrong-state', detail: expect.stringContaining('ends by 2026-11-09T') },
    })
    stage.clock.pass(6 * 60_000)
    await stage.runner.tick()
    expect(await stage.look(id)).toMatchObject({ state: 'unheard' })
    expect(await stage.feeds.hurry(id)).toMatchObject({ ok: true })
    await stage.runner.tick()
    expect(askedFor(path)).toBe(1)
    source.at(path, quakes(aQuake(path)))
    end()
    await stage.runner.idle()
    expect(await stage.look(id)).toMatchObject({ state: 'fresh' })
  })
})

describe('a node that was killed while it asked', () => {
  it('holds nothing up once it starts again on its own database', async () => {
    source.at(path, quakes(aQuake(path)))
    await feedHere()
    const { database, clock, poller, keeper, fetcher } = stage
    const leaseUntil = new Date(clock.ms() + 300_000).toISOString()
    await database.query(claimFeeds(clock.now(), { leaseUntil, limit: 100, underWay: [] }))
    await stage.runner.idle()
    expect(await here()).toEqual([])
    await new PollRunner({ ...database, kind: 'embedded' }, clock, poller, keeper, fetcher).idle()
    expect(await here()).toHaveLength(1)
  })
})

describe('a poll that breaks off', () => {
  const dropFeed = () => stage.feed({ name: `Feed ${count}`, source: `Source ${count}`, way: 'drop', url: null })
  async function put(file: string, text: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    await utimes(file, 1_000, 1_000)
  }

  it('counts as failed where a file cannot be put aside, and says which; what was in it is taken', async () => {
    const { id } = await dropFeed()
    const folder = dropFolder(stage.folder, id)
    await put(join(folder, 'taken'), quakes())
    await put(join(folder, 'a.geojson'), quakes(aQuake(path)))
    await stage.poll(0)
    expect(await here()).toHaveLength(1)
    expect(await stage.look(id)).toMatchObject({
      failures: 1,
      error: `drop/${id}/taken: something of this name is there already`,
      state: 'fresh',
    })
  })

  it('counts as failed where its folder is none', async () => {
    const { id } = await dropFeed()
    await put(dropFolder(stage.folder, id), 'a file')
    await stage.poll(0)
    const error = `drop/${id}: something of this name is there already`
    expect(await stage.look(id)).toMatchObject({ failures: 1, error, state: 'unheard' })
  })

  it('counts as failed where taking it in fails, without what the inner fault says', async () => {
    source.at(path, quakes(aQuake(path)))
    const { id } = await feedHere()
    const text = `alter table feed_item rename to feed_item_away`
    await stage.database.query({ name: null, text, values: [] })
    await stage.poll(0)
    await stage.database.query({ name: null, text: `alter table feed_item_away rename to feed_item`, values: [] })
    const error = 'Taking it in failed in this server; its log says why'
    expect(await stage.look(id)).toMatchObject({ failures: 1, error })
    await stage.poll()
    expect(await stage.look(id)).toMatchObject({ failures: 0, error: null })
    expect(await here()).toHaveLength(1)
  })
})

describe('changes of a feed at the same time', () => {
  it('come one after another: each is a revision and none undoes another', async () => {
    const { id } = await feedHere()
    const patches = [
      ...[{ name: 'Renamed' }, { everyMs: 120_000 }, { expectedMs: 7_200_000 }],
      ...[{ radiusMetres: 5_000 }, { required: true }, { source: 'Another' }],
    ]
    const edit = { id, who: stage.who, ifMatch: null }
    const answers = await Promise.all(patches.map((patch) => stage.feeds.change(patch, edit)))
    const revisions = answers.map((it) => (it.ok ? it.value.revision : null))
    expect(revisions.toSorted()).toEqual([2, 3, 4, 5, 6, 7])
    expect(await stage.look(id)).toMatchObject(Object.assign({ revision: 7 }, ...patches))
  })

  it('are refused where they were made on a revision that somebody else has changed, and the other change stands', async () => {
    const { id } = await feedHere()
    const edit = { id, who: stage.who, ifMatch: '"1"' }
    expect(await stage.feeds.change({ radiusMetres: 7_000 }, edit)).toMatchObject({ ok: true, value: { revision: 2 } })
    expect(await stage.feeds.change({ required: true }, edit)).toMatchObject({
      failure: { code: 'stale-etag', detail: 'You edit "1", the present one is "2". Read it again.' },
    })
    expect(await stage.look(id)).toMatchObject({ revision: 2, radiusMetres: 7_000, required: false })
  })
})
