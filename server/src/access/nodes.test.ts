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
})
