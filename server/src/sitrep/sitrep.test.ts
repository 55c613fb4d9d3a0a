import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localToken, ownServer, type OwnServer } from '../platform/server.fixture.js'
import { sitrepListedOut, sitrepOut, sitrepRevisionOut } from '../wire/index.js'

type Told = z.output<typeof sitrepOut>
const password = 'correct horse'

let server: OwnServer
let admin = ''
let supervisor = ''

beforeAll(async () => {
  server = await ownServer(startPostgres)
  admin = await localToken(server.folder)
  await must('POST /api/accounts', { body: { name: 'rana', password, role: 'supervisor' } })
  supervisor = await server.enter('rana', password)
  for (const day of ['01', '02', '15']) await report(`2021-11-${day}T08:00:00Z`)
  await report('2021-10-31T23:00:00Z')
})
afterAll(() => server.close())

async function must(asked: `${string} ${string}`, { body, as = admin }: { body?: object; as?: string } = {}) {
  const [method = '', path = ''] = asked.split(' ')
  const answer = await server.send(method, path, { as, body })
  if (answer.status >= 300) throw new Error(`${asked}: ${answer.status} ${await answer.text()}`)
  const told: unknown = await answer.json()
  return told
}
async function report(occurredFrom: string, properties: object = {}): Promise<string> {
  const said = { type: 'ambush', title: 'Ambush', severity: 'severe', source: 'RIC', occurredFrom, ...properties }
  const geometry = { type: 'Point', coordinates: [40.43, 35.15] }
  const stored = await must('POST /api/incidents', { body: { type: 'Feature', geometry, properties: said } })
  return z.object({ id: z.string() }).parse(stored).id
}
const begin = async (body: object = {}, as = supervisor): Promise<Told> =>
  sitrepOut.parse(await must('POST /api/sitreps', { body: { month: '2021-11', ...body }, as }))
const read = async (id: string): Promise<Told> => sitrepOut.parse(await must(`GET /api/sitreps/${id}`))
const attacks = ({ content }: Told) => content.figures.find(({ name }) => name === 'attacks')
async function refused(method: string, path: string, more: { body?: object; etag?: string; as?: string } = {}) {
  const headers = more.etag === undefined ? {} : { 'if-match': more.etag }
  const answer = await server.send(method, path, { as: more.as ?? supervisor, body: more.body, headers })
  const { code } = z.object({ code: z.string() }).parse(await answer.json())
  return `${answer.status} ${code}`
}

describe('a monthly report', () => {
  it.each([
    [{ asOf: '1970-01-01T00:00:00Z' }, 'from'],
    [{ asOf: '2022-01-01T00:00:00Z' }, 'asOf'],
    [{ month: '2199-01' }, 'from'],
    [{ month: '0021-11' }, 'month'],
    [{ from: '2021-01-01T00:00:00Z' }, 'month'],
  ])('is not drawn up of what nobody knew, or of no time at all: %j', async (more, path) => {
    const answer = await server.send('POST', '/api/sitreps', { as: supervisor, body: { month: '2021-11', ...more } })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ path }] })
  })

  it('tells of no private zone, since everybody who reads reports would see it', async () => {
    const properties = { name: 'Mine', radiusMetres: 5_000, visibility: 'private' }
    const geometry = { type: 'Point', coordinates: [40.43, 35.15] }
    const zone = await must('POST /api/zones', { body: { type: 'Feature', geometry, properties }, as: supervisor })
    const { id } = z.object({ id: z.string() }).parse(zone)
    const body = { month: '2021-11', search: { zone: id } }
    const answer = await server.send('POST', '/api/sitreps', { as: supervisor, body })
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ path: 'search.zone' }] })
  })

  it('is drawn up as of an instant, tells the same for good, and follows only when it is asked to', async () => {
    const draft = await begin()
    expect(attacks(draft)).toMatchObject({ now: { low: 3 }, before: { low: 1 } })
    await report('2021-11-20T08:00:00Z')
    expect((await read(draft.id)).hash).toBe(draft.hash)
    const again = await begin({ asOf: draft.asOf })
    expect(again.content).toEqual(draft.content)
    expect(again.hash).toBe(draft.hash)
    const now = new Date().toISOString()
    const later = sitrepOut.parse(await must(`PATCH /api/sitreps/${draft.id}`, { body: { asOf: now }, as: supervisor }))
    expect(attacks(later)).toMatchObject({ now: { low: 4 } })
    expect(later.hash).not.toBe(draft.hash)
  })

  it('keeps what the zone and the sources of its search were called when it was drawn up', async () => {
    const properties = { name: 'The gate', radiusMetres: 5_000, visibility: 'public' }
    const geometry = { type: 'Point', coordinates: [40.43, 35.15] }
    const made = await must('POST /api/zones', { body: { type: 'Feature', geometry, properties }, as: supervisor })
    const zone = z.object({ id: z.string() }).parse(made).id
    const listed = await must('GET /api/sources')
    const { items } = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }).parse(listed)
    const source = items.find(({ name }) => name === 'RIC')?.id ?? expect.unreachable()
    const { id, content } = await begin({ search: { zone, source } })
    expect(content.names).toEqual({ [zone]: 'The gate', [source]: 'RIC' })
    await must(`PATCH /api/zones/${zone}`, { body: { properties: { name: 'Old gate' } }, as: supervisor })
    expect((await read(id)).content.names).toEqual(content.names)
    expect((await begin()).content.names).toBeUndefined()
  })

  it('tells when a feed was silent however it is narrowed, and counts that as no incident', async () => {
    expect((await begin()).content.feeds).toEqual([])
    const at = { point: { type: 'Point', coordinates: [40, 35] }, radiusMetres: 50_000 }
    const said = { name: 'Radio', way: 'push', format: 'cap', source: 'Radio', required: true, expectedMs: 86_400_000 }
    const made = await must('POST /api/feeds', { body: { ...said, ...at } })
    const feed = z.object({ id: z.string() }).parse(made).id
    const silent = { type: 'feed-silent', title: 'Radio is silent', source: 'Cordon' }
    const spell = ['2021-11-08T00:00:00.000Z', '2021-11-10T12:00:00.000Z'] as const
    await report(spell[0], { ...silent, occurredTo: spell[1], externalId: `feed/${feed}/${spell[0]}` })
    const [whole, narrowed] = [await begin(), await begin({ search: { type: 'ied' } })]
    expect(whole.content.types).toEqual([{ type: 'ambush', incidents: 4 }])
    for (const { content } of [whole, narrowed])
      expect(content.feeds).toMatchObject([
        { name: 'Radio', required: true, outages: [{ from: spell[0], until: spell[1] }], silentMs: 60 * 3_600_000 },
      ])
    const pdf = await server.send('GET', `/api/sitreps/${narrowed.id}/pdf`, { as: supervisor })
    expect(pdf.status).toBe(200)
    const gone = await server.send('DELETE', `/api/feeds/${feed}`, { as: admin, headers: { 'if-match': '*' } })
    expect(gone.status).toBe(204)
    expect((await begin()).content.feeds).toMatchObject([{ name: 'Radio', enabled: false, silentMs: 60 * 3_600_000 }])
    expect((await begin({ month: '2021-10' })).content.feeds).toEqual([])
  })

  it('is edited by revision, and nobody overwrites what they have not read', async () => {
    const { id } = await begin({ title: 'November' })
    const path = `/api/sitreps/${id}`
    await must(`PATCH ${path}`, {
      body: { summary: 'Quiet.', remarks: { weeks: 'A lull', map: 'East' } },
      as: supervisor,
    })
    expect(await refused('PATCH', path, { body: { summary: 'Loud.' }, etag: '"1"' })).toBe('412 stale-etag')
    await must(`PATCH ${path}`, { body: { remarks: { map: '' } }, as: supervisor })
    expect(await read(id)).toMatchObject({ summary: 'Quiet.', remarks: { weeks: 'A lull' }, revision: 3 })
    const { items } = z.object({ items: z.array(sitrepRevisionOut) }).parse(await must(`GET ${path}/revisions`))
    expect(items.map(({ revision, summary }) => [revision, summary])).toEqual([
      [3, 'Quiet.'],
      [2, 'Quiet.'],
      [1, ''],
    ])
    expect(new Set(items.map(({ hash }) => hash)).size).toBe(3)
  })

  it('is never changed once it is signed, whoever tries; a correction is a version that refers to it', async () => {
    const { id, hash } = await begin()
    const path = `/api/sitreps/${id}`
    expect(await refused('POST', `${path}/corrections`, { body: {} })).toBe('409 wrong-state')
    const signed = sitrepOut.parse(await must(`POST ${path}/sign`, { body: { hash }, as: supervisor }))
    expect(signed).toMatchObject({ state: 'signed', signedBy: { name: 'rana' } })
    expect(await refused('PATCH', path, { body: { title: 'Other' } })).toBe('409 wrong-state')
    expect(await refused('POST', `${path}/sign`, { body: { hash } })).toBe('409 wrong-state')
    expect(await refused('DELETE', path)).toBe('409 wrong-state')
    const next = sitrepOut.parse(await must(`POST ${path}/corrections`, { body: {}, as: supervisor }))
    expect(next).toMatchObject({ state: 'draft', version: 2, corrects: id })
    expect(await refused('POST', `${path}/corrections`, { body: {} })).toBe('409 wrong-state')
    expect((await read(id)).correctedBy).toBe(next.id)
    expect((await read(id)).hash).toBe(signed.hash)
  })

  it('is signed as it was read where others edit it at that moment: one of all is heard, the others are told', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, hash } = await begin()
      const path = `/api/sitreps/${id}`
      const headers = { 'if-match': '"1"' }
      const sign = () => server.send('POST', `${path}/sign`, { as: supervisor, body: { hash } })
      const edit = (summary: string) => server.send('PATCH', path, { as: supervisor, body: { summary }, headers })
      const asked = round % 2 === 0 ? ['sign', 'One', 'Two', 'Three'] : ['One', 'Two', 'Three', 'sign']
      const answers = await Promise.all(
        asked.map(async (what) => ({ what, status: (await (what === 'sign' ? sign() : edit(what))).status })),
      )
      const [first, ...more] = answers.filter(({ status }) => status < 300)
      expect(more).toEqual([])
      for (const { status } of answers.filter((it) => it !== first)) expect([409, 412]).toContain(status)
      const { state, summary, revision } = await read(id)
      expect([state, summary, revision]).toEqual(first?.what === 'sign' ? ['signed', '', 2] : ['draft', first?.what, 2])
    }
  })

  it('is signed as it stands in the eyes of who signs it: whoever does not say what they read signs nothing', async () => {
    const { id, hash } = await begin()
    const path = `/api/sitreps/${id}`
    await must(`PATCH ${path}`, { body: { summary: 'Quiet.' }, as: supervisor })
    for (const body of [{}, { hash: 'abc' }]) {
      expect(await refused('POST', `${path}/sign`, { body })).toBe('400 invalid-input')
    }
    expect(await refused('POST', `${path}/sign`, { body: { hash } })).toBe('412 stale-etag')
    expect(await read(id)).toMatchObject({ state: 'draft', revision: 2 })
    await must(`PATCH ${path}`, { body: { summary: '' }, as: supervisor })
    expect(await must(`POST ${path}/sign`, { body: { hash }, as: supervisor })).toMatchObject({ state: 'signed', hash })
  })

  it('is thrown away while it is a draft', async () => {
    const { id } = await begin()
    expect((await server.send('DELETE', `/api/sitreps/${id}`, { as: supervisor })).status).toBe(204)
    expect(await refused('GET', `/api/sitreps/${id}`)).toBe('404 not-found')
  })

  it('is signed by people, and listed without what it tells of incidents', async () => {
    const { id, hash } = await begin({}, admin)
    expect(await refused('POST', `/api/sitreps/${id}/sign`, { body: { hash }, as: admin })).toBe('403 not-allowed')
    const { items } = z.object({ items: z.array(sitrepListedOut) }).parse(await must('GET /api/sitreps?limit=1'))
    expect(items[0]).toMatchObject({ id, state: 'draft' })
    expect(items[0]).not.toHaveProperty('content')
  })

  it('is printed, and it is noted who took it out', async () => {
    const { id } = await begin()
    const answer = await server.send('GET', `/api/sitreps/${id}/pdf?language=ar`, { as: supervisor })
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="report-2021-11-v1-ar.pdf"')
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
    const { items } = z
      .object({ items: z.array(z.object({ action: z.string(), name: z.string() })) })
      .parse(await must('GET /api/audit?limit=5'))
    expect(items).toContainEqual({ action: 'GET /api/sitreps/:id/pdf', name: 'rana' })
  })

  it('says what is wrong with what it is asked for', async () => {
    const wrong = (body: object) => refused('POST', '/api/sitreps', { body })
    expect(await wrong({})).toBe('400 invalid-input')
    expect(await wrong({ month: '2021-13' })).toBe('400 invalid-input')
    expect(await wrong({ from: '2021-11-02', until: '2021-11-01' })).toBe('400 invalid-input')
    expect(await wrong({ from: '2020-11-02', until: '2022-11-01' })).toBe('400 invalid-input')
    expect(await wrong({ month: '2021-11', search: { type: 'nothing' } })).toBe('400 invalid-input')
    expect(await wrong({ month: '2021-11', asOf: '2999-01-01' })).toBe('400 invalid-input')
    expect(await wrong({ month: '2021-11', search: { zone: '018f0000-0000-7000-8000-00000000dead' } })).toBe(
      '404 not-found',
    )
  })
})
