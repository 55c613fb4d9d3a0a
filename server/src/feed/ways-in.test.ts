import { startPostgres } from '@cordon/test/postgres'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Clock } from '../platform/clock.js'
import { Idempotency } from '../platform/idempotency.js'
import { FeedMemoryRunner } from '../upkeep/feed-memory.runner.js'
import { feedInput, type FeedSaid } from '../wire/index.js'
import { dropFolder } from './drop.js'
import { aFeed, aQuake, aSource, feedStage, quakes, type FeedStage } from './feed.fixture.js'

let stage: FeedStage
let source: Awaited<ReturnType<typeof aSource>>
beforeAll(async () => {
  ;[stage, source] = await Promise.all([feedStage(startPostgres, '2026-11-09T06:00:00.000Z'), aSource()])
})
afterAll(async () => {
  await Promise.all([stage.close(), source.close()])
})

let count = 0
const aWay = (way: FeedSaid['way'], over: Partial<FeedSaid> = {}) =>
  stage.feed({ name: `Way ${++count}`, source: `Way ${count}`, way, ...(way === 'poll' ? {} : { url: null }), ...over })
const here = async () => (await stage.incidents()).filter((incident) => incident.source === `Way ${count}`)

interface Dropping {
  readonly text: string
  readonly ageSeconds?: number
}

describe('a folder', () => {
  async function drop(id: string, name: string, { text, ageSeconds = 60 }: Dropping): Promise<void> {
    const folder = dropFolder(stage.folder, id)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, name), text)
    const then = Date.now() / 1000 - ageSeconds
    await utimes(join(folder, name), then, then)
  }

  it('gives up its files once they no longer grow: what can be read is taken, what cannot is put aside with its reason', async () => {
    const { id } = await aWay('drop')
    await drop(id, 'a.geojson', { text: quakes(aQuake('a')) })
    await drop(id, 'b.geojson', { text: '{"type":"FeatureColl' })
    await drop(id, 'c.geojson', { text: quakes(aQuake('c')), ageSeconds: 0 })
    await drop(id, 'd.geojson.part', { text: quakes(aQuake('d')) })
    await stage.poll(0)
    expect((await here()).map(({ externalId }) => externalId)).toEqual(['a'])
    const folder = dropFolder(stage.folder, id)
    const left = (await readdir(folder, { recursive: true })).filter((it) => it.includes('.')).toSorted()
    expect(left).toEqual(['c.geojson', 'd.geojson.part', 'refused/b.geojson', 'taken/a.geojson'])
    expect((await stage.look(id)).error).toMatch(/^In b\.geojson: This is not valid JSON/)
    await drop(id, 'c.geojson', {
      text: quakes(aQuake('c'), aQuake('a', { mag: 7, updated: Date.parse('2026-11-09T05:30:00Z') })),
    })
    await stage.poll()
    expect(await here()).toMatchObject([
      { externalId: 'a', revision: 2 },
      { externalId: 'c', revision: 1 },
    ])
  })

  it('puts a file of two gigabytes aside without reading it', async () => {
    const { id } = await aWay('drop')
    await drop(id, 'huge.geojson', { text: '' })
    const file = join(dropFolder(stage.folder, id), 'huge.geojson')
    await truncate(file, 2_147_483_648)
    await utimes(file, 1_000, 1_000)
    await drop(id, 'small.geojson', { text: quakes(aQuake('beside')) })
    await stage.poll(0)
    expect((await here()).map(({ externalId }) => externalId)).toEqual(['beside'])
    expect((await stage.look(id)).error).toBe('In huge.geojson: It is larger than 20 MB')
    expect(await readdir(join(dropFolder(stage.folder, id), 'refused'))).toEqual(['huge.geojson'])
  })

  it('takes CSV by a mapping as well', async () => {
    const { id } = await aWay('drop', { format: 'csv' })
    await drop(id, 'own.csv', {
      text: 'id,type,title,occurredFrom,longitude,latitude\n1,ambush,Ambush,2026-11-08,40.7,36.5',
    })
    await stage.poll(0)
    expect(await here()).toMatchObject([{ externalId: '1', type: 'ambush' }])
  })
})

describe('a push', () => {
  const body = (...features: readonly object[]) => Buffer.from(quakes(...features))
  let messages = 0
  const signed = (secret: string, bytes: Buffer, ageMs = 0) => {
    const id = `msg_${++messages}`
    const at = new Date(Date.now() - ageMs)
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, bytes.toString('utf8')),
    }
  }
  async function pushFeed() {
    const { id } = await aWay('push')
    const found = await stage.feeds.one(id)
    const secret = found.ok ? found.value.secret : null
    if (secret === null) throw new Error('no secret')
    return { id, secret }
  }

  it('is taken when its signature fits; sent again, or older than what is known, it changes nothing', async () => {
    const { id, secret } = await pushFeed()
    const later = body(aQuake('p', { mag: 7.1, updated: Date.parse('2026-11-09T05:30:00Z') }))
    const first = body(aQuake('p'))
    const push = (bytes: Buffer) => stage.push.take(id, { body: bytes, headers: signed(secret, bytes), who: null })
    expect(await push(first)).toMatchObject({ ok: true, value: { stored: 1 } })
    expect(await push(later)).toMatchObject({ ok: true, value: { revised: 1 } })
    expect(await push(later)).toMatchObject({ ok: true, value: { stored: 0, revised: 0, unchanged: 1 } })
    expect(await push(first)).toMatchObject({ ok: true, value: { stored: 0, revised: 0, unchanged: 1 } })
    expect(await here()).toMatchObject([{ revision: 2, severity: 'extreme' }])
    expect(await stage.look(id)).toMatchObject({ state: 'fresh', lastNewsAt: stage.clock.now() })
  })

  it.each([
    ['another secret', (bytes: Buffer) => signed(`whsec_${Buffer.alloc(24, 7).toString('base64')}`, bytes)],
    ['another body', (_: Buffer, secret: string) => signed(secret, body(aQuake('x')))],
    ['a time six minutes ago', (bytes: Buffer, secret: string) => signed(secret, bytes, 360_000)],
    ['a time six minutes ahead', (bytes: Buffer, secret: string) => signed(secret, bytes, -360_000)],
    [
      'a time that was changed after signing',
      (bytes: Buffer, secret: string) => ({
        ...signed(secret, bytes, 360_000),
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      }),
    ],
  ])('is refused with a signature for %s, and nothing of it is kept', async (_, headersFor) => {
    const { id, secret } = await pushFeed()
    const bytes = body(aQuake('q'))
    const answer = await stage.push.take(id, { body: bytes, headers: headersFor(bytes, secret), who: null })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
    expect(await here()).toEqual([])
  })

  it('is taken once: the same signed message, caught and sent again, puts no old version back', async () => {
    const { id, secret } = await pushFeed()
    const [first, later] = [body(aQuake('p', { updated: null })), body(aQuake('p', { mag: 7.1, updated: null }))]
    const headers = signed(secret, first)
    const push = (bytes: Buffer, by: object) => stage.push.take(id, { body: bytes, headers: { ...by }, who: null })
    expect(await push(first, headers)).toMatchObject({ ok: true, value: { stored: 1 } })
    expect(await push(later, signed(secret, later))).toMatchObject({ ok: true, value: { revised: 1 } })
    expect(await push(first, headers)).toMatchObject({
      failure: { code: 'wrong-state', detail: 'A message with this webhook-id was taken already.' },
    })
    expect(await here()).toMatchObject([{ revision: 2, severity: 'extreme' }])
  })

  it('that broke off half way may be sent again under the same idempotency key', async () => {
    const { id, secret } = await pushFeed()
    const once = new Idempotency(stage.database, new Clock())
    const bytes = body(aQuake('half'))
    const push = () => stage.push.take(id, { body: bytes, headers: signed(secret, bytes), who: null })
    const breaking = () => push().then(() => Promise.reject(new Error('away')))
    const asked = { principal: 'nobody', key: randomUUID(), route: 'POST /api/feeds/:id/push' }
    const use = { ...asked, requestHash: Buffer.from(id), now: new Clock().now() }
    await once.begin(use)
    await expect(once.run(use, breaking, () => null)).rejects.toThrow('away')
    expect(await here()).toHaveLength(1)
    expect(await once.begin(use)).toEqual({ ok: true, value: null })
    expect(await once.run(use, push, () => null)).toMatchObject({ ok: true, value: { stored: 0, unchanged: 1 } })
  })

  it('may be no JSON, and be sent again where it could not be read', async () => {
    const { id, secret } = await pushFeed()
    const bytes = Buffer.from('{')
    const headers = signed(secret, bytes)
    for (let time = 0; time < 2; time++)
      expect(await stage.push.take(id, { body: bytes, headers, who: null })).toMatchObject({
        failure: { code: 'invalid-input' },
      })
  })

  it('waits for its turn in a storm of them, or is told when to come again and then taken', async () => {
    const { id, secret } = await pushFeed()
    const storm = Array.from({ length: 90 }, (_, at) => {
      const bytes = body(aQuake(`storm-${at}`))
      return { body: bytes, headers: signed(secret, bytes), who: null }
    })
    const answers = await Promise.all(storm.map((it) => stage.push.take(id, it)))
    const refused = storm.filter((_, at) => answers[at]?.ok === false)
    expect(storm.length - refused.length).toBeGreaterThanOrEqual(64)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'too-many', retryAfter: 5 } })
    for (const it of refused) expect(await stage.push.take(id, it)).toMatchObject({ ok: true, value: { stored: 1 } })
    expect(await here()).toHaveLength(90)
  }, 60_000)

  it('is refused without a signature, and to a feed that is asked', async () => {
    const { id } = await pushFeed()
    const bytes = body(aQuake('r'))
    expect(await stage.push.take(id, { body: bytes, headers: {}, who: null })).toMatchObject({
      failure: { code: 'not-signed-in' },
    })
    const { id: polled } = await aWay('poll', { url: `${source.origin}/none` })
    expect(await stage.push.take(polled, { body: bytes, headers: {}, who: stage.who })).toMatchObject({
      failure: { code: 'wrong-state' },
    })
  })
})

describe('a look at what would come in', () => {
  const said = (over: Partial<FeedSaid>) => feedInput.parse({ ...aFeed, name: 'Look', source: 'Look', ...over })

  it('stores nothing, tells what would come and what would not, and asks its server once while mappings are tried', async () => {
    source.at('/look', 'Kennung,Titel,Datum,lat,lon\n1,Ambush,2026-11-08,36.5,40.7\n2,Raid,2026-06-31,36.5,40.7')
    const input = said({ format: 'csv', url: `${source.origin}/look` })
    const before = (await stage.incidents()).length
    const first = await stage.preview.look(input, { payload: null, kept: false })
    expect(first).toMatchObject({ items: 0, error: expect.stringContaining('names no known format') })
    expect(first.records?.columns.map(({ name }) => name)).toEqual(['Kennung', 'Titel', 'Datum', 'lat', 'lon'])
    const datum = { from: ['Datum'], clock: [], format: 'iso', zone: 'UTC' } as const
    const guess = first.records?.guess.mapping
    if (guess === undefined) throw new Error('no guess')
    const mapping = { ...guess, id: { from: ['Kennung'] }, title: { from: ['Titel'] }, occurredFrom: datum }
    const second = await stage.preview.look({ ...input, mapping }, { payload: null, kept: true })
    expect(second).toMatchObject({ error: null, items: 1, rejected: 1 })
    expect(second.features).toMatchObject([{ properties: { title: 'Ambush', externalId: '1' } }])
    expect(second.refusals[0]?.errors[0]).toMatchObject({ path: 'Datum', message: expect.stringContaining('Line 3') })
    expect(source.asked.filter(({ url }) => url === '/look')).toHaveLength(1)
    expect(await stage.incidents()).toHaveLength(before)
    expect(await stage.rejected()).toEqual(expect.not.arrayContaining([expect.objectContaining({ externalId: '2' })]))
  })

  it('looks at the first messages that an index names, and says how many there are', async () => {
    const cap = (at: number) => `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m${at}</identifier>
      <sender>w@example.org</sender><sent>2026-11-09T05:00:00+00:00</sent><status>Actual</status>
      <msgType>Alert</msgType>${at === 1 ? '' : '<scope>Public</scope>'}<info><category>Met</category>
      <event>Storm</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
      <area><areaDesc>Hasakah</areaDesc><circle>36.5,40.75 10</circle></area></info></alert>`
    const links = Array.from(
      { length: 20 },
      (_, at) => `<item><guid>${at}</guid><link>${source.origin}/m/${at}</link></item>`,
    )
    source.at('/index', `<rss><channel>${links.join('')}</channel></rss>`)
    for (let at = 0; at < 20; at++) source.at(`/m/${at}`, cap(at))
    const input = said({ format: 'cap', url: `${source.origin}/index` })
    const look = await stage.preview.look(input, { payload: null, kept: false })
    expect(look).toMatchObject({ error: null, named: 20, lookedAt: 8, items: 7, rejected: 1 })
    expect(look.refusals[0]?.errors[0]?.message).toContain('CAP requires <scope>')
    expect(source.asked.filter(({ url }) => url?.startsWith('/m/'))).toHaveLength(8)
  })

  it('says why nothing can be seen', async () => {
    const input = said({ way: 'push', url: null })
    expect(await stage.preview.look(input, { payload: null, kept: false })).toMatchObject({
      error: 'It is not asked: paste what it would send',
    })
    const inside = said({ url: 'http://10.0.0.1/x' })
    expect((await stage.preview.look(inside, { payload: null, kept: false })).error).toMatch(/inside the network/)
  })
})

describe('what was rejected', () => {
  it('is repaired and taken in under its own id and source, once; its source may list it again and change it', async () => {
    const odd = { ...aQuake('odd'), geometry: null }
    source.at('/odd', quakes(odd, { ...aQuake('other'), geometry: null }))
    const { id } = await aWay('poll', { url: `${source.origin}/odd` })
    await stage.poll(0)
    const page = await stage.rejects.page(id, { limit: 10 })
    const items = page.ok ? page.value.items : []
    const [first, other] = ['odd', 'other'].map((of) => items.find(({ externalId }) => externalId === of))
    const draft: unknown = first?.draft
    if (first === undefined || other === undefined || typeof draft !== 'object') throw new Error('not rejected')
    const place = { id, reject: first.id }
    const still = await stage.rejects.replay(place, draft, stage.who)
    const message = expect.stringContaining('Expected a position, longitude first')
    expect(still).toMatchObject({ ok: false, failure: { code: 'invalid-input', errors: [{ message }] } })
    const geometry = { type: 'Point', coordinates: [40.7, 36.5] }
    const properties = {
      ...aQuake('x').properties,
      type: 'natural-hazard',
      source: 'Me',
      occurredFrom: '2026-11-09T05:00:00Z',
    }
    const repaired = { type: 'Feature', geometry, properties: { title: properties.title, ...kept(properties) } }
    expect(await stage.rejects.replay(place, repaired, stage.who)).toMatchObject({
      ok: true,
      value: { externalId: 'odd', source: `Way ${count}` },
    })
    expect(await stage.rejects.replay(place, repaired, stage.who)).toMatchObject({ failure: { code: 'not-found' } })
    expect(await stage.rejects.dismiss({ id, reject: other.id })).toMatchObject({ ok: true })
    await stage.poll()
    expect(await stage.look(id)).toMatchObject({ rejected: 0 })
    source.at('/odd', quakes(aQuake('odd', { mag: 7.5, updated: Date.parse('2026-11-09T05:40:00Z') })))
    await stage.poll()
    expect(await here()).toMatchObject([{ externalId: 'odd', revision: 2, severity: 'extreme' }])
  })

  it('is let go of as a whole until the moment at which somebody saw it, and not what came since', async () => {
    const lost = (id: string) => ({ ...aQuake(id), geometry: null })
    source.at('/lost', quakes(lost('1'), lost('2'), lost('3')))
    const { id } = await aWay('poll', { url: `${source.origin}/lost` })
    await stage.poll(0)
    const seen = await stage.rejects.page(id, { limit: 10 })
    const until = seen.ok ? (seen.value.items[0]?.lastAt ?? '') : ''
    source.at('/lost', quakes(lost('4')))
    await stage.poll()
    expect(await stage.rejects.dismissAll(id, until)).toEqual({ ok: true, value: { dismissed: 3 } })
    const left = await stage.rejects.page(id, { limit: 10 })
    expect(left.ok && left.value.items.map(({ externalId }) => externalId)).toEqual(['4'])
    source.at('/lost', quakes(lost('1'), lost('4')))
    await stage.poll()
    expect(await stage.look(id)).toMatchObject({ rejected: 1 })
  })

  function kept({ type, source: of, occurredFrom }: Readonly<Record<'type' | 'source' | 'occurredFrom', unknown>>) {
    return { type, source: of, occurredFrom }
  }
})

it('what was rejected and is known to its country alone is as wide as that once it is repaired', async () => {
  source.at('/wide', quakes({ ...aQuake('wide'), geometry: null }))
  const { id } = await aWay('poll', { url: `${source.origin}/wide` })
  await stage.poll(0)
  const page = await stage.rejects.page(id, { limit: 10 })
  const [{ id: reject } = { id: '' }] = page.ok ? page.value.items : []
  const said = { type: 'natural-hazard', title: 'Somewhere', occurredFrom: '2026-11-09T05:00:00Z' }
  const properties = { ...said, locationPrecision: 'country' }
  const feature = { type: 'Feature', geometry: { type: 'Point', coordinates: [36.78, 35.97] }, properties }
  const taken = await stage.rejects.replay({ id, reject }, feature, stage.who)
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
  expect(taken.value.uncertaintyMetres).toBe(510_000)
})

it('is remembered for as long as it is listed and 90 days more; what is forgotten is not taken twice', async () => {
  source.at('/memory', quakes(aQuake('kept'), aQuake('gone')))
  const { id } = await aWay('poll', { url: `${source.origin}/memory` })
  await stage.poll(0)
  source.at('/memory', quakes(aQuake('kept')))
  await stage.poll(89 * 86_400_000)
  await stage.poll(2 * 86_400_000)
  await new FeedMemoryRunner(stage.database, stage.clock).tick()
  const text = `select external_id as "externalId" from feed_item where feed_id = $1`
  const known = await stage.database.query<{ externalId: string }>({ name: null, text, values: [id] })
  expect(known.map(({ externalId }) => externalId)).toEqual(['kept'])
  source.at('/memory', quakes(aQuake('kept'), aQuake('gone')))
  await stage.poll()
  expect(await here()).toMatchObject([
    { externalId: 'gone', revision: 1 },
    { externalId: 'kept', revision: 1 },
  ])
})
