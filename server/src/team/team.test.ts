import type { Alert, Escalation, Team } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { hook, outside } from '../deliver/outside.fixture.js'
import { Receiver } from '../deliver/receiver.fixture.js'

interface Somebody {
  readonly id: string
  readonly cookie: string
}

let room: WatchRoom
let receiver: Receiver
let [omar, lina, rana]: Somebody[] = []
let chief: Somebody

beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  ;[omar, lina, rana] = [await room.invite('omar'), await room.invite('lina'), await room.invite('rana', 'supervisor')]
  const cookie = await room.server.enter('chief', 'correct horse')
  const { account } = await room.ask<{ account: { id: string } }>('GET /api/session', undefined, cookie)
  chief = { id: account.id, cookie }
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})

let made = 0
/** A team of its own, with some people in it. */
async function teamOf(...members: (Somebody | undefined)[]): Promise<Team> {
  let team = await room.ask<Team>('POST /api/teams', { name: `Team ${++made}` })
  for (const it of members) team = await room.ask<Team>(`PUT /api/teams/${team.id}/members/${it?.id ?? ''}`)
  return team
}
const leaves = (team: Team, it: Somebody | undefined) =>
  room.ask<Team>(`DELETE /api/teams/${team.id}/members/${it?.id ?? ''}`)
const watchedBy = (team: Team, as: Somebody | undefined, rule: object = {}) =>
  room.watch(rule, { visibility: 'team', teamId: team.id }, as?.cookie)
const status = async (what: string, as: Somebody | undefined, body?: unknown) =>
  (await room.send(what, { as: as?.cookie ?? '', ...(body === undefined ? {} : { body }) })).status

describe('a team', () => {
  it('is named once, and its name is free again when it has ended', async () => {
    const first = await room.ask<Team>('POST /api/teams', { name: 'Night watch' })
    expect(await status('POST /api/teams', chief, { name: 'night WATCH' })).toBe(409)
    const ended = await room.ask<Team>(`PATCH /api/teams/${first.id}`, { ended: true })
    expect(ended).toMatchObject({ ended: true, revision: 2 })
    await room.ask<Team>('POST /api/teams', { name: 'Night watch' })
    expect(await status(`PATCH /api/teams/${first.id}`, chief, { ended: false })).toBe(409)
  })

  it('counts a revision for what changes and none for what does not, and takes no edit of an older one', async () => {
    const team = await teamOf(omar)
    expect(team).toMatchObject({ revision: 2, members: [{ id: omar?.id, name: 'omar' }] })
    expect(await room.ask<Team>(`PUT /api/teams/${team.id}/members/${omar?.id ?? ''}`)).toEqual(team)
    const rename = (etag: string) =>
      room.send(`PATCH /api/teams/${team.id}`, { body: { name: 'Renamed' }, headers: { 'if-match': etag } })
    expect(await rename('"1"')).toMatchObject({ status: 412 })
    expect(await rename('"2"')).toMatchObject({ status: 200, body: { name: 'Renamed', revision: 3 } })
  })

  it('that has ended takes in nobody and no zone, lets people go, and keeps what is its own', async () => {
    const team = await teamOf(omar, lina)
    const { zoneId } = await watchedBy(team, omar)
    await room.ask(`PATCH /api/teams/${team.id}`, { ended: true })
    expect(await status(`PUT /api/teams/${team.id}/members/${rana?.id ?? ''}`, chief)).toBe(409)
    await expect(watchedBy(team, omar)).rejects.toThrow('properties.teamId')
    const edit = { properties: { reachMetres: 10 } }
    expect(await status(`PATCH /api/zones/${zoneId}`, lina, edit)).toBe(200)
    await leaves(team, lina)
    expect(await status(`GET /api/zones/${zoneId}`, lina)).toBe(404)
    expect(await status(`GET /api/zones/${zoneId}`, omar)).toBe(200)
  })

  it('is told of in the audit log by name, to those who are in it or manage it', async () => {
    const team = await teamOf(rana)
    const other = await teamOf(omar)
    await room.ask(`PATCH /api/teams/${other.id}`, { name: 'Hidden from rana' })
    const entries = await room.ask<{ items: { action: string; thing: { kind: string; name: string } | null }[] }>(
      'GET /api/audit?action=/api/teams',
      undefined,
      rana?.cookie,
    )
    const acts = entries.items.map(({ action }) => action)
    expect(acts).toContain('PUT /api/teams/:id/members/:account')
    const things = entries.items.flatMap(({ thing }) => thing ?? [])
    expect(things).toContainEqual(expect.objectContaining({ kind: 'team', name: team.name }))
    expect(things.map(({ name }) => name)).not.toContain('Hidden from rana')
    const all = await room.send('GET /api/audit?action=/api/teams', { as: chief.cookie })
    expect(JSON.stringify(all.body)).toContain('Hidden from rana')
  })
})

describe('a zone of a team', () => {
  it('is for a team that its owner is in, and for no program', async () => {
    const team = await teamOf(lina)
    await expect(watchedBy(team, omar)).rejects.toThrow('omar is in')
    await expect(room.watch({}, { visibility: 'team', teamId: team.id })).rejects.toThrow('token')
    await expect(room.watch({}, { visibility: 'team' }, lina?.cookie)).rejects.toThrow('needs the id of the team')
    await expect(room.watch({}, { teamId: team.id }, lina?.cookie)).rejects.toThrow('takes a team')
  })

  it('is changed by its members; who sees it says its owner, or an administrator who sees it as well', async () => {
    const team = await teamOf(omar, lina, chief)
    const { zoneId } = await watchedBy(team, omar)
    const patch = (as: Somebody | undefined, properties: object) =>
      status(`PATCH /api/zones/${zoneId}`, as, { properties })
    expect(await patch(lina, { name: 'Renamed by lina' })).toBe(200)
    expect(await patch(lina, { visibility: 'public' })).toBe(403)
    expect(await patch(chief, { visibility: 'private' })).toBe(403)
    expect(await patch(rana, { name: 'Not hers' })).toBe(404)
    expect(await patch(chief, { visibility: 'public' })).toBe(200)
    expect(await patch(rana, { visibility: 'team', teamId: team.id })).toBe(403)
    const without = await teamOf(omar)
    expect(await patch(chief, { visibility: 'team', teamId: without.id })).toBe(403)
    expect(await patch(omar, { visibility: 'team', teamId: without.id })).toBe(200)
    expect(await status(`GET /api/zones/${zoneId}`, lina)).toBe(404)
    expect(await patch(omar, { visibility: 'private' })).toBe(200)
    expect(await room.ask(`GET /api/zones/${zoneId}`, undefined, omar?.cookie)).not.toHaveProperty('properties.teamId')
  })

  it('is seen no more by its owner when they leave the team, and stays with it', async () => {
    const team = await teamOf(omar, lina)
    const { zoneId, lon } = await watchedBy(team, omar)
    const alert = await room.attack(lon, {}, lina?.cookie)
    await leaves(team, omar)
    for (const path of [`/api/zones/${zoneId}`, `/api/alerts/${alert.id}`, `/api/zones/${zoneId}/versions`]) {
      expect([path, await status(`GET ${path}`, omar), await status(`GET ${path}`, lina)]).toEqual([path, 404, 200])
    }
    const snapshot = JSON.stringify((await room.send('GET /api/snapshot', { as: omar?.cookie ?? '' })).body)
    expect(snapshot).not.toContain(zoneId)
  })

  it('keeps a rule that waits for silence from being made, since everybody is told of what is missed', async () => {
    const team = await teamOf(omar)
    const absence = { hours: 6 }
    await expect(watchedBy(team, omar, { absence })).rejects.toThrow('seen by some alone')
  })
})

describe('an alert of a team', () => {
  it('is told outside the page to who is in it at the moment, whoever asked for it before', async () => {
    const team = await teamOf(omar, lina)
    const { zoneId, lon } = await watchedBy(team, omar)
    const paths = new Map<Somebody | undefined, string>()
    for (const it of [omar, lina, rana]) {
      paths.set(it, (await hook(room, receiver, { as: it?.cookie ?? '' })).path)
    }
    const asks = (it: Somebody | undefined) => status(`PUT /api/subscriptions/${zoneId}`, it, {})
    expect([await asks(omar), await asks(lina), await asks(rana)]).toEqual([204, 204, 404])
    const told = (it: Somebody | undefined) => receiver.at(paths.get(it) ?? '').length
    await room.attack(lon, {}, omar?.cookie)
    await room.tellOutside()
    expect([told(omar), told(lina), told(rana)]).toEqual([1, 1, 0])

    // What is due when somebody leaves is not told to them either.
    receiver.answer(paths.get(lina) ?? '', 503)
    const due = await room.attack(lon, {}, omar?.cookie)
    await room.tellOutside()
    await leaves(team, lina)
    receiver.answer(paths.get(lina) ?? '', 204)
    receiver.received.length = 0
    const later = await room.attack(lon, {}, omar?.cookie)
    room.clock.pass(5)
    await room.tellOutside()
    expect([told(omar), told(lina)]).toEqual([1, 0])
    expect((await outside(room, later, omar?.cookie)).map(({ accountId }) => accountId)).toEqual([omar?.id])
    const state = (await outside(room, due, omar?.cookie)).find(({ accountId }) => accountId === lina?.id)?.state
    expect(state).toBe('withdrawn')
  })

  it('calls those alone who are in the team, and the room where nobody of them is', async () => {
    const team = await teamOf(omar, lina)
    const tells = [omar, rana].map((it) => ({ kind: 'account', id: it?.id }))
    const escalation = await room.ask<Escalation>('POST /api/escalations', {
      ...{ name: 'Team', steps: [{ afterMinutes: 5, tells }] },
    })
    const raised = async (): Promise<Alert> => {
      const { lon } = await watchedBy(team, lina, { escalationId: escalation.id })
      return room.attack(lon, {}, lina?.cookie)
    }
    const first = await raised()
    await room.pass(5)
    expect((await room.story(first, lina?.cookie)).alert.called).toEqual([omar?.id])
    await leaves(team, omar)
    const second = await raised()
    await room.pass(5)
    expect((await room.story(second, lina?.cookie)).alert.called).toEqual(['room'])
  })
})
