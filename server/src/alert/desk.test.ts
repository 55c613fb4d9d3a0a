import type { Alert } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from './alert.fixture.js'

let room: WatchRoom
let omar: { readonly id: string; readonly cookie: string }
beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
  omar = await room.invite('omar')
})
afterAll(() => room.close())

interface Done {
  readonly done: readonly Alert[]
  readonly refused: readonly {
    readonly id: string
    readonly problem: { readonly code: string }
    readonly overtaken?: { readonly by: string; readonly what: string }
  }[]
}

describe('two officers at once', () => {
  it('both see what won: whoever acts on an older revision is told', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    const headers = { 'if-match': `"${alert.revision}"` }
    const close = { headers, body: { disposition: 'duplicate' } }
    const [first, second] = await Promise.all([
      room.send(`POST /api/alerts/${alert.id}/close`, close),
      room.send(`POST /api/alerts/${alert.id}/close`, { ...close, as: omar.cookie }),
    ])
    expect([first.status, second.status].toSorted()).toEqual([200, 412])
    expect((await room.story(alert)).events.map(({ what }) => what)).toEqual(['raised', 'closed'])
  })

  it('may leave out what they read, and then come second by the state alone', async () => {
    const { lon } = await room.watch()
    const alert = await room.attack(lon)
    await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {})
    const late = await room.send(`POST /api/alerts/${alert.id}/acknowledge`, { as: omar.cookie, body: {} })
    expect(late).toMatchObject({ status: 409, body: { code: 'already-acknowledged' } })
  })
})

describe('an action on many alerts', () => {
  const many = (ids: readonly string[], action: object, more: object = {}) =>
    room.ask<Done>('POST /api/alerts/actions', { ids, action, ...more })

  it('does what can be done, and says of each other one why not', async () => {
    const { lon } = await room.watch()
    const [one, two, three] = [await room.attack(lon), await room.attack(lon), await room.attack(lon)]
    await room.ask(`POST /api/alerts/${two.id}/acknowledge`, {}, omar.cookie)
    const nowhere = '01234567-89ab-4cde-8f01-23456789abcd'
    const ids = [one.id, two.id, three.id, nowhere, one.id]
    const { done, refused } = await many(ids, { what: 'acknowledge' }, { note: 'One attack, told three times.' })
    expect(done.map(({ id, state, note }) => [id, state, note])).toEqual([
      [one.id, 'acknowledged', 'One attack, told three times.'],
      [three.id, 'acknowledged', 'One attack, told three times.'],
    ])
    expect(refused.map(({ id, problem }) => [id, problem.code])).toEqual([
      [two.id, 'already-acknowledged'],
      [nowhere, 'not-found'],
    ])
    expect(new Set(done.map(({ seq }) => seq)).size).toBe(2)
  })

  it('closes, assigns, shelves and gives back', async () => {
    const { lon } = await room.watch()
    const ids = [(await room.attack(lon)).id, (await room.attack(lon)).id]
    expect((await many(ids, { what: 'assign', to: 'omar' })).done).toMatchObject([{ ownerName: 'omar' }, {}])
    expect((await many(ids, { what: 'release' })).done).toMatchObject([{ ownerName: null }, { ownerName: null }])
    const until = new Date(room.clock.ms() + 3_600_000).toISOString()
    expect((await many(ids, { what: 'shelve', until })).done).toMatchObject([{ state: 'shelved' }, {}])
    const close = { what: 'close', disposition: 'exercise' }
    expect((await many(ids, close)).done).toMatchObject([{ state: 'closed' }, { disposition: 'exercise' }])
  })

  it('is refused for each with which somebody has done something since it was read, and says who', async () => {
    const { lon } = await room.watch()
    const [one, two] = [await room.attack(lon), await room.attack(lon)]
    await room.ask(`POST /api/alerts/${two.id}/note`, { note: 'Called the gate' }, omar.cookie)
    const seen = { [one.id]: one.revision, [two.id]: two.revision }
    const { done, refused } = await many([one.id, two.id], { what: 'acknowledge' }, { seen })
    expect(done.map(({ id }) => id)).toEqual([one.id])
    expect(refused).toMatchObject([
      { id: two.id, problem: { code: 'stale-etag' }, overtaken: { by: 'omar', what: 'noted' } },
    ])
    const again = await many([two.id], { what: 'acknowledge' }, { seen: { [two.id]: two.revision + 1 } })
    expect(again.done).toMatchObject([{ id: two.id, state: 'acknowledged' }])
  })

  it('notes, and brings back what was shelved and what was closed', async () => {
    const { lon } = await room.watch()
    const ids = [(await room.attack(lon)).id, (await room.attack(lon)).id]
    const noted = await many(ids, { what: 'note' }, { note: 'Patrol sent' })
    expect(noted.done).toMatchObject([{ note: 'Patrol sent' }, { note: 'Patrol sent' }])
    const until = new Date(room.clock.ms() + 3_600_000).toISOString()
    await many(ids.slice(0, 1), { what: 'shelve', until })
    await many(ids.slice(1), { what: 'close', disposition: 'duplicate' })
    expect((await many(ids, { what: 'return' })).done).toMatchObject([{ state: 'new' }, { state: 'new' }])
  })

  it('shelves each until its own incident is revised, and is refused without an end', async () => {
    const { lon } = await room.watch()
    const [one, two] = [await room.attack(lon), await room.attack(lon)]
    await room.ask(`PATCH /api/incidents/${two.incidentId}`, {
      reason: 'Heard again',
      properties: { summary: 'Twice' },
    })
    const { done } = await many([one.id, two.id], { what: 'shelve', untilRevised: true })
    expect(done).toMatchObject([{ state: 'shelved' }, { state: 'shelved' }])
    const untils = await Promise.all(done.map(async (it) => (await room.story(it)).events.at(-1)?.detail))
    expect(untils).toEqual(['revision 1', 'revision 2'])
    const never = await room.send('POST /api/alerts/actions', { body: { ids: [one.id], action: { what: 'shelve' } } })
    expect(never).toMatchObject({ status: 400, body: { errors: [{ path: 'action.until' }] } })
  })

  it('reaches nobody else’s private alerts', async () => {
    const { lon } = await room.watch({}, { visibility: 'private' }, omar.cookie)
    const alert = await room.attack(lon, {}, omar.cookie)
    const { done, refused } = await many([alert.id], { what: 'acknowledge' })
    expect([done, refused]).toMatchObject([[], [{ id: alert.id, problem: { code: 'not-found' } }]])
  })

  it.each([
    ['no alert', { ids: [], action: { what: 'acknowledge' } }, 'ids'],
    ['an unknown action', { ids: ['01234567-89ab-4cde-8f01-23456789abcd'], action: { what: 'forget' } }, 'action.what'],
    ['nothing to note', { ids: ['01234567-89ab-4cde-8f01-23456789abcd'], action: { what: 'note' } }, 'note'],
    [
      'nobody to give them to',
      { ids: ['01234567-89ab-4cde-8f01-23456789abcd'], action: { what: 'assign', to: 'nobody' } },
      'action.to',
    ],
  ])('is refused with %s', async (_title, body, path) => {
    const refused = await room.send('POST /api/alerts/actions', { body })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  })
})

it('an alert is given to nobody who is disabled', async () => {
  const { lon } = await room.watch()
  const alert = await room.attack(lon)
  const account = { name: 'sami', password: 'correct horse battery', role: 'officer' }
  const gone = await room.ask<{ id: string }>('POST /api/accounts', account)
  await room.ask(`PATCH /api/accounts/${gone.id}`, { disabled: true })
  const refused = await room.send(`POST /api/alerts/${alert.id}/assign`, { body: { to: 'sami' } })
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'to' }] } })
})
