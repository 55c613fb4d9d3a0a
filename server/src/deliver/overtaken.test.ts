import { startPostgres } from '@cordon/test/postgres'
import type { Database } from '@cordon/db'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { AlertFollower } from '../alert/alert.follower.js'
import { DATABASE } from '../platform/database.js'
import { forgetContacts, hook, outside, watchedBy } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'

let room: WatchRoom
let receiver: Receiver
let omar: { readonly id: string; cookie: string }
beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})
afterEach(() => forgetContacts(room, omar.cookie))

const person = () => hook(room, receiver, { as: omar.cookie, format: 'slack' })
const raised = async () => room.attack((await watchedBy(room, omar.cookie)).lon, { severity: 'moderate' })
/** How what came at a path begins, of each message once. */
const came = (path: string) => [
  ...new Set(receiver.at(path).map(({ body }) => /"\*?([A-Z]+) ·/.exec(body)?.[1] ?? body)),
]

const waitingForOthers = { name: null, text: 'select from pg_locks where not granted', values: [] }

async function follow() {
  await room.pass(0)
  await room.tellOutside()
}

async function later() {
  await room.pass(30)
  await room.tellOutside()
}

describe('what corrects a message again before an earlier correction was told', () => {
  it('comes after it, at once', async () => {
    const { path } = await person()
    const alert = await raised()
    await room.tellOutside()
    receiver.answer(path, 503)
    await room.correct(alert, { severity: 'severe' })
    await follow()
    receiver.received.length = 0
    receiver.answer(path, 204)
    await room.correct(alert, { status: 'refuted' })
    await follow()
    expect(came(path)).toEqual(['UPDATE', 'CANCELLED'])
  })

  it('comes after what holds no more by one rule alone, which says the same at each try', async () => {
    const { path } = await person()
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    await room.ask(`POST /api/zones/${zoneId}/rules`, { name: 'Second', kinds: ['event'] })
    const alert = await room.attack(lon, { severity: 'moderate' })
    await room.tellOutside()
    receiver.received.length = 0
    receiver.answer(path, 503)
    await room.correct(alert, { kind: 'threat' })
    await follow()
    receiver.answer(path, 204)
    room.clock.pass(0.001)
    await room.correct(alert, { status: 'refuted' })
    await follow()
    expect(receiver.at(path)[1]?.body).toBe(receiver.at(path)[0]?.body)
    expect(came(path)).toEqual(['UPDATE', 'CANCELLED'])
    expect(receiver.at(path)).toHaveLength(3)
  })

  it('is a message of its own after it, where what they correct is sent again', async () => {
    const { path } = await person()
    receiver.answer(path, 400)
    const alert = await raised()
    await room.tellOutside()
    await room.correct(alert, { severity: 'severe' })
    await room.pass(1)
    await room.correct(alert, { status: 'refuted' })
    await room.pass(1)
    await room.tidyOutside()
    receiver.received.length = 0
    receiver.answer(path, 204)
    const [first] = await outside(room, alert)
    expect((await room.send(`POST /api/deliveries/${first?.id}/resend`)).status).toBe(204)
    await room.tellOutside()
    expect(came(path)).toEqual(['MODERATE', 'UPDATE', 'CANCELLED'])
  })

  it('waits for nothing that will never be told', async () => {
    const { path } = await person()
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    const alert = await room.attack(lon, { severity: 'moderate' })
    await room.tellOutside()
    const worse = { name: 'Worse', kinds: ['event'], minSeverity: 'severe' }
    await room.ask(`POST /api/zones/${zoneId}/rules`, worse)
    receiver.answer(path, 400)
    await room.correct(alert, { severity: 'severe' })
    await follow()
    receiver.answer(path, 204)
    receiver.received.length = 0
    await room.correct(alert, { severity: 'extreme' })
    await follow()
    await room.correct(alert, { status: 'refuted' })
    await follow()
    expect(came(path)).toEqual(['UPDATE', 'CANCELLED'])
  })
})

describe('the next contact method of somebody whose first one fails', () => {
  it.each([[400], [410]])('is told what has changed since as well, after %d', async (status) => {
    const [first, next] = [await person(), await person()]
    receiver.answer(first.path, 503)
    const alert = await raised()
    await room.tellOutside()
    await room.correct(alert, { severity: 'extreme' })
    await follow()
    receiver.answer(first.path, status)
    await later()
    expect(came(next.path)).toEqual(['MODERATE', 'UPDATE'])
    await room.correct(alert, { status: 'refuted' })
    await follow()
    expect(came(next.path)).toEqual(['MODERATE', 'UPDATE', 'CANCELLED'])
  })

  it.each([[400], [410]])('is not told what holds no more, after %d', async (status) => {
    const [first, next] = [await person(), await person()]
    receiver.answer(first.path, 503)
    const alert = await raised()
    await room.tellOutside()
    await room.correct(alert, { status: 'refuted' })
    await follow()
    receiver.answer(first.path, status)
    await later()
    expect(came(next.path)).toEqual([])
  })

  // The embedded database does one transaction after another.
  const manyAtOnce = process.env['CORDON_TEST_DB'] === 'postgres'
  it.runIf(manyAtOnce).each([[400], [410]])(
    'is not told what is found to hold no more amid that, after %d',
    async (status) => {
      const [first, next] = [await person(), await person()]
      receiver.answer(first.path, 503)
      const alert = await raised()
      await room.tellOutside()
      await room.correct(alert, { status: 'refuted' })
      receiver.answer(first.path, status)
      room.clock.pass(30)
      const { app } = room.server
      const database = app.get<Database>(DATABASE)
      const isHeld = async () => (await database.query(waitingForOthers)).length > 0
      const told = await database.transaction('plain', async (run) => {
        await app.get(AlertFollower).correctCalled([alert], run)
        const telling = room.tellOutside()
        await Promise.race([telling, vi.waitUntil(isHeld, { timeout: 10_000 })])
        return { telling }
      })
      await told.telling
      await follow()
      expect(came(next.path)).toEqual([])
    },
  )
})

describe('whoever a step of an escalation calls', () => {
  const watchedWith = async (by: readonly object[]) => {
    const tells = [{ kind: 'account', id: omar.id }]
    const steps = by.map((it) => ({ afterMinutes: 5, tells, ...it }))
    const name = `Night of ${by.length}`
    const { id: escalationId } = await room.ask<{ id: string }>('POST /api/escalations', { name, steps })
    return room.watch({ escalationId })
  }

  it('is told what has changed since it was raised', async () => {
    const { path } = await person()
    const { lon } = await watchedWith([{ by: ['webhook'] }])
    const alert = await room.attack(lon, { severity: 'moderate' })
    await room.correct(alert, { severity: 'extreme' })
    await follow()
    await room.pass(6)
    await room.tellOutside()
    expect(came(path)).toEqual(['MODERATE', 'UPDATE'])
    await later()
    expect(receiver.at(path)).toHaveLength(2)
  })

  it('is told it again where the call tells it anew as it was raised', async () => {
    const { path } = await person()
    const { lon } = await watchedWith([{ by: ['webhook'] }, { by: ['webhook'] }])
    const alert = await room.attack(lon, { severity: 'moderate' })
    await room.pass(6)
    await room.correct(alert, { severity: 'extreme' })
    await follow()
    receiver.received.length = 0
    await room.pass(6)
    await room.tellOutside()
    expect(came(path)).toEqual(['MODERATE', 'UPDATE'])
    await later()
    expect(receiver.at(path)).toHaveLength(2)
  })
})
