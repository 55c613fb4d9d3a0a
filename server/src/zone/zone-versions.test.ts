import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

interface Past {
  readonly zones: readonly {
    readonly zone: { readonly properties: { readonly version: number; readonly name: string } }
    readonly alerts: number
  }[]
  readonly rules: readonly {
    readonly rule: { readonly version: number; readonly name: string; readonly recordedBy?: string }
    readonly alerts: number
  }[]
}

let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

async function done(
  method: string,
  path: string,
  { as = chief, body = {}, version }: { as?: string; body?: object; version?: number } = {},
) {
  const headers = version === undefined ? {} : { 'if-match': `"${version}"` }
  const answer = await server.send(method, path, { as, body, headers })
  const said: { readonly id: string } = await answer.json()
  return { ...said, status: answer.status }
}

async function pastOf(id: string, as = chief): Promise<Past> {
  const answer = await server.send('GET', `/api/zones/${id}/versions`, { as })
  const past: Past = await answer.json()
  return past
}

it('tells who made each version of a zone and its rules, and what each raised', async () => {
  const geometry = { type: 'Point', coordinates: [40, 35] }
  const zone = await done('POST', '/api/zones', {
    body: { type: 'Feature', geometry, properties: { name: 'Depot', radiusMetres: 1_000, reachMetres: 1_000 } },
  })
  const rule = await done('POST', `/api/zones/${zone.id}/rules`, { body: { name: 'Anything' } })
  await done('POST', '/api/incidents', { body: ambush(40, 35, { occurredFrom: new Date().toISOString() }) })
  await done('PATCH', `/api/rules/${rule.id}`, { body: { name: 'Anything at all' }, version: 1 })
  await done('PATCH', `/api/zones/${zone.id}`, { body: { properties: { name: 'Depot south' } }, version: 1 })
  const { zones, rules } = await pastOf(zone.id)
  expect(zones.map(({ zone: { properties: it }, alerts }) => [it.version, it.name, alerts])).toEqual([
    [2, 'Depot south', 0],
    [1, 'Depot', 1],
  ])
  expect(rules.map(({ rule: it, alerts }) => [it.version, it.name, it.recordedBy, alerts])).toEqual([
    [2, 'Anything at all', 'chief', 0],
    [1, 'Anything', 'chief', 1],
  ])
})

it('leaves out what was private at the time, and a zone that is private is not there', async () => {
  await done('POST', '/api/accounts', { body: { name: 'head', password: 'battery staple', role: 'supervisor' } })
  const head = await server.enter('head', 'battery staple')
  const geometry = { type: 'Point', coordinates: [41, 35] }
  const properties = { name: 'Mine', visibility: 'private', radiusMetres: 1_000, reachMetres: 1_000 }
  const zone = await done('POST', '/api/zones', { body: { type: 'Feature', geometry, properties } })
  const hidden = await server.send('GET', `/api/zones/${zone.id}/versions`, { as: head })
  expect(hidden.status).toBe(404)
  await done('POST', `/api/zones/${zone.id}/rules`, { body: { name: 'Secret' } })
  await done('PATCH', `/api/zones/${zone.id}`, { body: { properties: { visibility: 'public' } }, version: 1 })
  const { zones, rules } = await pastOf(zone.id, head)
  expect(rules).toEqual([])
  expect(zones.map(({ zone: { properties: it } }) => it.version)).toEqual([2])
  expect((await pastOf(zone.id)).zones.length).toBe(2)
})
