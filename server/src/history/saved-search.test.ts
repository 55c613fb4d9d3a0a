import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { SavedSearch } from '../wire/index.js'

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

const path = '/api/searches'
async function searchesOf(as: string): Promise<readonly SavedSearch[]> {
  const { items }: { readonly items: readonly SavedSearch[] } = await (await server.send('GET', path, { as })).json()
  return items
}
async function kept(as: string, said: object): Promise<SavedSearch> {
  const answer = await server.send('PUT', path, { as, body: { address: 'q=gate', shared: false, ...said } })
  expect(answer.status).toBe(200)
  const search: SavedSearch = await answer.json()
  return search
}
const changed = (as: string, { id }: SavedSearch, body: object) => server.send('PATCH', `${path}/${id}`, { as, body })
const named = async (as: string, name: string) => (await searchesOf(as)).filter((it) => it.name === name)

describe('a search that is kept', () => {
  it('is its owner’s alone until it is shared, and again when it is not', async () => {
    const search = await kept(omar, { name: 'Night raids', address: 'type=raid&severity=severe%2Cextreme' })
    expect(await named(chief, 'Night raids')).toEqual([])
    expect((await server.send('GET', `${path}/${search.id}`, { as: chief })).status).toBe(404)
    expect((await changed(omar, search, { shared: true })).status).toBe(200)
    expect(await named(chief, 'Night raids')).toMatchObject([
      { ownerName: 'omar', shared: true, address: search.address },
    ])
    expect((await server.send('GET', `${path}/${search.id}`, { as: chief })).status).toBe(200)
    await changed(omar, search, { shared: false })
    expect(await named(chief, 'Night raids')).toEqual([])
  })

  it('is replaced under the same name of the same person', async () => {
    const first = await kept(omar, { name: 'Gates', address: 'q=gate' })
    const again = await kept(omar, { name: 'Gates', address: 'q=door', shared: true })
    await kept(chief, { name: 'Gates', address: 'q=window' })
    expect(again).toMatchObject({ id: first.id, address: 'q=door', shared: true })
    expect((await named(chief, 'Gates')).map(({ address }) => address).toSorted()).toEqual(['q=door', 'q=window'])
  })

  it('is named anew, but not as another one of the same person', async () => {
    const search = await kept(omar, { name: 'Before' })
    await kept(omar, { name: 'Taken' })
    expect((await changed(omar, search, { name: 'After' })).status).toBe(200)
    expect(await named(omar, 'Before')).toEqual([])
    const refused = await changed(omar, search, { name: 'Taken' })
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'name-taken' }])
  })

  it('is changed and let go of by nobody but its owner', async () => {
    const [own, shared] = [await kept(omar, { name: 'Own' }), await kept(omar, { name: 'Shared', shared: true })]
    const drop = (as: string, { id }: SavedSearch) => server.send('DELETE', `${path}/${id}`, { as })
    const statuses = async (it: SavedSearch) => [
      (await changed(chief, it, { name: 'x' })).status,
      (await drop(chief, it)).status,
    ]
    expect([await statuses(own), await statuses(shared)]).toEqual([
      [404, 404],
      [403, 403],
    ])
    expect((await drop(omar, shared)).status).toBe(204)
    expect(await named(chief, 'Shared')).toEqual([])
  })

  it('stands in the audit log when it is kept and shared', async () => {
    await changed(omar, await kept(omar, { name: 'Noted' }), { shared: true })
    const answer = await server.send('GET', '/api/audit?limit=20', { as: chief })
    const text = await answer.text()
    expect([answer.status, text]).toEqual([200, expect.stringContaining('PUT /api/searches')])
    expect(text).toContain('PATCH /api/searches/:id')
  })

  it.each([
    ['no name', { name: ' ', address: '', shared: false }, 'name'],
    ['an address elsewhere', { name: 'Away', address: 'https://example.org/?a=<b>', shared: false }, 'address'],
    ['nothing said of sharing', { name: 'Away', address: '' }, 'shared'],
  ])('is refused with %s', async (_, body, field) => {
    const refused = await server.send('PUT', path, { as: omar, body })
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ path: field }] }])
  })
})
