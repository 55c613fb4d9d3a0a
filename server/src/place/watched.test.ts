import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres, { config: { gazetteer: ['SY', 'JO'] } })
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

it('names first, of places called alike, the one near a facility, and asks all the same', async () => {
  const geometry = { type: 'Point', coordinates: [40.2, 35.3] }
  const base = { type: 'Feature', geometry, properties: { name: 'Base', kind: 'base' } }
  const added = await server.send('POST', '/api/facilities', { as: chief, body: base })
  expect(added.status, await added.clone().text()).toBe(201)
  const answer = await server.send('GET', '/api/places?q=Busayrah&limit=2', { as: chief })
  expect(await answer.json()).toMatchObject({
    verdict: 'ambiguous',
    candidates: [{ place: { country: 'SY' } }, { place: { country: 'JO' } }],
  })
})
