import type { Alert } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { WatchRoom } from './alert.fixture.js'

let room: WatchRoom
beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
})
afterAll(() => room.close())

describe('an alert whose incident is known better', () => {
  it('is cleared where that is refuted, stays in the queue, and holds again where it was not so', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    await room.correct(alert, { status: 'refuted' })
    await room.pass(0)
    expect((await room.story(alert)).alert).toMatchObject({ state: 'new', clearedBecause: 'refuted' })
    await room.pass(0)
    await room.correct(alert, { status: 'unverified' })
    await room.pass(0)
    const { alert: again, events } = await room.story(alert)
    expect(again).toMatchObject({ state: 'new', clearedAt: null, clearedBecause: null })
    expect(events.map(({ what, by, detail }) => [what, by, detail])).toEqual([
      ['raised', 'Cordon', null],
      ['cleared', 'Cordon', 'refuted'],
      ['recurred', 'Cordon', 'refuted'],
    ])
  })

  it('is cleared where that lies elsewhere, and not where it may', async () => {
    const { lon } = await room.watch()
    const [far, unsure] = [await room.attack(lon), await room.attack(lon)]
    const away = { geometry: { type: 'Point', coordinates: [lon, 10.3] } }
    await room.correct(far, {}, away)
    await room.correct(unsure, { uncertaintyMetres: 60_000 }, away)
    await room.pass(0)
    expect((await room.story(far)).alert).toMatchObject({ clearedBecause: 'place' })
    expect((await room.story(unsure)).alert).toMatchObject({ clearedAt: null })
  })

  it('is cleared where that is less than its rule asks for', async () => {
    const { lon } = await room.watch({ minSeverity: 'severe' })
    const alert = await room.attack(lon, { severity: 'severe' })
    await room.correct(alert, { severity: 'minor' })
    await room.pass(0)
    expect((await room.story(alert)).alert).toMatchObject({ clearedBecause: 'severity' })
  })

  it('is cleared once, whichever node comes first', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    await room.correct(alert, { status: 'refuted' })
    await Promise.all([room.pass(0), room.anotherNode().tick()])
    expect((await room.story(alert)).events.map(({ what }) => what)).toEqual(['raised', 'cleared'])
  })
})

describe('an alert whose incident is merged into another one', () => {
  const merge = ({ incidentId }: Alert, into: string) =>
    room.ask(`POST /api/incidents/${incidentId}/merge`, { into, reason: 'One attack' })

  it('holds, where it alone speaks for both, as long as the other one stands', async () => {
    const { lon } = await room.watch({ minSeverity: 'severe' })
    const alert = await room.attack(lon, { severity: 'severe' })
    const { id } = await room.ask<{ id: string }>('POST /api/incidents', ambush(lon, 10, { severity: 'minor' }))
    await room.correct({ ...alert, incidentId: id }, { severity: 'severe', uncertaintyMetres: 90_000 })
    await merge(alert, id)
    await room.pass(0)
    expect((await room.story(alert)).alert).toMatchObject({ state: 'new', clearedAt: null })
    await room.correct({ ...alert, incidentId: id }, { status: 'refuted' })
    await room.pass(0)
    expect((await room.story(alert)).alert).toMatchObject({ clearedBecause: 'refuted' })
  })

  it('is cleared, where the other one has an alert of the same rule', async () => {
    const { lon } = await room.watch()
    const [first, second] = [await room.attack(lon), await room.attack(lon)]
    await merge(second, first.incidentId)
    await room.pass(0)
    expect((await room.story(first)).alert).toMatchObject({ clearedAt: null })
    expect((await room.story(second)).alert).toMatchObject({ clearedBecause: 'merged' })
    await room.ask(`POST /api/incidents/${second.incidentId}/unmerge`, { reason: 'Two attacks' })
    await room.pass(0)
    expect((await room.story(second)).alert).toMatchObject({ clearedAt: null })
  })
})

describe('an alert that is shelved until its incident is revised', () => {
  it('comes back with the next revision, saying so', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    await room.ask(`POST /api/alerts/${alert.id}/shelve`, { untilRevised: true })
    await room.pass(60)
    expect((await room.story(alert)).alert).toMatchObject({ state: 'shelved', shelvedAtRevision: 1 })
    await room.correct(alert, { summary: 'A second car was seen.' })
    await room.pass(0)
    const { alert: back, events } = await room.story(alert)
    expect(back).toMatchObject({ state: 'new', shelvedUntil: null, shelvedAtRevision: null })
    expect(events.at(-1)).toMatchObject({ what: 'returned', detail: 'incident changed' })
  })

  it('needs a time or that word', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    const refused = await room.send(`POST /api/alerts/${alert.id}/shelve`, { body: {} })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'until' }] } })
  })

  it('comes back after seven days at the latest', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    await room.ask(`POST /api/alerts/${alert.id}/shelve`, { untilRevised: true })
    await room.pass(7 * 24 * 60)
    expect((await room.story(alert)).alert.state).toBe('new')
  })
})
