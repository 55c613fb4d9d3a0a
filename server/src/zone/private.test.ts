import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { localToken, ownServer, type OwnServer } from '../platform/server.fixture.js'

const password = 'correct horse'
let server: OwnServer
let token = ''
const people = { lina: '', rana: '' }

beforeAll(async () => {
  server = await ownServer(startPostgres)
  token = await localToken(server.folder)
  for (const [name, role] of [
    ['lina', 'officer'],
    ['rana', 'supervisor'],
  ] as const) {
    await server.send('POST', '/api/accounts', { as: token, body: { name, password, role } })
    people[name] = await server.enter(name, password)
  }
})
afterAll(() => server.close())

async function drawn(as: string, properties: object = {}, longitude = 40): Promise<string> {
  const geometry = { type: 'Point', coordinates: [longitude, 35] }
  const body = { type: 'Feature', geometry, properties: { name: 'Depot', radiusMetres: 1_000, ...properties } }
  const answer = await server.send('POST', '/api/zones', { as, body })
  return z.object({ id: z.string() }).parse(await answer.json()).id
}
async function hidden(id: string, as: string): Promise<number> {
  const body = { properties: { visibility: 'private' } }
  const answer = await server.send('PATCH', `/api/zones/${id}`, { as, body, headers: { 'if-match': '"1"' } })
  return answer.status
}

it('is hidden from others by its owner alone, and by no token, which would leave it and its alerts to nobody', async () => {
  const [ofToken, ofLina] = [await drawn(token), await drawn(people.lina)]
  expect(await hidden(ofToken, token)).toBe(400)
  expect(await hidden(ofToken, people.rana)).toBe(403)
  expect(await hidden(ofLina, people.rana)).toBe(403)
  expect(await hidden(ofLina, people.lina)).toBe(200)
  expect((await server.send('GET', `/api/zones/${ofLina}`, { as: people.rana })).status).toBe(404)
})

it('shows nobody else what it was while it was private', async () => {
  const id = await drawn(people.lina, { name: 'Draft', visibility: 'private' })
  const body = { properties: { name: 'Depot', visibility: 'public' } }
  await server.send('PATCH', `/api/zones/${id}`, { as: people.lina, body, headers: { 'if-match': '"1"' } })
  const seen = async (as: string, version: number) =>
    (await server.send('GET', `/api/zones/${id}?version=${version}`, { as })).status
  expect([await seen(people.rana, 1), await seen(people.rana, 2)]).toEqual([404, 200])
  expect([await seen(people.lina, 1), await seen(people.lina, 2)]).toEqual([200, 200])
})
