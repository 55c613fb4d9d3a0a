import type { Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { DATABASE } from '../platform/database.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

interface Entry {
  readonly name: string
  readonly thing: { readonly kind: string; readonly id: string; readonly name: string } | null
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

async function log(query = '', as = chief): Promise<readonly Entry[]> {
  const answer = await server.send('GET', `/api/audit${query}`, { as })
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

it('notes what a file that is prepared was asked to hold, and who took it', async () => {
  const body = { format: 'csv', search: { q: 'ambush', severity: 'severe' } }
  const job: { readonly id: string } = await (await server.send('POST', '/api/exports', { as: chief, body })).json()
  await server.send('GET', `/api/exports/${job.id}`, { as: chief })
  await server.send('GET', '/api/exports', { as: chief })
  await server.send('DELETE', `/api/exports/${job.id}`, { as: chief })
  const noted = (await log('?limit=2')).map(({ action, query }) => [action, query])
  expect(noted).toEqual([
    ['DELETE /api/exports/:id', {}],
    ['POST /api/exports', { format: 'csv', q: 'ambush', severity: 'severe' }],
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

it('says that its end is gone, which nobody writes anew', async () => {
  const change = (text: string) => server.app.get<Database>(DATABASE).query({ name: null, text, values: [] })
  await change('create table end_kept as select * from audit_head')
  await change('delete from audit_head')
  const answer = await server.send('GET', '/api/audit/verification', { as: chief })
  await change('insert into audit_head select * from end_kept')
  await change('drop table end_kept')
  expect(await answer.json()).toMatchObject({ status: 409, detail: expect.stringMatching(/^The audit log has no end/) })
  const whole = await server.send('GET', '/api/audit/verification', { as: chief })
  expect(await whole.json()).toMatchObject({ faults: [] })
})

describe('what an entry is about', () => {
  const zoneBy = async (as: string, properties: object) => {
    const geometry = { type: 'Point', coordinates: [40, 35] }
    const said = { reachMetres: 1_000, radiusMetres: 1_000, ...properties }
    const answer = await server.send('POST', '/api/zones', {
      as,
      body: { type: 'Feature', geometry, properties: said },
    })
    const zone: { readonly id: string } = await answer.json()
    return zone.id
  }

  it('is told, from its making on, to whoever may see it and to nobody else', async () => {
    const body = { name: 'head', password: 'battery staple', role: 'supervisor' }
    await server.send('POST', '/api/accounts', { as: chief, body })
    const head = await server.enter('head', 'battery staple')
    const [shared, own] = [
      await zoneBy(chief, { name: '=Depot' }),
      await zoneBy(chief, { name: 'Mine', visibility: 'private' }),
    ]
    const made = (entries: readonly Entry[]) => entries.map(({ thing }) => thing)
    expect(made(await log(`?thing=${shared}`, head))).toMatchObject([{ kind: 'zone', id: shared, name: '=Depot' }])
    expect(made(await log(`?thing=${own}`))).toMatchObject([{ kind: 'zone', id: own, name: 'Mine' }])
    expect(await log(`?thing=${own}`, head)).toEqual([])
    const told = await log('?action=POST%20/api/zones', head)
    expect(told.map(({ thing }) => thing?.name)).toEqual([undefined, '=Depot'])
    expect(JSON.stringify(told)).not.toContain(own)
    const file = await server.send('GET', `/api/audit.csv?thing=${shared}`, { as: head })
    expect(await file.text()).toMatch(/^number,time.*\r\n\d+,.*,POST \/api\/zones,201,zone,.*,'=Depot,/)
  })
})

it('is checked once at a time, and says how that ended and what is signed', async () => {
  interface Standing {
    readonly head: { readonly seq: number } | null
    readonly check: {
      readonly by: string
      readonly followed: number
      readonly found: { readonly faults: unknown[] } | null
    } | null
  }
  const standing = async (method: 'GET' | 'POST', path: string) => {
    const answer = await server.send(method, `/api/audit/${path}`, { as: chief })
    const said: Standing = await answer.json()
    return said
  }
  const begun = await Promise.all([standing('POST', 'checks'), standing('POST', 'checks')])
  expect(new Set(begun.map(({ check }) => check?.by))).toEqual(new Set(['chief']))
  await expect.poll(async () => (await standing('GET', 'standing')).check?.found?.faults).toEqual([])
  const { head, check } = await standing('GET', 'standing')
  expect(check?.followed).toBeGreaterThan(0)
  expect(head?.seq).toBeGreaterThanOrEqual(check?.followed ?? 0)
  expect((await log('?limit=1')).map(({ name }) => name)).toEqual(['chief'])
})
