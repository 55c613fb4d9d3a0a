import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import { mostViews } from './view.service.js'

let server: OwnServer
let chief: string
let omar: string

beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
  const body = { name: 'omar', password: 'another-long-secret', role: 'viewer' }
  await server.send('POST', '/api/accounts', { as: chief, body })
  omar = await server.enter('omar', 'another-long-secret')
})
afterAll(() => server.close())

interface View {
  readonly id: string
  readonly name: string
  readonly address: string
}

async function viewsOf(as: string): Promise<readonly View[]> {
  const { items }: { readonly items: readonly View[] } = await (await server.send('GET', '/api/views', { as })).json()
  return items
}
const save = (as: string, body: object) => server.send('PUT', '/api/views', { as, body })

describe('a view of the queue', () => {
  it('is kept for one person under a name, and replaced under the same one', async () => {
    expect((await save(omar, { name: 'Night', address: 'severity=extreme' })).status).toBe(200)
    await save(omar, { name: 'Gates', address: 'queue=mine&by=zone' })
    await save(omar, { name: 'Night', address: 'severity=extreme%2Csevere' })
    await save(chief, { name: 'Night', address: '' })
    expect(await viewsOf(omar)).toMatchObject([
      { name: 'Gates', address: 'queue=mine&by=zone' },
      { name: 'Night', address: 'severity=extreme%2Csevere' },
    ])
    expect(await viewsOf(chief)).toMatchObject([{ name: 'Night', address: '' }])
  })

  it('is let go of by its owner alone', async () => {
    await save(omar, { name: 'Of omar', address: '' })
    const own = (await viewsOf(omar)).find(({ name }) => name === 'Of omar')?.id ?? ''
    expect((await server.send('DELETE', `/api/views/${own}`, { as: chief })).status).toBe(404)
    expect((await server.send('DELETE', `/api/views/${own}`, { as: omar })).status).toBe(204)
    expect((await viewsOf(omar)).map(({ id }) => id)).not.toContain(own)
  })

  it.each([
    ['no name', { name: ' ', address: '' }, 'name'],
    ['an address elsewhere', { name: 'Away', address: 'https://example.org/?a=<b>' }, 'address'],
    ['an address without end', { name: 'Long', address: 'a'.repeat(501) }, 'address'],
  ])('is refused with %s', async (_, body, path) => {
    const refused = await save(omar, body)
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ path }] }])
  })

  it('has room for so many; those that are there can still be changed', async () => {
    for (const { id } of await viewsOf(chief)) await server.send('DELETE', `/api/views/${id}`, { as: chief })
    for (let n = 0; n < mostViews; n++) await save(chief, { name: `View ${n}`, address: '' })
    const more = await save(chief, { name: 'One more', address: '' })
    expect([more.status, await more.json()]).toMatchObject([400, { errors: [{ path: 'name' }] }])
    expect((await save(chief, { name: 'View 0', address: 'overdue=1' })).status).toBe(200)
  })
})
