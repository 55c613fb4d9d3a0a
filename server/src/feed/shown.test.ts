import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import { aFeed } from './feed.fixture.js'

const url = 'https://93.184.216.34/v1/key-in-path/quakes.json?token=key-in-query'
let server: OwnServer
let [chief, viewer, id] = ['', '', '']
beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
  const account = { name: 'vera', role: 'viewer', password: 'a long password' }
  expect((await server.send('POST', '/api/accounts', { as: chief, body: account })).status).toBe(201)
  viewer = await server.enter('vera', 'a long password')
  const made = await server.send('POST', '/api/feeds', { as: chief, body: { ...aFeed, url, enabled: false } })
  const feed: unknown = await made.json()
  id = typeof feed === 'object' && feed !== null && 'id' in feed ? String(feed.id) : expect.unreachable()
})
afterAll(() => server.close())

it.each(['/api/feeds', '/api/snapshot'])('shows of a feed’s address only its origin in %s', async (path) => {
  const answer = await (await server.send('GET', path, { as: viewer })).text()
  expect(answer).toContain('"url":"https://93.184.216.34"')
  expect(answer).not.toContain('key-in')
})

it('shows the whole address to those alone who may change the feed', async () => {
  expect((await server.send('GET', `/api/feeds/${id}`, { as: viewer })).status).toBe(403)
  expect(await (await server.send('GET', `/api/feeds/${id}`, { as: chief })).json()).toMatchObject({ url })
})
