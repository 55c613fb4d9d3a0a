import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

/** A coast with capes, of nearly as many corners as a zone may have. */
function coast(north: number): object {
  const ring = Array.from({ length: 9_600 }, (_, at) => {
    const turn = (2 * Math.PI * at) / 9_600
    const away = 0.5 + 0.075 * Math.sin(turn * 40)
    return [44 + 1.2 * away * Math.cos(turn), north + away * Math.sin(turn)]
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
}

const told = (longitude: number) =>
  server
    .send('POST', '/api/incidents', {
      as: chief,
      body: ambush(longitude, 33, { occurredFrom: new Date().toISOString() }),
    })
    .then(({ status }) => status)

/** How many incidents are answered, one told after the other, until something else is. */
async function toldMeanwhile(other: Promise<Response>): Promise<number> {
  const over = new AbortController()
  const answer = other.finally(() => over.abort())
  let answered = 0
  for (; ; answered += 1) {
    await told(20 + answered / 10)
    if (over.signal.aborted) break
  }
  expect((await answer).ok).toBe(true)
  return answered
}

it('keeps no incident waiting while a zone of thousands of corners is cut into pieces, and hears within it', async () => {
  const body = { type: 'Feature', geometry: coast(33), properties: { name: 'Coast' } }
  const made = server.send('POST', '/api/zones', { as: chief, body })
  expect(await toldMeanwhile(made.then((it) => it.clone()))).toBeGreaterThan(2)
  const { id }: { id: string } = await (await made).json()
  const moved = server.send('PATCH', `/api/zones/${id}`, {
    ...{ as: chief, body: { geometry: coast(33.01) }, headers: { 'if-match': '"1"' } },
  })
  expect(await toldMeanwhile(moved)).toBeGreaterThan(2)
  await server.send('POST', `/api/zones/${id}/rules`, { as: chief, body: { name: 'Anything' } })
  expect(await told(44)).toBe(201)
  const alerts = await server.send('GET', '/api/alerts', { as: chief })
  const { items }: { items: readonly { zoneId: string }[] } = await alerts.json()
  expect(items.map(({ zoneId }) => zoneId)).toEqual([id])
})
