import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres, { config: { gazetteer: [] } })
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

const json = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await server.send(method, path, { as: chief, ...(body === undefined ? {} : { body }) })
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return answer.status === 204 ? null : answer.json()
}
const idOf = (it: unknown) => (typeof it === 'object' && it !== null && 'id' in it ? String(it.id) : '')
const find = (q: string) => json('GET', `/api/places?q=${encodeURIComponent(q)}`)

it('knows the places that an operator brings, until they are taken away', async () => {
  expect(await find('Wadi Zamzam')).toMatchObject({ verdict: 'none' })
  const list = await json('POST', '/api/place-lists', { name: 'ours.csv', source: 'Our survey' })
  const places = [{ name: 'Wadi Zamzam', otherNames: ['وادي زمزم'], point: [15.1, 31.2], country: 'LY' }]
  const path = `/api/place-lists/${idOf(list)}`
  await json('POST', `${path}/places`, { places })
  expect(await find('Wadi Zamzam')).toMatchObject({ verdict: 'none' })
  await json('POST', `${path}/places`, { places: [], finished: true })
  const found = { verdict: 'found', position: { point: { coordinates: [15.1, 31.2] }, uncertaintyMetres: 1000 } }
  expect(await find('وادي زمزم')).toMatchObject(found)
  expect(await json('GET', '/api/place-lists')).toMatchObject({
    items: [{ name: 'ours.csv', places: 1, active: true }],
  })
  await json('DELETE', path)
  expect(await find('Wadi Zamzam')).toMatchObject({ verdict: 'none' })
})

it('puts a list in place of one of the same name, once all of it is in', async () => {
  for (const name of ['Qasr Alpha', 'Qasr Beta']) {
    const list = await json('POST', '/api/place-lists', { name: 'same', source: 'Our survey' })
    await json('POST', `/api/place-lists/${idOf(list)}/places`, { places: [{ name, point: [15, 31] }], finished: true })
  }
  expect(await find('Qasr Alpha')).not.toMatchObject({ verdict: 'found' })
  expect(await find('Qasr Beta')).toMatchObject({ verdict: 'found' })
})

it('adds nothing to a list that is finished, and says so', async () => {
  const list = await json('POST', '/api/place-lists', { name: 'done', source: 'Our survey' })
  const path = `/api/place-lists/${idOf(list)}/places`
  await json('POST', path, { places: [{ name: 'Here', point: [1, 1] }], finished: true })
  const answer = await server.send('POST', path, { as: chief, body: { places: [{ name: 'There', point: [2, 2] }] } })
  expect(answer.status).toBe(409)
})

it('answers a relative place with point, radius, shape and words', async () => {
  const placing = await find('about 30 km southeast of Deir el-Zour')
  expect(placing).toMatchObject({
    verdict: 'found',
    position: { uncertaintyMetres: 18_800, shape: { type: 'Polygon' }, locationPrecision: 'area' },
  })
})

it.each(['q=', 'q=Hajin&near=400,1', 'q=Hajin&near=here', 'q=Hajin&limit=0', 'q=Hajin&colour=red'])(
  'refuses ?%s',
  async (query) => {
    expect((await server.send('GET', `/api/places?${query}`, { as: chief })).status).toBe(400)
  },
)
