import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import { skipUnless } from '@cordon/test/skip'
import type { AccessChange } from './access-changes.js'
import { Authenticator } from './authenticator.js'

let one: OwnServer
let other: OwnServer | null = null

beforeAll(async () => {
  one = await ownServer(startPostgres)
  const { databaseUrl } = one
  if (databaseUrl !== null)
    other = await ownServer(() => Promise.resolve({ url: databaseUrl, stop: async () => undefined }))
})
afterAll(async () => {
  await other?.close()
  await one.close()
})
beforeEach((context) => skipUnless(context, other !== null, 'the embedded database has one node'))

describe('two nodes on one database', () => {
  it('let the same session in, and the one hears when the other ends it', async () => {
    if (other === null) return
    const heard: AccessChange[] = []
    other.app.get(Authenticator).onAccessChanged((change) => heard.push(change))
    const chief = await one.enter('chief', 'correct horse')
    expect((await other.send('GET', '/api/zones', { as: chief })).status).toBe(200)
    await one.send('DELETE', '/api/session', { as: chief })
    await expect.poll(() => heard).toEqual([{ of: 'session', id: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect((await other.send('GET', '/api/zones', { as: chief })).status).toBe(401)
  })

  it('know on either who is in a team, as soon as somebody is put in or taken out on one', async () => {
    if (other === null) return
    const node = other
    const chief = await one.enter('chief', 'correct horse')
    const idIn = async (answer: Response): Promise<string> => /"id":"([^"]+)"/.exec(await answer.text())?.[1] ?? 'none'
    const account = await idIn(await one.send('GET', '/api/session', { as: chief }))
    const team = await idIn(await one.send('POST', '/api/teams', { as: chief, body: { name: 'Night' } }))
    const member = `/api/teams/${team}/members/${account}`
    await one.send('PUT', member, { as: chief })
    const properties = { name: 'Depot', visibility: 'team', teamId: team, radiusMetres: 1_000 }
    const body = { type: 'Feature', geometry: { type: 'Point', coordinates: [40, 35] }, properties }
    const zone = await idIn(await one.send('POST', '/api/zones', { as: chief, body }))
    const seen = async () => (await node.send('GET', `/api/zones/${zone}`, { as: chief })).status
    await expect.poll(seen).toBe(200)
    await one.send('DELETE', member, { as: chief })
    await expect.poll(seen).toBe(404)
    await one.send('PUT', member, { as: chief })
    await expect.poll(seen).toBe(200)
  })
})
