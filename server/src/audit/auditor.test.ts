import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

interface Entry {
  readonly name: string
  readonly action: string
  readonly status: number
  readonly query: object
}

let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

async function log(): Promise<readonly Entry[]> {
  const answer = await server.send('GET', '/api/audit', { as: chief })
  const page: { readonly items: readonly Entry[] } = await answer.json()
  return page.items
}

it('notes who did what and who took what out, and not what was read', async () => {
  await server.send('POST', '/api/incidents', { as: chief, body: ambush(40, 35) })
  await server.send('GET', '/api/incidents', { as: chief })
  const file = await server.send('GET', '/api/incidents.csv?q=ambush', { as: chief })
  expect(await file.text()).toContain('Ambush')
  await server.send('GET', '/api/incidents.csv')
  const noted = (await log()).map(({ name, action, status, query }) => [name, action, status, query])
  expect(noted).toEqual([
    ['', 'GET /api/incidents.csv', 401, {}],
    ['chief', 'GET /api/incidents.csv', 200, { q: 'ambush' }],
    ['chief', 'POST /api/incidents', 201, {}],
    ['chief', 'POST /api/session', 200, {}],
  ])
})

it('holds no password', async () => {
  await server.send('POST', '/api/session', { body: { name: 'chief', password: 'wrong horse' } })
  expect(JSON.stringify(await log())).not.toMatch(/horse/)
})

it('keeps no token that was typed into an address, and no long text of those who may do nothing', async () => {
  await server.send('GET', `/api/incidents.kml?token=cordon_secret&q=${'x'.repeat(5_000)}`)
  const [entry] = await log()
  expect(entry?.query).toEqual({ token: 'removed', q: `${'x'.repeat(100)}…` })
})

it('can be followed to its end', async () => {
  const answer = await server.send('GET', '/api/audit/verification', { as: chief })
  expect(await answer.json()).toMatchObject({ faults: [], head: expect.stringMatching(/^\d+:[0-9a-f]{64}$/) })
})
