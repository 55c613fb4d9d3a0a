import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import { z } from 'zod'
import { readingOut } from '../wire/index.js'
import { firstStory } from '@cordon/test/story'

let server: OwnServer
let chief: string
beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

const body = { text: firstStory.text, publishedAt: firstStory.publishedAt }
const read = (it: object) => server.send('POST', '/api/reports/read', { as: chief, body: it })

describe('POST /api/reports/read', () => {
  it('answers with drafts and what was left out, and stores nothing', async () => {
    const answer = await read(body)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      drafts: { length: 7 },
      leftOut: expect.arrayContaining([expect.objectContaining({ why: 'count' })]),
    })
    const list = await server.send('GET', '/api/incidents', { as: chief })
    expect(await list.json()).toMatchObject({ features: [] })
  })

  it('asks whether the attack at Diban is the one at al-Thiba, with what speaks for it, and asks of no other', async () => {
    const { drafts } = readingOut.parse(await (await read(body)).json())
    const asked = drafts.filter((it) => it.mayBe.length > 0)
    expect(asked.map((it) => it.place?.value.name)).toEqual(['Diban'])
    const thiba = drafts.find((it) => it.place?.value.name === 'al-Thiba')
    expect(asked[0]?.mayBe).toMatchObject([{ of: { is: 'draft', draft: thiba?.draft } }])
    const parts = asked[0]?.mayBe[0]?.reasons.map((it) => it.part)
    expect(parts).toEqual(expect.arrayContaining(['place', 'distance', 'attribution']))
  })

  it('asks whether it is what is stored, of those alone who may read that', async () => {
    const properties = {
      type: 'base-attack',
      title: 'SDF position at Dhiban attacked',
      occurredFrom: '2021-11-08T18:00:00.000Z',
      timePrecision: 'part-of-day',
      place: 'Dhiban',
      uncertaintyMetres: 1500,
    }
    const stored = await server.send('POST', '/api/incidents', {
      as: chief,
      body: { type: 'Feature', geometry: { type: 'Point', coordinates: [40.51028, 35.01498] }, properties },
    })
    const { id } = z.object({ id: z.string() }).parse(await stored.json())
    const suggested = async (as: string) => {
      const answer = await server.send('POST', '/api/reports/read', { as, body })
      return readingOut.parse(await answer.json()).drafts.flatMap((it) => it.mayBe.map(({ of }) => of))
    }
    expect(await suggested(chief)).toContainEqual(expect.objectContaining({ is: 'incident', id }))
    const made = await server.send('POST', '/api/tokens', { as: chief, body: { name: 'wire', scopes: ['ingest'] } })
    const { token } = z.object({ token: z.string() }).parse(await made.json())
    expect((await suggested(token)).map((it) => it.is)).toEqual(['draft'])
  })

  it.each([
    ['a text that is too long', { ...body, text: 'a '.repeat(60_000) }, 'text'],
    ['nothing', { ...body, text: ' ' }, 'text'],
    ['no time of publication', { text: 'An attack.' }, 'publishedAt'],
    ['an offset that no clock has', { ...body, offsetMinutes: 9_000 }, 'offsetMinutes'],
  ])('refuses %s by name', async (_, wrong, path) => {
    const answer = await read(wrong)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'invalid-input', errors: [{ path }] })
  })
})
