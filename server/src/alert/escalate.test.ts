import type { Alert, Escalation, Rotation } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from './alert.fixture.js'

let room: WatchRoom
let omar: { readonly id: string; readonly cookie: string }
let lina: { readonly id: string; readonly cookie: string }
beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
  omar = await room.invite('omar')
  lina = await room.invite('lina')
})
afterAll(() => room.close())

/** Calls omar after five minutes, the room ten minutes later. */
const night = (more: object = {}) => ({
  name: 'Night',
  steps: [
    { afterMinutes: 5, tells: [{ kind: 'account', id: omar.id }] },
    { afterMinutes: 10, tells: [{ kind: 'room' }] },
  ],
  ...more,
})
const setUp = (more: object = {}) => room.ask<Escalation>('POST /api/escalations', night(more))

async function raised(escalation: Escalation, zone: object = {}, as = room.chief): Promise<Alert> {
  const { lon } = await room.watch({ escalationId: escalation.id }, zone, as)
  return room.attack(lon, {}, as)
}

describe('an alert to which nobody comes', () => {
  it('calls whom each step names, once, and says so', async () => {
    const alert = await raised(await setUp())
    await room.pass(4)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(0)
    await room.pass(1)
    await room.pass(0)
    await room.pass(9)
    expect((await room.story(alert)).alert).toMatchObject({ escalatedSteps: 1, called: [omar.id], state: 'new' })
    await room.pass(1)
    await room.pass(600)
    const { alert: end, events, deliveries } = await room.story(alert)
    expect(end).toMatchObject({ escalatedSteps: 2, called: [omar.id, 'room'], state: 'new' })
    expect(events.map(({ what, detail }) => [what, detail])).toEqual([
      ['raised', null],
      ['escalated', '1: omar'],
      ['escalated', '2: room'],
    ])
    const told = deliveries.map(({ alertRevision, address }) => [alertRevision, address])
    expect(told.toSorted()).toEqual([
      [1, 'room'],
      [2, omar.id],
      [3, 'room'],
    ])
  })

  it('takes each step once, however many nodes ask', async () => {
    const alert = await raised(await setUp())
    room.clock.pass(5)
    await Promise.all([room.pass(0), room.anotherNode().tick(), room.anotherNode().tick()])
    expect((await room.story(alert)).alert.escalatedSteps).toBe(1)
  })

  it('takes one step after a long absence, not all at once', async () => {
    const alert = await raised(await setUp())
    await room.pass(24 * 60)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(1)
    await room.pass(10)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(2)
  })

  it('calls nobody where somebody has it, or where it was refuted', async () => {
    const escalation = await setUp()
    const [taken, refuted] = [await raised(escalation), await raised(escalation)]
    await room.ask(`POST /api/alerts/${taken.id}/acknowledge`, {})
    await room.correct(refuted, { status: 'refuted' })
    await room.pass(0)
    await room.pass(60)
    expect((await room.story(taken)).alert.escalatedSteps).toBe(0)
    expect((await room.story(refuted)).alert.escalatedSteps).toBe(0)
  })

  it('begins anew where it is given back', async () => {
    const alert = await raised(await setUp())
    await room.pass(5)
    await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {}, omar.cookie)
    await room.pass(60)
    await room.ask(`POST /api/alerts/${alert.id}/release`, { note: 'I cannot reach the site.' }, omar.cookie)
    expect((await room.story(alert)).alert).toMatchObject({ state: 'new', ownerId: null, escalatedSteps: 0 })
    await room.pass(5)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(1)
  })

  it('is called for by whoever’s turn it is', async () => {
    const day = new Date(room.clock.ms()).toISOString().slice(0, 10)
    const stand = { from: new Date(room.clock.ms()).toISOString(), to: new Date(room.clock.ms() + 6e5).toISOString() }
    const rotation = await room.ask<Rotation>('POST /api/rotations', {
      ...{ name: 'Watch', members: [lina.id], handsOverAt: ['00:00'], startsOn: day },
      overrides: [{ ...stand, accountId: omar.id }],
    })
    const steps = [1, 2].map((n) => ({
      afterMinutes: n === 1 ? 5 : 15,
      tells: [{ kind: 'rotation', id: rotation.id }],
    }))
    const alert = await raised(await setUp({ steps }))
    await room.pass(5)
    await room.pass(15)
    const { events } = await room.story(alert)
    expect(events.flatMap(({ what, detail }) => (what === 'escalated' ? [detail] : []))).toEqual(['1: omar', '2: lina'])
  })

  it('calls the room where whoever it would call is disabled by now', async () => {
    const gone = await room.ask<{ id: string }>('POST /api/accounts', {
      ...{ name: 'sami', password: 'correct horse battery', role: 'officer' },
    })
    const escalation = await setUp({ steps: [{ afterMinutes: 5, tells: [{ kind: 'account', id: gone.id }] }] })
    const alert = await raised(escalation)
    await room.ask(`PATCH /api/accounts/${gone.id}`, { disabled: true })
    await room.pass(5)
    expect((await room.story(alert)).alert.called).toEqual(['room'])
  })

  it('tells nobody else of a private zone', async () => {
    const alert = await raised(await setUp(), { visibility: 'private' }, lina.cookie)
    await room.pass(5)
    const { alert: own } = await room.story(alert, lina.cookie)
    expect(own.called).toEqual([lina.id])
    expect(await room.send(`GET /api/alerts/${alert.id}`, { as: omar.cookie })).toMatchObject({ status: 404 })
  })
})

describe('an acknowledgement', () => {
  it('expires where nothing is done, and not where something is', async () => {
    const escalation = await setUp({ lapseMinutes: 30 })
    const [idle, busy] = [await raised(escalation), await raised(escalation)]
    for (const { id } of [idle, busy]) await room.ask(`POST /api/alerts/${id}/acknowledge`, {}, omar.cookie)
    await room.pass(29)
    await room.ask(`POST /api/alerts/${busy.id}/note`, { note: 'On my way.' }, omar.cookie)
    await room.pass(1)
    const { alert, events } = await room.story(idle)
    expect(alert).toMatchObject({ state: 'new', ownerId: null, acknowledgedAt: null })
    expect(events.at(-1)).toMatchObject({ what: 'lapsed', by: 'Cordon' })
    expect((await room.story(busy)).alert.state).toBe('acknowledged')
  })

  it('is one of two where two are asked for, by two people', async () => {
    const alert = await raised(await setUp({ acknowledgements: 2 }))
    const acknowledge = (as: string) => room.send(`POST /api/alerts/${alert.id}/acknowledge`, { as, body: {} })
    expect(await acknowledge(omar.cookie)).toMatchObject({ body: { state: 'new', ownerName: 'omar' } })
    expect(await acknowledge(omar.cookie)).toMatchObject({ status: 409, body: { code: 'already-acknowledged' } })
    await room.pass(5)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(1)
    expect(await acknowledge(lina.cookie)).toMatchObject({ body: { state: 'acknowledged', ownerName: 'omar' } })
  })
})

describe('a change of an escalation', () => {
  it('holds for the alerts that wait', async () => {
    const escalation = await setUp()
    const alert = await raised(escalation)
    const sooner = night({ steps: [{ afterMinutes: 1, tells: [{ kind: 'room' }] }] })
    await room.ask(`PUT /api/escalations/${escalation.id}`, sooner)
    await room.pass(1)
    expect((await room.story(alert)).alert.called).toEqual(['room'])
  })

  it('of a rule does as well', async () => {
    const { lon, ruleId } = await room.watch()
    const alert = await room.attack(lon)
    await room.ask(`PATCH /api/rules/${ruleId}`, { escalationId: (await setUp()).id })
    await room.pass(5)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(1)
    await room.ask(`PATCH /api/rules/${ruleId}`, { escalationId: null })
    await room.pass(60)
    expect((await room.story(alert)).alert.escalatedSteps).toBe(1)
  })

  it('is refused by whoever read an older version', async () => {
    const { id } = await setUp()
    await room.ask(`PUT /api/escalations/${id}`, night())
    const stale = await room.send(`PUT /api/escalations/${id}`, { body: night(), headers: { 'if-match': '"1"' } })
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-etag' } })
  })

  it('cannot take it away while a rule uses it', async () => {
    const escalation = await setUp()
    const { ruleId } = await room.watch({ escalationId: escalation.id })
    const path = `/api/escalations/${escalation.id}`
    expect(await room.send(`DELETE ${path}`)).toMatchObject({
      status: 409,
      body: { detail: 'Night is in use: by 1 rules and 0 escalations.' },
    })
    await room.ask(`PATCH /api/rules/${ruleId}`, { escalationId: null })
    expect(await room.send(`DELETE ${path}`)).toMatchObject({ status: 204 })
    expect(await room.send(`PUT ${path}`, { body: night() })).toMatchObject({ status: 404 })
  })
})

describe('bad input', () => {
  const someone = '01234567-89ab-4cde-8f01-23456789abcd'
  it.each([
    ['no step', { steps: [] }, 'steps'],
    ['a step that tells nobody', { steps: [{ afterMinutes: 5, tells: [] }] }, 'steps[0].tells'],
    ['no delay', { steps: [{ afterMinutes: 0, tells: [{ kind: 'room' }] }] }, 'steps[0].afterMinutes'],
    [
      'nobody who is known',
      { steps: [{ afterMinutes: 5, tells: [{ kind: 'account', id: someone }] }] },
      'steps[0].tells[0].id',
    ],
    ['three acknowledgements', { acknowledgements: 3 }, 'acknowledgements'],
  ])('an escalation with %s is refused by name', async (_title, more, path) => {
    const refused = await room.send('POST /api/escalations', { body: night(more) })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  })

  it.each([
    ['a time that is none', { handsOverAt: ['24:00'] }, 'handsOverAt[0]'],
    ['a day that is none', { startsOn: '2026-02-30' }, 'startsOn'],
    ['a place without a clock', { timeZone: 'Asia/Nowhere' }, 'timeZone'],
    ['two times on every seventh day', { everyDays: 7, handsOverAt: ['07:00', '19:00'] }, 'handsOverAt'],
    ['somebody unknown', { members: [someone] }, 'members[0]'],
  ])('a rotation with %s is refused by name', async (_title, more, path) => {
    const rotation = { name: 'Watch', members: [omar.id], handsOverAt: ['07:00'], startsOn: '2026-11-26' }
    const refused = await room.send('POST /api/rotations', { body: { ...rotation, ...more } })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  })

  it('a rule that names no escalation is refused by name', async () => {
    const { ruleId } = await room.watch()
    const refused = await room.send(`PATCH /api/rules/${ruleId}`, { body: { escalationId: someone } })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'escalationId' }] } })
  })
})
