import { startPostgres } from '@cordon/test/postgres'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localToken, ownServer, type OwnServer } from '../platform/server.fixture.js'

const entryShape = z.object({
  id: z.string(),
  seq: z.number(),
  revision: z.number(),
  at: z.string(),
  by: z.string(),
  text: z.string().nullable(),
  struck: z.unknown(),
})
type Entry = z.output<typeof entryShape>
const line = z.object({
  line: z.string(),
  id: z.string(),
  at: z.string(),
  entry: entryShape.optional(),
  event: z.object({ what: z.string(), detail: z.string().nullable() }).optional(),
})
const page = z.object({ items: z.array(line), next: z.string().nullable() })
const idOf = z.object({ id: z.string() })
const point = { type: 'Point', coordinates: [40.43, 35.15] }

let server: OwnServer
let [admin, dana, omar] = ['', '', '']
const sockets: Socket[] = []

beforeAll(async () => {
  server = await ownServer(startPostgres)
  admin = await localToken(server.folder)
  for (const name of ['dana', 'omar'])
    await post('/api/accounts', { name, password: 'correct horse', role: 'officer' }, admin)
  dana = await server.enter('dana', 'correct horse')
  omar = await server.enter('omar', 'correct horse')
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await server.close()
})

async function post(path: string, body: object, as: string): Promise<unknown> {
  const answer = await server.send('POST', path, { as, body })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const write = async (body: object, as = dana): Promise<Entry> => entryShape.parse(await post('/api/log', body, as))
const read = async (query: string, as = dana) => {
  const answer = await server.send('GET', `/api/log?${query}`, { as })
  return page.parse(await answer.json())
}
const texts = async (query: string, as = dana) => (await read(query, as)).items.map(({ entry }) => entry?.text)

/** An alert in a zone of somebody's own. */
async function raise(
  as: string,
  visibility: 'public' | 'private',
): Promise<{ incident: string; alert: string; zone: string }> {
  const properties = { name: `Zone ${visibility}`, visibility, radiusMetres: 5_000 }
  const zone = idOf.parse(await post('/api/zones', { type: 'Feature', geometry: point, properties }, as)).id
  await post(`/api/zones/${zone}/rules`, { name: 'Any' }, as)
  const said = { type: 'ambush', title: 'Ambush', occurredFrom: new Date().toISOString(), uncertaintyMetres: 100 }
  const stored = await post('/api/incidents', { type: 'Feature', geometry: point, properties: said }, admin)
  const incident = idOf.parse(stored).id
  const answer = await server.send('GET', `/api/alerts?zone=${zone}`, { as })
  const { items } = z.object({ items: z.array(idOf) }).parse(await answer.json())
  return { incident, alert: items[0]?.id ?? '', zone }
}

/** What somebody is told live of the log, from now on. */
async function listen(cookie: string): Promise<readonly Entry[]> {
  const heard: Entry[] = []
  const snapshot = await server.send('GET', '/api/snapshot', { as: cookie })
  const { seq: since } = z.object({ seq: z.int() }).parse(await snapshot.json())
  const socket = io(`${server.url}/live`, { transports: ['websocket'], extraHeaders: { cookie, origin: server.url } })
  sockets.push(socket)
  socket.on('log:changed', (event: unknown) => heard.push(z.object({ entry: entryShape }).parse(event).entry))
  await new Promise<void>((resolve) => socket.on('connect', resolve))
  await socket.emitWithAck('follow', { since })
  return heard
}

describe('the watch log', () => {
  it('holds what was written, the latest happening first, page by page', async () => {
    await write({ text: 'Second', at: '2021-11-09T06:00:00Z' })
    await write({ text: 'First', at: '2021-11-09T05:00:00Z' })
    await write({ text: 'Third', at: '2021-11-09T07:00:00Z' })
    const day = 'from=2021-11-09T00:00:00Z&to=2021-11-10T00:00:00Z&limit=2'
    const first = await read(day)
    expect(first.items.map(({ entry }) => entry?.text)).toEqual(['Third', 'Second'])
    expect(await texts(`${day}&cursor=${first.next}`)).toEqual(['First'])
  })

  it('finds entries by their words, in any script', async () => {
    await write({ text: 'اتصل الحارس بالبوابة' })
    expect(await texts('q=الحارس')).toEqual(['اتصل الحارس بالبوابة'])
    expect(await texts('q=nobody-wrote-this')).toEqual([])
  })

  it('keeps a note that is struck through, with who did it and why, and strikes it once', async () => {
    const { id } = await write({ text: 'Gate three' })
    const struck = entryShape.parse(await post(`/api/log/${id}/strike`, { reason: 'It was gate two' }, omar))
    expect(struck).toMatchObject({ text: 'Gate three', struck: { by: 'omar', reason: 'It was gate two' } })
    const again = await server.send('POST', `/api/log/${id}/strike`, { as: dana, body: { reason: 'Mine' } })
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('omar') })
    expect((await read('kind=note&limit=1')).items[0]?.entry).toMatchObject({ id, revision: 2 })
  })

  it('refuses what has not happened yet, what says nothing, and what is about nothing that is there', async () => {
    const refused = async (body: object): Promise<unknown> =>
      (await server.send('POST', '/api/log', { as: dana, body })).json()
    const at = new Date(Date.now() + 3_600_000).toISOString()
    expect(await refused({ text: 'Soon', at })).toMatchObject({ code: 'invalid-input', errors: [{ path: 'at' }] })
    expect(await refused({ text: ' ' })).toMatchObject({ errors: [{ path: 'text' }] })
    const id = '018f0000-0000-7000-8000-000000000000'
    expect(await refused({ text: 'About', alerts: [id] })).toMatchObject({ errors: [{ path: 'alerts[0]' }] })
    expect(await refused({ text: 'About', incidents: [id] })).toMatchObject({ errors: [{ path: 'incidents[0]' }] })
  })

  it('shows what happened to alerts among the notes, from where it stands', async () => {
    const { alert, incident } = await raise(dana, 'public')
    await post(`/api/alerts/${alert}/acknowledge`, { note: 'Calling' }, dana)
    await write({ text: 'Nobody answers', alerts: [alert], incidents: [incident] })
    const all = await read(`alert=${alert}`)
    const said = all.items.map(({ entry, event }) => entry?.text ?? event?.what)
    expect(said.toSorted()).toEqual(['Nobody answers', 'acknowledged', 'noted', 'raised'])
    expect((await read(`incident=${incident}&kind=note`)).items).toHaveLength(1)
    const pages: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const found = await read(`alert=${alert}&limit=1${next === '' ? '' : `&cursor=${next}`}`)
      pages.push(...found.items.map(({ id }) => id))
      next = found.next
    }
    expect(pages).toEqual(all.items.map(({ id }) => id))
  })

  it('shows when a feed fell silent', async () => {
    const properties = { type: 'feed-silent', title: 'River gauge is silent', occurredFrom: new Date().toISOString() }
    await post('/api/incidents', { type: 'Feature', geometry: point, properties }, admin)
    expect((await read('kind=feed')).items).toMatchObject([{ line: 'feed' }])
  })

  it('is told live to those who may see it', async () => {
    const [hers, his] = [await listen(dana), await listen(omar)]
    const { alert, zone } = await raise(dana, 'private')
    const secret = await write({ text: 'About my own zone', alerts: [alert] })
    const open = await write({ text: 'For everybody' })
    await expect.poll(() => hers.map(({ text }) => text), { timeout: 10_000 }).toEqual([secret.text, open.text])
    await expect.poll(() => his.map(({ text }) => text), { timeout: 10_000 }).toEqual([open.text])
    expect(hers.map(({ seq }) => seq)).toEqual([secret.seq, open.seq])
    expect(await texts('kind=note&limit=2', omar)).not.toContain('About my own zone')
    expect(await texts('kind=note&limit=2')).toEqual(['For everybody', 'About my own zone'])
    const about = await server.send('POST', '/api/log', { as: omar, body: { text: 'x', alerts: [alert] } })
    expect(about.status).toBe(400)
    const struck = await server.send('POST', `/api/log/${secret.id}/strike`, { as: omar, body: { reason: 'x' } })
    expect(struck.status).toBe(404)
    await server.send('PATCH', `/api/zones/${zone}`, { as: dana, body: { properties: { visibility: 'public' } } })
    expect(await texts('kind=note&limit=2', omar)).toContain('About my own zone')
  })

  it('stands in the snapshot', async () => {
    const { id } = await write({ text: 'Before the snapshot' })
    const answer = await server.send('GET', '/api/snapshot', { as: omar })
    const { log } = z.object({ log: z.array(entryShape) }).parse(await answer.json())
    expect(log.map((it) => it.id)).toContain(id)
  })
})
