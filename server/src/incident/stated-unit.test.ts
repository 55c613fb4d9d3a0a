import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ambush, TestClock } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { IncidentFeature } from '../wire/index.js'

let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres, { clock: new TestClock() })
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

const doubt = /^place-check: The text says Homs; .* lies in Idlib, and the nearest of Homs is 1\d\d km away\.$/

async function stored(path: string, body: object): Promise<IncidentFeature> {
  const answer = await server.send('POST', path, { as: chief, body })
  expect(answer.status).toBe(201)
  const feature: IncidentFeature = await answer.json()
  return feature
}

/** An airbase of Idlib that a real list of places files under Homs. */
const airbase = { type: 'Point', coordinates: [36.783056, 35.972222] }

it('an incident whose words name another governorate than its point lies in is stored with a tag that says so', async () => {
  const { properties } = ambush(36.783056, 35.972222, { title: 'At the airbase', tags: ['airbase'] })
  const told = { type: 'Feature', geometry: airbase, properties: { ...properties, place: 'Taftanaz, Homs' } }
  const { properties: odd } = await stored('/api/incidents', told)
  expect(odd.tags).toEqual(['airbase', expect.stringMatching(doubt)])
  const fits = { ...told, properties: { ...told.properties, title: 'Again', place: 'Taftanaz, Idlib' } }
  expect((await stored('/api/incidents', fits)).properties.tags).toEqual(['airbase'])
})

it('so is one that a report founds', async () => {
  const { properties } = ambush(36.783056, 35.972222)
  const { type, occurredFrom } = properties
  const incident = { geometry: airbase, properties: { type, occurredFrom, place: 'Taftanaz (Homs Governorate)' } }
  const { properties: odd } = await stored('/api/reports', { source: 'Herald', title: 'At the base', incident })
  expect(odd.tags).toEqual([expect.stringMatching(doubt)])
})
