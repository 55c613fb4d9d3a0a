import type { Alert, Contact } from '@cordon/alerts'
import type { Database } from '@cordon/db'
import { PushService } from '@cordon/test/push'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import type { ContactMade } from '../wire/index.js'
import { Channels } from './channels.js'
import { Envelopes } from './envelope.js'
import { Outbox } from './outbox.js'
import { forgetContacts, hook, outside, watchedBy } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'

let room: WatchRoom
let receiver: Receiver
let service: PushService
let omar: { readonly id: string; cookie: string }
beforeAll(async () => {
  receiver = await Receiver.open()
  service = await PushService.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
})
afterAll(async () => {
  await room.close()
  await service.close()
  await receiver.close()
})
afterEach(() => forgetContacts(room, omar.cookie))

/** A zone of three rules of which somebody is told by a message that people read. */
async function watched() {
  const { path } = await hook(room, receiver, { as: omar.cookie, format: 'slack' })
  const { lon, zoneId } = await watchedBy(room, omar.cookie)
  for (const name of ['Second', 'Third']) await room.ask(`POST /api/zones/${zoneId}/rules`, { name })
  return { path, lon }
}

/** What is owed outside the page of all that an incident raised. */
async function owed({ incidentId }: Alert) {
  const { items } = await room.ask<{ items: readonly Alert[] }>(`GET /api/incidents/${incidentId}/alerts`)
  return (await Promise.all(items.map((alert) => outside(room, alert)))).flat()
}
const states = async (alert: Alert) => (await owed(alert)).map(({ state }) => state)
const came = (path: string, title: string) => receiver.at(path).filter(({ body }) => body.includes(title)).length

/** As another node on the same database has it. */
function anotherOutbox(): Outbox {
  const { app } = room.server
  return new Outbox(app.get<Database>(DATABASE), app.get(Clock), app.get(Channels), app.get(Envelopes))
}

describe('what one incident raised by several rules', () => {
  it('is one message again where somebody has one of them sent that was given up', async () => {
    const { path, lon } = await watched()
    receiver.answer(path, 400)
    const alert = await room.attack(lon, { title: 'Given up' })
    await room.tellOutside()
    expect(await states(alert)).toEqual(['dead', 'dead', 'dead'])
    receiver.answer(path, 204)
    const [, second] = await owed(alert)
    expect((await room.send(`POST /api/deliveries/${second?.id}/resend`)).status).toBe(204)
    await room.tellOutside()
    expect(await states(alert)).toEqual(['sent', 'sent', 'sent'])
    expect(came(path, 'Given up')).toBe(2)
    expect(receiver.at(path)[1]?.body).toBe(receiver.at(path)[0]?.body)
    expect((await room.send(`POST /api/deliveries/${second?.id}/resend`)).status).toBe(404)
  })

  it('is one message at each try to an address that did not answer before', async () => {
    const { path, lon } = await watched()
    receiver.answer(path, 503)
    await room.attack(lon, { title: 'Before' })
    await room.tellOutside()
    const alert = await room.attack(lon, { title: 'Behind it' })
    await room.tellOutside()
    expect((await owed(alert)).map(({ state, tries }) => [state, tries])).toEqual([
      ['due', 1],
      ['due', 1],
      ['due', 1],
    ])
    receiver.answer(path, 204)
    await room.pass(5)
    await room.tellOutside()
    expect(await states(alert)).toEqual(['sent', 'sent', 'sent'])
    expect(came(path, 'Behind it')).toBe(2)
  })

  it('never comes under the key of what was tried by itself, also in a flood', async () => {
    const { path } = await hook(room, receiver, { as: omar.cookie, format: 'sms', number: '+49123456789' })
    const { lon } = await watchedBy(room, omar.cookie)
    receiver.answer(path, 503)
    await room.attack(lon, { title: 'Tried' })
    await room.tellOutside()
    await room.pass(0.01)
    receiver.answer(path, 204)
    await room.attack(lon, { title: 'Taken' })
    await room.tellOutside()
    for (let n = 0; n < 6; n++) await room.attack(lon, { title: `Flood ${n}` })
    await room.pass(5)
    await room.tellOutside()
    const told = new Set(receiver.at(path).map(({ body }) => body))
    const keys = new Set([...told].map((body) => /"id":"([^"]+)"/.exec(body)?.[1]))
    expect(told.size).toBe(3)
    expect(keys.size).toBe(3)
  })

  it('is one message where two nodes take on what is due at once', async () => {
    const { path, lon } = await watched()
    const outbox = room.server.app.get(Outbox)
    const other = anotherOutbox()
    for (let n = 0; n < 25; n++) {
      await room.attack(lon, { title: `Attack ${n}.` })
      await room.whileTelling(async () => {
        await Promise.all([outbox.tell(), other.tell()])
        await Promise.all([outbox.idle(), other.idle()])
      })
      expect(came(path, `Attack ${n}.`)).toBe(1)
    }
  })

  it('stays shown to a browser where only some of it holds no more', async () => {
    const browser = service.subscribed()
    const { endpoint, keys } = browser.subscription
    const input = { channel: 'push', address: endpoint, keys }
    const { contact } = await room.ask<ContactMade>('POST /api/contacts', input, omar.cookie)
    const code = browser.shown[0]?.code
    await room.ask<Contact>(`POST /api/contacts/${contact.id}/verify`, { code }, omar.cookie)
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    for (const name of ['Second', 'Third'])
      await room.ask(`POST /api/zones/${zoneId}/rules`, { name, types: ['ambush'] })
    const alert = await room.attack(lon)
    await room.tellOutside()
    await room.correct(alert, { type: 'arrest' })
    await room.pass(0)
    await room.tellOutside()
    const [joint, ...corrections] = browser.shown.slice(1)
    expect(corrections.length).toBeGreaterThan(0)
    // What takes the place of the whole says what of it still holds.
    const placed = corrections.filter(({ tag }) => tag === joint?.tag)
    expect(placed.map(({ title }) => title.split(' · ')[0])).toEqual(placed.map(() => 'UPDATE'))
  })
})
