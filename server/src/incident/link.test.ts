import type { IncidentLink } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ambush, TestClock } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { IncidentFeature } from '../wire/index.js'

let server: OwnServer
let chief: string

async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.send(method, path, { as: chief, ...(body === undefined ? {} : { body }) })
  const value: T = await answer.json()
  return value
}
const incident = (title: string) => json<IncidentFeature>('POST', '/api/incidents', ambush(20, 10, { title }))
const linked = async (id: string) => {
  const { items } = await json<{
    items: readonly { side: string; link: IncidentLink; incident: IncidentFeature }[]
  }>('GET', `/api/incidents/${id}/links`)
  return items
}
const sides = async (id: string) =>
  (await linked(id)).map(({ side, link, incident: other }) => [side, other.properties.title, link.removed?.reason])
const latest = (id: string) => json<IncidentFeature>('GET', `/api/incidents/${id}`)

beforeAll(async () => {
  server = await ownServer(startPostgres, { clock: new TestClock() })
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

describe('a link between two incidents', () => {
  it('is a revision of both with its reason, reads from both sides, and can be taken back', async () => {
    const [plot, strike] = [await incident('A plot is foiled'), await incident('A checkpoint is struck')]
    const body = { to: plot.id, kind: 'retaliation-for', reason: 'They said so' }
    const link = await json<IncidentLink>('POST', `/api/incidents/${strike.id}/links`, body)
    expect(link).toMatchObject({ fromId: strike.id, toId: plot.id, set: { by: 'chief' }, removed: null })
    expect(await sides(strike.id)).toEqual([['retaliation-for', 'A plot is foiled', undefined]])
    expect(await sides(plot.id)).toEqual([['retaliated-by', 'A checkpoint is struck', undefined]])
    const told = await latest(plot.id)
    expect(told.properties.revision).toBe(plot.properties.revision + 1)
    expect(told.properties.reason).toBe('Linked: “A checkpoint is struck” is in retaliation for it: They said so')
    await json('POST', `/api/links/${link.id}/remove`, { reason: 'It was another group' })
    expect(await sides(strike.id)).toEqual([['retaliation-for', 'A plot is foiled', 'It was another group']])
    expect((await latest(strike.id)).properties.reason).toMatch(/^No longer linked .*: It was another group$/)
    expect(await json('POST', `/api/links/${link.id}/remove`, { reason: 'Twice' })).toMatchObject({ code: 'not-found' })
  })

  it('is said once, whoever comes first, also where two say it at once', async () => {
    const [one, other] = [await incident('One'), await incident('Other')]
    const say = (from: string, to: string) =>
      json<{ code?: string }>('POST', `/api/incidents/${from}/links`, { to, kind: 'related', reason: 'Same convoy' })
    await Promise.all([say(one.id, other.id), say(other.id, one.id)])
    expect(await linked(one.id)).toHaveLength(1)
    expect(await say(other.id, one.id)).toMatchObject({ code: 'already-linked' })
    expect(await say(one.id, one.id)).toMatchObject({ code: 'invalid-input' })
    expect(await say(one.id, '018f0000-0000-7000-8000-00000000dead')).toMatchObject({ code: 'not-found' })
  })

  it('is shown by the incident that stands for the one that was linked, and is not made with a merged one', async () => {
    const [gone, stands, third] = [await incident('Gone'), await incident('Stands'), await incident('Third')]
    await json('POST', `/api/incidents/${gone.id}/links`, { to: third.id, kind: 'duplicate-of', reason: 'Alike' })
    await json('POST', `/api/incidents/${gone.id}/merge`, { into: stands.id, reason: 'The same' })
    expect(await sides(stands.id)).toEqual([['duplicate-of', 'Third', undefined]])
    const refused = await json('POST', `/api/incidents/${third.id}/links`, {
      to: gone.id,
      kind: 'related',
      reason: 'No',
    })
    expect(refused).toMatchObject({ code: 'already-merged' })
  })
})
