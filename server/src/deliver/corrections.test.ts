import { formatUtcAt, instantMs, instantOf, type Alert } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { ambush } from '../ingest/ingest.fixture.js'
import { hook, outside, watchedBy, type Hooked } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'

let room: WatchRoom
let receiver: Receiver
let omar: { readonly id: string; cookie: string }
let own: Hooked
beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
  own = await hook(room, receiver, { as: omar.cookie })
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})

let seen = 0

/** Lets alerts follow their incidents, tells what is owed, and gives what came since it was asked last. */
async function told() {
  await room.pass(0)
  await room.tellOutside()
  const all = receiver.told(own.path)
  const since = all.slice(seen)
  seen = all.length
  return since
}

async function raised(more: object = {}) {
  const watched = await watchedBy(room, omar.cookie)
  const alert = await room.attack(watched.lon, { severity: 'moderate', ...more })
  const [first] = await told()
  return { ...watched, alert, first: first?.data.deliveryId ?? '' }
}

describe('whoever was told of an incident', () => {
  it('is told once that it is less grave, and where that refers to', async () => {
    const { alert, first } = await raised()
    await room.correct(alert, { severity: 'minor' })
    const [update, ...others] = await told()
    expect(others).toEqual([])
    expect(update).toMatchObject({
      type: 'alert.updated',
      data: { answers: first, alert: { id: alert.id }, correction: { kind: 'update', changes: ['downgraded'] } },
    })
    expect(await told()).toEqual([])
    expect((await outside(room, alert)).map(({ kind, state }) => [kind, state])).toEqual([
      ['alert', 'sent'],
      ['update', 'sent'],
    ])
  })

  it('is told that it is graver, and that it is another thing, at once', async () => {
    const { alert } = await raised()
    await room.correct(alert, { severity: 'extreme', type: 'vehicle-bomb' })
    expect(await told()).toMatchObject([{ data: { correction: { changes: ['upgraded', 'type'] } } }])
  })

  it('is told the time that is known now with what has changed', async () => {
    const { alert } = await raised()
    const occurredFrom = instantOf(instantMs(alert.occurredFrom) - 61 * 60_000)
    await room.correct(alert, { severity: 'extreme', occurredFrom })
    const [update] = await told()
    expect(update?.data.text).toContain(`When: ${formatUtcAt(occurredFrom, null)}`)
    expect(update).toMatchObject({ data: { correction: { known: { occurredFrom } } } })
  })

  it('is told once that it is confirmed, and not how its grade crept there', async () => {
    const { alert, first } = await raised()
    await room.correct(alert, { status: 'corroborated' })
    expect(await told()).toEqual([])
    await room.correct(alert, { status: 'confirmed' })
    expect(await told()).toMatchObject([
      { type: 'alert.updated', data: { answers: first, correction: { kind: 'update', changes: ['confirmed'] } } },
    ])
    await room.correct(alert, { status: 'disputed' })
    await room.correct(alert, { status: 'confirmed' })
    expect(await told()).toEqual([])
  })

  it('is told nothing more of what was confirmed when it was told', async () => {
    const { alert } = await raised({ status: 'confirmed' })
    await room.correct(alert, { title: 'Shots at the northern gate' })
    expect(await told()).toEqual([])
  })

  it('is told that it has moved, and that it lies elsewhere altogether', async () => {
    const { alert, lon } = await raised()
    const move = (to: number) => room.correct(alert, {}, { geometry: { type: 'Point', coordinates: [lon + to, 10] } })
    await move(0.02)
    expect(await told()).toMatchObject([{ data: { correction: { kind: 'update', changes: ['moved'] } } }])
    await move(0.5)
    expect(await told()).toMatchObject([{ type: 'alert.cancelled', data: { correction: { because: 'place' } } }])
    await move(0.6)
    expect(await told()).toEqual([])
  })

  it('is told once that it is refuted, and that it holds again', async () => {
    const { alert, first } = await raised()
    await room.correct(alert, { status: 'refuted' }, { reason: 'It was a wedding' })
    const [cancel, ...more] = await told()
    expect(more).toEqual([])
    expect(cancel).toMatchObject({
      ...{ type: 'alert.cancelled', data: { answers: first, correction: { kind: 'cancel', because: 'refuted' } } },
    })
    expect(cancel?.data.text).toContain('\nReason: It was a wedding\n')
    await room.correct(alert, { severity: 'minor' })
    expect(await told()).toEqual([])
    await room.correct(alert, { status: 'confirmed' })
    expect(await told()).toMatchObject([{ type: 'alert.updated', data: { correction: { kind: 'update' } } }])
  })

  it('is told that it is an exercise, and of what was one that it is real, as of something new', async () => {
    const { alert, first } = await raised()
    await room.correct(alert, { exercise: true })
    const cancel = { answers: first, correction: { kind: 'cancel', because: 'exercise' } }
    expect(await told()).toMatchObject([{ type: 'alert.cancelled', data: cancel }])
    const { alert: drill } = await raised({ exercise: true })
    expect(await told()).toEqual([])
    await room.correct(drill, { exercise: false })
    const real = { alert: { incidentId: drill.incidentId, exercise: false } }
    expect(await told()).toMatchObject([{ type: 'alert.raised', data: real }])
    const { alert: cleared } = await room.ask<{ alert: Alert }>(`GET /api/alerts/${drill.id}`)
    expect(cleared).toMatchObject({ exercise: true, clearedBecause: 'actual' })
  })

  it('is told of two that were one that it is the other', async () => {
    const { alert, lon } = await raised()
    const other = await room.attack(lon, { title: 'The same again' })
    await told()
    const body = { into: alert.incidentId, reason: 'The same' }
    await room.ask(`POST /api/incidents/${other.incidentId}/merge`, body)
    expect(await told()).toMatchObject([
      { type: 'alert.cancelled', data: { alert: { id: other.id }, correction: { because: 'merged' } } },
    ])
  })

  it('is told that it holds again as it was told, once it is no more one with what lies elsewhere', async () => {
    const { alert, lon } = await raised()
    const far = ambush(lon + 0.5, 10, { title: 'Far from it', severity: 'severe' })
    const { id: into } = await room.ask<{ id: string }>('POST /api/incidents', far)
    await room.ask(`POST /api/incidents/${alert.incidentId}/merge`, { into, reason: 'The same' })
    const title = expect.stringContaining(`CANCELLED · ${alert.incidentTitle}`)
    expect(await told()).toMatchObject([{ type: 'alert.cancelled', data: { title, correction: { because: 'place' } } }])
    await room.ask(`POST /api/incidents/${alert.incidentId}/unmerge`, { reason: 'It was not' })
    expect(await told()).toMatchObject([{ type: 'alert.updated', data: { correction: { changes: ['again'] } } }])
  })

  it('is told nothing where only words have changed', async () => {
    const { alert } = await raised()
    await room.correct(alert, { title: 'Shots at the eastern gate' })
    expect(await told()).toEqual([])
  })

  it('hears what corrects a message after that message, however long it takes', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    receiver.answer(own.path, 503)
    const alert = await room.attack(lon, { severity: 'moderate' })
    await told()
    await room.correct(alert, { status: 'refuted' })
    await told()
    receiver.answer(own.path, 204)
    room.clock.pass(1)
    expect((await told()).map(({ type }) => type)).toEqual(['alert.raised', 'alert.cancelled'])
  })
})
