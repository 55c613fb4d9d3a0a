import { startPostgres } from '@cordon/test/postgres'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { Outbox } from './outbox.js'
import { OutboxRunner } from './outbox.runner.js'
import { forgetContacts, hook, outside, watchedBy } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'

let room: WatchRoom
let receiver: Receiver
let omar: { readonly id: string; cookie: string }
let lina: { readonly id: string; cookie: string }
beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
  lina = await room.invite('lina')
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})
beforeEach(async () => {
  for (const { cookie } of [omar, lina]) await forgetContacts(room, cookie)
})

describe('an alert in a zone of which somebody is told outside the page', () => {
  it('is told to their webhook once, signed, under the key of the delivery', async () => {
    const { path, secret, contact } = await hook(room, receiver, { as: omar.cookie })
    const { lon } = await watchedBy(room, omar.cookie)
    const alert = await room.attack(lon, { title: 'Shots at the gate' })
    await room.tellOutside()
    await room.tellOutside()
    const [got, ...others] = receiver.at(path)
    expect(others).toEqual([])
    const [delivery] = await outside(room, alert)
    expect(delivery).toMatchObject({ address: contact.id, accountId: omar.id, state: 'sent', tries: 1, kind: 'alert' })
    expect(got?.headers['webhook-id']).toBe(delivery?.id)
    // The receiver's clock is not that of the test.
    const told: unknown = JSON.parse(got?.body ?? '')
    expect(told).toMatchObject({
      type: 'alert.raised',
      data: { alert: { id: alert.id, incidentTitle: 'Shots at the gate' } },
    })
    expect(secret.startsWith('whsec_')).toBe(true)
  })

  it('is owed to nobody whose least severity it does not reach, and to nobody else', async () => {
    const { path } = await hook(room, receiver, { as: omar.cookie })
    await hook(room, receiver, { as: lina.cookie })
    const { lon } = await watchedBy(room, omar.cookie, { minSeverity: 'severe' })
    const [minor, severe] = [
      await room.attack(lon, { severity: 'minor' }),
      await room.attack(lon, { severity: 'severe' }),
    ]
    await room.tellOutside()
    expect(await outside(room, minor)).toEqual([])
    expect((await outside(room, severe)).map(({ accountId }) => accountId)).toEqual([omar.id])
    expect(receiver.at(path)).toHaveLength(1)
  })

  it('goes to the first contact method alone, or to each of them', async () => {
    const [one, two] = [
      await hook(room, receiver, { as: omar.cookie }),
      await hook(room, receiver, { as: omar.cookie }),
    ]
    const [first, all] = [await watchedBy(room, omar.cookie), await watchedBy(room, omar.cookie, { how: 'all' })]
    await room.attack(first.lon)
    await room.tellOutside()
    expect([receiver.at(one.path).length, receiver.at(two.path).length]).toEqual([1, 0])
    await room.ask('PUT /api/contacts/order', { ids: [two.contact.id, one.contact.id] }, omar.cookie)
    await room.attack(first.lon)
    await room.tellOutside()
    expect([receiver.at(one.path).length, receiver.at(two.path).length]).toEqual([1, 1])
    await room.attack(all.lon)
    await room.tellOutside()
    expect([receiver.at(one.path).length, receiver.at(two.path).length]).toEqual([2, 2])
  })

  it('of an exercise goes nowhere unless that was allowed', async () => {
    const real = await hook(room, receiver, { as: omar.cookie })
    const trained = await hook(room, receiver, { as: lina.cookie, exercises: true })
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    await room.send(`PUT /api/subscriptions/${zoneId}`, { as: lina.cookie, body: {} })
    await room.attack(lon, { exercise: true })
    await room.tellOutside()
    expect(receiver.at(real.path)).toEqual([])
    expect(receiver.told(trained.path).map(({ data }) => data.title)).toEqual([expect.stringContaining('EXERCISE')])
  })

  it('in a private zone is told to nobody who may not see it', async () => {
    const { path } = await hook(room, receiver, { as: lina.cookie })
    const secret = await room.watch({}, { visibility: 'private' }, omar.cookie)
    const refused = await room.send(`PUT /api/subscriptions/${secret.zoneId}`, { as: lina.cookie, body: {} })
    expect(refused.status).toBe(404)
    const { lon, zoneId } = await room.watch({}, {}, omar.cookie)
    await room.send(`PUT /api/subscriptions/${zoneId}`, { as: lina.cookie, body: {} })
    receiver.answer(path, 503)
    const alert = await room.attack(lon)
    await room.tellOutside()
    await room.ask(`PATCH /api/zones/${zoneId}`, { properties: { visibility: 'private' } }, omar.cookie)
    receiver.answer(path, 204)
    receiver.received.length = 0
    room.clock.pass(1)
    await room.tellOutside()
    expect(receiver.at(path)).toEqual([])
    expect(alert.zoneId).toBe(zoneId)
  })

  it('of somebody who was disabled is told to them no more', async () => {
    const sami = await room.invite('sami')
    const { path } = await hook(room, receiver, { as: sami.cookie })
    const { lon } = await watchedBy(room, sami.cookie)
    await room.ask(`PATCH /api/accounts/${sami.id}`, { disabled: true })
    await room.attack(lon)
    await room.tellOutside()
    expect(receiver.at(path)).toEqual([])
  })

  it('is called for by the channels of a step of its escalation', async () => {
    const { path } = await hook(room, receiver, { as: omar.cookie })
    const steps = [
      { afterMinutes: 5, tells: [{ kind: 'account', id: omar.id }] },
      { afterMinutes: 5, tells: [{ kind: 'account', id: omar.id }], by: ['webhook'] },
    ]
    const { id: escalationId } = await room.ask<{ id: string }>('POST /api/escalations', { name: 'Night', steps })
    const { lon } = await room.watch({ escalationId })
    const alert = await room.attack(lon)
    await room.pass(5)
    await room.tellOutside()
    expect(receiver.at(path)).toEqual([])
    await room.pass(5)
    await room.tellOutside()
    expect(receiver.told(path)).toMatchObject([{ type: 'alert.raised', data: { alert: { id: alert.id } } }])
  })
})

describe('an address that answers', () => {
  const state = async (alert: { readonly id: string }) =>
    (await outside(room, alert)).map(({ state: it, tries, lastError }) => [it, tries, lastError])
  const told = async (answering: Parameters<Receiver['answer']>[1]) => {
    const { path, contact } = await hook(room, receiver, { as: omar.cookie })
    receiver.answer(path, answering)
    const { lon } = await watchedBy(room, omar.cookie)
    const alert = await room.attack(lon)
    await room.tellOutside()
    return { path, contact, alert, lon }
  }

  it.each([
    ['400', 400, ['dead', 1, 'HTTP 400']],
    ['302', { status: 302, headers: { location: 'http://127.0.0.1/' } }, ['dead', 1, 'HTTP 302: it redirects']],
    ['401', 401, ['due', 1, 'HTTP 401']],
    ['500', 500, ['due', 1, 'HTTP 500']],
    ['503', 503, ['due', 1, 'HTTP 503']],
    ['429', { status: 429, headers: { 'retry-after': '600' } }, ['due', 1, 'HTTP 429']],
  ] as const)('%s leaves what was owed as the table says', async (_title, answering, expected) => {
    const { alert } = await told(answering)
    expect(await state(alert)).toEqual([expected])
  })

  it('with a reset is asked again, under the same key', async () => {
    const { alert, path } = await told((request) => request.socket.destroy())
    expect(await state(alert)).toEqual([['due', 1, 'No answer: the connection was cut off']])
    receiver.answer(path, 204)
    room.clock.pass(1)
    await room.tellOutside()
    expect(await state(alert)).toEqual([['sent', 2, null]])
    const keys = receiver.at(path).map(({ headers }) => headers['webhook-id'])
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })

  it('with Retry-After is not asked before', async () => {
    const { alert, path } = await told({ status: 503, headers: { 'retry-after': '600' } })
    receiver.answer(path, 204)
    room.clock.pass(9)
    await room.tellOutside()
    expect(receiver.at(path)).toHaveLength(1)
    room.clock.pass(2)
    await room.tellOutside()
    expect(await state(alert)).toEqual([['sent', 2, null]])
  })

  it('with 410 is gone: nothing more is sent there until its owner says so', async () => {
    const { path, contact, lon } = await told(410)
    const own = async () =>
      (
        await room.ask<{ items: readonly { id: string; goneAt: string | null }[] }>(
          'GET /api/contacts',
          undefined,
          omar.cookie,
        )
      ).items
    expect((await own()).find(({ id }) => id === contact.id)?.goneAt).not.toBeNull()
    receiver.answer(path, 204)
    await room.attack(lon)
    await room.tellOutside()
    expect(receiver.at(path)).toHaveLength(1)
    await room.ask(`PATCH /api/contacts/${contact.id}`, { enabled: true }, omar.cookie)
    await room.attack(lon)
    await room.tellOutside()
    expect(receiver.at(path)).toHaveLength(2)
  })

  it('refuses once for all is followed by the next contact method of the same person', async () => {
    const { path } = await hook(room, receiver, { as: omar.cookie })
    const next = await hook(room, receiver, { as: omar.cookie })
    receiver.answer(path, 400)
    const { lon } = await watchedBy(room, omar.cookie)
    const alert = await room.attack(lon)
    await room.tellOutside()
    expect(receiver.told(next.path)).toMatchObject([{ data: { alert: { id: alert.id } } }])
    expect((await state(alert)).map(([it]) => it).toSorted()).toEqual(['dead', 'sent'])
  })

  it('again is told what was given up, where somebody asks for that, under the old key', async () => {
    const { alert, path } = await told(400)
    receiver.answer(path, 204)
    const [dead] = await outside(room, alert)
    expect(await room.send(`POST /api/deliveries/${dead?.id}/resend`, { as: lina.cookie })).toMatchObject({
      status: 204,
    })
    await room.tellOutside()
    expect(await state(alert)).toEqual([['sent', 1, null]])
    expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-id']))).toEqual(new Set([dead?.id]))
    expect(await room.send(`POST /api/deliveries/${dead?.id}/resend`, { as: lina.cookie })).toMatchObject({
      status: 404,
    })
  })

  it('again is told at once what waits for its next try, where somebody asks for that', async () => {
    const { alert, path } = await told(503)
    receiver.answer(path, 204)
    await room.tellOutside()
    const [due] = await outside(room, alert)
    expect(due).toMatchObject({ state: 'due', tries: 1 })
    expect(await room.send(`POST /api/deliveries/${due?.id}/resend`, { as: lina.cookie })).toMatchObject({
      status: 204,
    })
    await room.tellOutside()
    expect(await state(alert)).toEqual([['sent', 2, null]])
    expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-id']))).toEqual(new Set([due?.id]))
  })

  it('never delays the others', async () => {
    const hangs = await hook(room, receiver, { as: lina.cookie })
    receiver.answer(hangs.path, () => undefined)
    const { path } = await hook(room, receiver, { as: omar.cookie })
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    await room.send(`PUT /api/subscriptions/${zoneId}`, { as: lina.cookie, body: {} })
    for (let n = 0; n < 30; n++) await room.attack(lon)
    const { app } = room.server
    await room.whileTelling(async () => {
      await app.get(OutboxRunner).tick()
      await expect.poll(() => receiver.at(path).length, { timeout: 10_000 }).toBe(30)
      expect(receiver.at(hangs.path).length).toBeLessThanOrEqual(16)
      await app.get(Outbox).idle()
    })
  }, 40_000)
})

describe('a signature', () => {
  it('is one that the library of Standard Webhooks verifies, with the old secret too while it is changed', async () => {
    const { path, contact, secret } = await hook(room, receiver, { as: omar.cookie })
    const { secret: next } = await room.ask<{ secret: string }>(
      `POST /api/contacts/${contact.id}/secret`,
      {},
      omar.cookie,
    )
    await room.ask(`POST /api/contacts/${contact.id}/test`, {}, omar.cookie)
    const [got] = receiver.at(path)
    for (const it of [secret, next]) expect(verified(it, got)).toMatchObject({ type: 'contact.test' })
    await room.ask(`POST /api/contacts/${contact.id}/secret`, {}, omar.cookie)
    await room.ask(`POST /api/contacts/${contact.id}/test`, {}, omar.cookie)
    expect(() => verified(secret, receiver.at(path)[1])).toThrow()
  })

  /** The library looks at the real clock, the server at the test's. */
  function verified(
    secret: string,
    got: { readonly body: string; readonly headers: Readonly<Record<string, string>> } | undefined,
  ) {
    const { body = '', headers = {} } = got ?? {}
    const real = Date.now
    Date.now = () => room.clock.ms()
    try {
      return new Webhook(secret).verify(body, { ...headers })
    } finally {
      Date.now = real
    }
  }
})

// Sessions end on the way: it comes last.
describe('an address that does not answer for a day', () => {
  async function dead() {
    const { path } = await hook(room, receiver, { as: omar.cookie })
    receiver.answer(path, 500)
    const { lon } = await watchedBy(room, omar.cookie)
    return { path, lon, alert: await room.attack(lon) }
  }

  it('is asked a few times, then now and then, and given up after a day', async () => {
    const { alert, path, lon } = await dead()
    for (let n = 0; n < 9; n++) await room.attack(lon)
    await room.tellOutside()
    const before = receiver.at(path).length
    expect(before).toBeLessThan(17)
    room.clock.pass(0.2)
    await room.tellOutside()
    expect(receiver.at(path)).toHaveLength(before)
    room.clock.pass(16)
    await room.tellOutside()
    expect(receiver.at(path)).toHaveLength(before + 1)
    room.clock.pass(24 * 60)
    await room.tidyOutside()
    expect((await outside(room, alert)).map(({ state }) => state)).toEqual(['dead'])
  })
})
