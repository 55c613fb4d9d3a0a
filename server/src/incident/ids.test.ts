import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { IncidentFeature } from '../wire/index.js'

let server: OwnServer
let chief: string
beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.send(method, path, { as: chief, headers, ...(body === undefined ? {} : { body }) })

/** The server's own answers are as its contract says: other tests hold them to it. */
async function stored(title: string): Promise<IncidentFeature> {
  const made: IncidentFeature = await (await ask('POST', '/api/incidents', ambush(20, 10, { title }))).json()
  return made
}

it('knows an incident by its id in capital letters, wherever it is named', async () => {
  const [one, other, third] = [await stored('One'), await stored('Other'), await stored('Third')]
  const at = (it: IncidentFeature) => `/api/incidents/${it.id.toUpperCase()}`
  const answers = [
    await ask('PATCH', at(one), { properties: { title: 'One, as it was' }, reason: 'Misread' }, { 'if-match': '"1"' }),
    await ask('POST', `${at(one)}/distinct`, { from: third.id.toUpperCase() }),
    await ask('POST', `${at(one)}/merge`, { into: other.id.toUpperCase(), reason: 'The same' }),
    await ask('POST', `${at(one)}/unmerge`, { reason: 'Not the same' }),
    await ask('GET', `${at(one)}/reports`),
    await ask('GET', `/api/alerts?incident=${one.id.toUpperCase()}`),
  ]
  expect(await Promise.all(answers.filter(({ ok }) => !ok).map((it) => it.text()))).toEqual([])
})

it('merges no incident into itself, however its id is written', async () => {
  const { id } = await stored('Alone')
  const answer = await ask('POST', `/api/incidents/${id}/merge`, { into: id.toUpperCase(), reason: 'The same' })
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'merge-itself' }])
})

it('keeps no incident apart from itself, and names it', async () => {
  const { id } = await stored('Itself')
  const answer = await ask('POST', `/api/incidents/${id}/distinct`, { from: id.toUpperCase() })
  const errors = [{ path: 'from', message: `Expected another incident; got the same one, "${id}"` }]
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid-input', errors }])
})
