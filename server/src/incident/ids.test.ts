import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer, type Send } from '../platform/server.fixture.js'
import type { IncidentFeature } from '../wire/index.js'

let server: OwnServer
let chief: string
beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

const ask = (method: string, path: string, more: Send = {}) => server.send(method, path, { as: chief, ...more })

/** The server's own answers are as its contract says: other tests hold them to it. */
async function stored(title: string): Promise<IncidentFeature> {
  const made: IncidentFeature = await (await ask('POST', '/api/incidents', { body: ambush(20, 10, { title }) })).json()
  return made
}

it('knows an incident by its id in capital letters, wherever it is named', async () => {
  const [one, other, third] = [await stored('One'), await stored('Other'), await stored('Third')]
  const at = (it: IncidentFeature) => `/api/incidents/${it.id.toUpperCase()}`
  const answers = [
    await ask('PATCH', at(one), {
      body: { properties: { title: 'One, as it was' }, reason: 'Misread' },
      headers: { 'if-match': '"1"' },
    }),
    await ask('POST', `${at(one)}/distinct`, { body: { from: third.id.toUpperCase() } }),
    await ask('POST', `${at(one)}/merge`, { body: { into: other.id.toUpperCase(), reason: 'The same' } }),
    await ask('POST', `${at(one)}/unmerge`, { body: { reason: 'Not the same' } }),
    await ask('GET', `${at(one)}/reports`),
    await ask('GET', `/api/alerts?incident=${one.id.toUpperCase()}`),
  ]
  expect(await Promise.all(answers.filter(({ ok }) => !ok).map((it) => it.text()))).toEqual([])
})

it('merges no incident into itself, however its id is written', async () => {
  const { id } = await stored('Alone')
  const answer = await ask('POST', `/api/incidents/${id}/merge`, {
    body: { into: id.toUpperCase(), reason: 'The same' },
  })
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'merge-itself' }])
})

it('keeps no incident apart from itself, and names it', async () => {
  const { id } = await stored('Itself')
  const answer = await ask('POST', `/api/incidents/${id}/distinct`, { body: { from: id.toUpperCase() } })
  const errors = [{ path: 'from', message: `Expected another incident; got the same one, "${id}"` }]
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid-input', errors }])
})
