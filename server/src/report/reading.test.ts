import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import { firstStory } from './read/stories/first-story.js'

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
