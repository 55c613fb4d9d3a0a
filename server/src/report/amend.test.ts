import { randomUUID } from 'node:crypto'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'

let server: OwnServer
let chief: string
beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

const report = z.object({ id: z.string(), revision: z.number(), title: z.string() })

async function told(): Promise<string> {
  const incident = {
    geometry: { type: 'Point', coordinates: [40.7, 36.4] },
    properties: { type: 'ambush', occurredFrom: '2021-11-08T20:00:00Z' },
  }
  const body = { source: `Source ${randomUUID()}`, title: `As it was, ${randomUUID()}`, incident }
  const answer = await server.send('POST', '/api/reports', { as: chief, body })
  const { id } = z.object({ id: z.string() }).parse(await answer.json())
  const list = await server.send('GET', `/api/incidents/${id}/reports`, { as: chief })
  const { items } = z.object({ items: z.array(report) }).parse(await list.json())
  return items[0]?.id ?? ''
}

const amend = (id: string, title: string, ifMatch?: string) =>
  server.send('PATCH', `/api/reports/${id}`, {
    ...{ as: chief, body: { title, reason: 'Read again' } },
    ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
  })

it('refuses to correct a report that somebody has corrected since it was read', async () => {
  const id = await told()
  expect((await amend(id, 'First', '"1"')).status).toBe(200)
  const second = await amend(id, 'Second', '"1"')
  expect(second.status).toBe(412)
  expect(await second.json()).toMatchObject({ code: 'stale-etag' })
  const list = await server.send('GET', '/api/reports', { as: chief })
  const { items } = z.object({ items: z.array(report) }).parse(await list.json())
  expect(items.find((it) => it.id === id)).toEqual({ id, revision: 2, title: 'First' })
})

it('answers a correction with the revision of the report, which the next one may name', async () => {
  const id = await told()
  const first = await amend(id, 'First')
  expect(first.headers.get('etag')).toBe('"2"')
  const repeated = await amend(id, 'First', '"2"')
  expect([repeated.status, repeated.headers.get('etag')]).toEqual([200, '"2"'])
  const next = await amend(id, 'Second', '"2"')
  expect([next.status, next.headers.get('etag')]).toEqual([200, '"3"'])
})

it('lets one of two corrections through that come at the same time', async () => {
  const id = await told()
  const both = await Promise.all([amend(id, 'One', '"1"'), amend(id, 'Other', '"1"')])
  expect(both.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([200, 412])
})
