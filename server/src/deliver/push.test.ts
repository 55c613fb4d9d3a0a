import type { Contact } from '@cordon/alerts'
import type { Database } from '@cordon/db'
import { PushService, vouchedFor, type SubscribedBrowser } from '@cordon/test/push'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { ambush } from '../ingest/ingest.fixture.js'
import { DATABASE } from '../platform/database.js'
import type { ChannelsOut, ContactMade } from '../wire/index.js'
import { forgetContacts, outside, watchedBy } from './outside.fixture.js'
import { VapidKeys } from './vapid-keys.js'
import { Unsealable, Vault, VAULT } from './vault.js'

let room: WatchRoom
let service: PushService
let omar: { readonly id: string; cookie: string }
beforeAll(async () => {
  service = await PushService.open()
  room = await WatchRoom.open(startPostgres, {
    ...{ webhookHosts: ['127.0.0.1'], rateLimits: false, mailFrom: 'Cordon <watch@cordon.example>' },
  })
  omar = await room.invite('omar')
})
afterAll(async () => {
  await room.close()
  await service.close()
})
afterEach(() => forgetContacts(room, omar.cookie))

const input = ({ subscription: { endpoint: address, keys } }: SubscribedBrowser) => ({ channel: 'push', address, keys })
const add = (browser: SubscribedBrowser) => room.ask<ContactMade>('POST /api/contacts', input(browser), omar.cookie)

/** A browser that is told, and has forgotten the code. */
async function verified() {
  const browser = service.subscribed()
  const { contact } = await add(browser)
  const { code } = browser.shown[0] ?? {}
  await room.ask<Contact>(`POST /api/contacts/${contact.id}/verify`, { code }, omar.cookie)
  browser.pushed.length = 0
  return { browser, contact }
}

/** A browser that is told of an alert, answering as it is said. */
async function told(answering: SubscribedBrowser['answering'] = { status: 201 }, more: object = {}) {
  const { browser, contact } = await verified()
  const { lon } = await watchedBy(room, omar.cookie)
  browser.answering = answering
  const alert = await room.attack(lon, more)
  await room.tellOutside()
  return { browser, contact, lon, alert }
}

const now = async (id: string) =>
  (await room.ask<{ items: readonly Contact[] }>('GET /api/contacts', undefined, omar.cookie)).items.find(
    (it) => it.id === id,
  )

describe('a browser that is told while the page is closed', () => {
  it('gets a code first, and nothing else until it was typed in', async () => {
    const browser = service.subscribed()
    const { contact, attempt, secret } = await add(browser)
    expect([attempt, secret, contact.verifiedAt]).toEqual([{ sent: true, why: null }, null, null])
    const { lon } = await watchedBy(room, omar.cookie)
    await room.attack(lon)
    await room.tellOutside()
    expect(browser.shown).toMatchObject([{ tag: 'code', code: expect.stringMatching(/^\d{6}$/) }])
    expect(browser.shown[0]?.title).toContain(browser.shown[0]?.code)
  })

  it('is shown an alert in words, under a tag of its own, with where a press leads', async () => {
    const { browser, alert } = await told({ status: 201 }, { title: 'Shots at the gate', severity: 'severe' })
    expect(browser.shown).toEqual([
      {
        tag: alert.id,
        language: 'en',
        title: `SEVERE · Shots at the gate · ${alert.zoneName}`,
        body: expect.stringContaining('How sure: '),
        path: `/floor?sel=alert:${alert.id}`,
        stays: true,
        code: null,
      },
    ])
  })

  it('alone can read it: its push service learns how long, how urgent and in whose place, and who sends', async () => {
    const { browser, alert } = await told({ status: 201 }, { title: 'Shots at the gate', severity: 'extreme' })
    const [{ headers, bytes } = { headers: {}, bytes: Buffer.of() }] = browser.pushed
    expect(bytes.includes('Shots')).toBe(false)
    expect(bytes.length).toBeLessThan(4_096)
    expect(headers).toMatchObject({
      ...{ ttl: '86400', urgency: 'high', topic: alert.id.replaceAll('-', '') },
      'content-encoding': 'aes128gcm',
    })
    const { key, claims } = vouchedFor(headers.authorization ?? '')
    const { pushKey } = await room.ask<ChannelsOut>('GET /api/channels', undefined, omar.cookie)
    expect(key).toBe(pushKey)
    expect(claims).toMatchObject({ aud: service.url, sub: 'mailto:watch@cordon.example', exp: expect.any(Number) })
  })

  it('is shown what corrects an alert in its place, on the machine and on the way', async () => {
    const { browser, alert } = await told({ status: 201 }, { severity: 'moderate' })
    await room.correct(alert, { severity: 'extreme' })
    await room.pass(0)
    await room.tellOutside()
    await room.correct(alert, { status: 'refuted' })
    await room.pass(0)
    await room.tellOutside()
    expect(browser.shown.map(({ title, stays }) => [title.split(' · ')[0], stays])).toEqual([
      ['MODERATE', false],
      ['UPDATE', true],
      ['CANCELLED', false],
    ])
    expect(new Set(browser.shown.map(({ tag }) => tag))).toEqual(new Set([alert.id]))
    expect(new Set(browser.pushed.map(({ headers }) => headers['topic'])).size).toBe(1)
  })

  it('is shown a flood as one message, that is no longer than push services take', async () => {
    const { browser } = await verified()
    const { lon } = await watchedBy(room, omar.cookie)
    const title = (n: number) => `${n} ${'shots and more shots '.repeat(9)}`
    const features = Array.from({ length: 60 }, (_, n) => ambush(lon, 10, { title: title(n), uncertaintyMetres: 100 }))
    await room.ask('POST /api/incidents', { type: 'FeatureCollection', features })
    await room.tellOutside()
    expect(browser.shown).toMatchObject([{ title: expect.stringContaining('60 messages at once') }])
    expect(browser.pushed[0]?.bytes.length).toBeLessThan(3_200)
    expect(browser.shown[0]?.body).toMatch(/… and \d+ more lines$/)
  })

  it('is tried at once', async () => {
    const { browser, contact } = await verified()
    await room.ask(`POST /api/contacts/${contact.id}/test`, {}, omar.cookie)
    expect(browser.shown).toMatchObject([{ tag: 'test', title: 'Cordon: this is a test', path: '/me' }])
  })
})

describe('a push service that answers', () => {
  const state = async (alert: { readonly id: string }) =>
    (await outside(room, alert)).map(({ state: it, tries, lastError }) => [it, tries, lastError])

  it.each([404, 410])('%i ends the contact method: the browser has let go of it', async (status) => {
    const { alert, browser, contact, lon } = await told({ status })
    expect(await state(alert)).toEqual([['dead', 1, `HTTP ${status}`]])
    expect((await now(contact.id))?.goneAt).not.toBeNull()
    browser.answering = { status: 201 }
    await room.attack(lon)
    await room.tellOutside()
    expect(browser.shown).toEqual([])
  })

  it.each([
    [400, ['dead', 1, 'HTTP 400']],
    [413, ['dead', 1, 'HTTP 413']],
    [401, ['due', 1, 'HTTP 401']],
    [403, ['due', 1, 'HTTP 403']],
    [500, ['due', 1, 'HTTP 500']],
    [502, ['due', 1, 'HTTP 502']],
  ] as const)('%i leaves what was owed as the table says, and the browser stays', async (status, expected) => {
    const { alert, contact } = await told({ status })
    expect(await state(alert)).toEqual([expected])
    expect((await now(contact.id))?.goneAt).toBeNull()
  })

  it('429 with Retry-After is not asked before', async () => {
    const { alert, browser } = await told({ status: 429, headers: { 'retry-after': '600' } })
    browser.answering = { status: 201 }
    room.clock.pass(9)
    await room.tellOutside()
    expect(browser.shown).toEqual([])
    room.clock.pass(2)
    await room.tellOutside()
    expect(await state(alert)).toEqual([['sent', 2, null]])
  })
})

describe('a browser that cannot be told', () => {
  it.each([
    ['inside the network', 'https://10.0.0.1/push', /10\.0\.0\.1/],
    ['without TLS', 'http://push.example.org/it', /Expected https/],
    ['that is no address', 'push', /endpoint of a push subscription/],
  ])('at an address %s is refused', async (_title, address, why) => {
    const body = { ...input(service.subscribed()), address }
    const answer = await room.send('POST /api/contacts', { as: omar.cookie, body })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ errors: [{ path: 'address', message: expect.stringMatching(why) }] })
  })

  it('for want of a key that is one is said so, and nothing is sent', async () => {
    const browser = service.subscribed()
    const keys = { ...browser.subscription.keys, p256dh: `BA${'A'.repeat(85)}` }
    const { attempt } = await room.ask<ContactMade>('POST /api/contacts', { ...input(browser), keys }, omar.cookie)
    expect(attempt).toMatchObject({ sent: false, why: expect.stringContaining('Nothing can be encrypted for it') })
    expect(browser.pushed).toEqual([])
  })
})

describe('the key with which the house tells browsers', () => {
  const keysWith = (vault: Vault) => new VapidKeys(room.server.app.get<Database>(DATABASE), vault)

  it('is one over all nodes and restarts, and kept under seal', async () => {
    const database = room.server.app.get<Database>(DATABASE)
    await database.query({ name: null, text: 'delete from house_secret', values: [] })
    const vault = room.server.app.get<Vault>(VAULT)
    const pairs = await Promise.all([1, 2, 3, 4].map(() => keysWith(vault).pair()))
    expect(new Set(pairs.map(({ privateKey }) => privateKey)).size).toBe(1)
    const [kept] = await database.query<{ sealed: string }>({
      ...{ name: null, text: 'select sealed from house_secret', values: [] },
    })
    expect(kept?.sealed).not.toContain(pairs[0]?.privateKey)
  })

  it('is sealed anew where the key that seals was changed, and opens with no other', async () => {
    const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map((it) => it.toString('base64'))
    const database = room.server.app.get<Database>(DATABASE)
    await database.query({ name: null, text: 'delete from house_secret', values: [] })
    const first = await keysWith(new Vault([older ?? ''])).pair()
    expect(await keysWith(new Vault([newer ?? '', older ?? ''])).pair()).toEqual(first)
    expect(await keysWith(new Vault([newer ?? ''])).pair()).toEqual(first)
    await expect(keysWith(new Vault([older ?? ''])).pair()).rejects.toThrow(Unsealable)
  })
})
