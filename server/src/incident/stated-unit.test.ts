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

it('one that is corrected is held against its words anew: the tag goes with what it spoke of, and comes with it', async () => {
  const { properties } = ambush(36.783056, 35.972222, { title: 'Corrected', tags: ['airbase'] })
  const told = { type: 'Feature', geometry: airbase, properties: { ...properties, place: 'Taftanaz, Homs' } }
  const { id } = await stored('/api/incidents', told)
  const correct = async (patch: object): Promise<readonly string[]> => {
    const body = { ...patch, reason: 'looked at' }
    const answer = await server.send('PATCH', `/api/incidents/${id}`, { as: chief, body })
    expect(answer.status).toBe(200)
    const feature: IncidentFeature = await answer.json()
    return feature.properties.tags
  }
  expect(await correct({ properties: { place: 'Taftanaz, Idlib' } })).toEqual(['airbase'])
  const odd = ['airbase', expect.stringMatching(doubt)]
  expect(await correct({ properties: { place: 'Taftanaz, Homs' } })).toEqual(odd)
  expect(await correct({ properties: { severity: 'minor' } })).toEqual(odd)
  // Near Homs itself nothing speaks against it.
  const homs = { type: 'Point', coordinates: [36.72, 34.73] }
  expect(await correct({ geometry: homs, properties: { tags: odd.slice(0, 1) } })).toEqual(['airbase'])
  expect(await correct({ geometry: airbase })).toEqual(odd)
})

it('an incident that is known to its governorate alone is as wide as that, however it comes in', async () => {
  const { properties } = ambush(36.72339, 34.72682, { title: 'Somewhere in Homs', uncertaintyMetres: null })
  const { type, occurredFrom } = properties
  const geometry = { type: 'Point', coordinates: [36.72339, 34.72682] }
  const wide = { type, occurredFrom, locationPrecision: 'admin1' }
  const told = { type: 'Feature', geometry, properties: { ...properties, ...wide, tags: ['told'] } }
  const founded = { source: 'Herald', title: 'Homs', incident: { geometry, properties: wide } }
  const near = { ...told, properties: { ...told.properties, locationPrecision: 'near', title: 'In Homs' } }
  const { id } = await stored('/api/incidents', near)
  const patch = { properties: { locationPrecision: 'admin1' }, reason: 'somewhere in it' }
  const corrected = await server.send('PATCH', `/api/incidents/${id}`, { as: chief, body: patch })
  const known = [await stored('/api/incidents', told), await stored('/api/reports', founded)]
  const features: readonly IncidentFeature[] = [...known, await corrected.json()]
  const sukhnahMetres = 197_300
  for (const { properties: it } of features) expect(it.uncertaintyMetres).toBeGreaterThan(sukhnahMetres)
  const stating = { ...told, properties: { ...told.properties, uncertaintyMetres: 5_000, title: 'Stated' } }
  expect((await stored('/api/incidents', stating)).properties.uncertaintyMetres).toBe(5_000)
})

it('what is told again is known, though the gazetteer says meanwhile that its unit reaches farther', async () => {
  const { properties } = ambush(36.72339, 34.72682, { title: 'Somewhere', uncertaintyMetres: null, source: 'Herald' })
  const geometry = { type: 'Point', coordinates: [36.72339, 34.72682] }
  const wide = { ...properties, locationPrecision: 'admin1' }
  const told = (externalId: string) => ({ type: 'Feature', geometry, properties: { ...wide, externalId } })
  const { type, occurredFrom } = properties
  const incident = { geometry, properties: { type, occurredFrom, locationPrecision: 'admin1' } }
  const report = { source: 'Agency', title: 'Somewhere in Homs', text: 'Of which no more is known', incident }
  const first = [await stored('/api/incidents', told('one')), await stored('/api/reports', report)]

  const places = [{ name: 'Far Post', point: [44, 30], country: 'SY', admin1: 'Homs' }]
  const list = await server.send('POST', '/api/place-lists', { as: chief, body: { name: 'ours', source: 'Survey' } })
  const { id }: { readonly id: string } = await list.json()
  const body = { places, finished: true }
  expect((await server.send('POST', `/api/place-lists/${id}/places`, { as: chief, body })).ok).toBe(true)
  const { uncertaintyMetres: before = 0 } = first[0]?.properties ?? {}
  expect((await stored('/api/incidents', told('two'))).properties.uncertaintyMetres).toBeGreaterThan(before + 100_000)

  const again = [
    await server.send('POST', '/api/incidents', { as: chief, body: told('one') }),
    await server.send('POST', '/api/reports', { as: chief, body: report }),
  ]
  expect(again.map(({ status }) => status)).toEqual([200, 200])
  const known: readonly IncidentFeature[] = await Promise.all(again.map((it) => it.json()))
  expect(known.map(({ id, properties: { revision } }) => [id, revision])).toEqual(first.map(({ id }) => [id, 1]))
})
