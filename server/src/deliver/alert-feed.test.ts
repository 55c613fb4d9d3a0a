import type { Alert, Contact } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import type { ContactMade } from '../wire/index.js'
import { capFault, hasCapSchema } from './cap-schema.fixture.js'
import { forgetContacts, hook, outside, watchedBy } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'

let room: WatchRoom
let receiver: Receiver
let omar: { readonly id: string; cookie: string }
beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})
beforeEach(() => forgetContacts(room, omar.cookie))

interface Feed {
  readonly contact: Contact
  readonly path: string
}

async function opened(more: object = {}): Promise<Feed> {
  const made = await room.ask<ContactMade>('POST /api/contacts', { channel: 'feed', ...more }, omar.cookie)
  return { contact: made.contact, path: `/api/contacts/${made.contact.id}/feed?token=${made.secret}` }
}

const get = (path: string, headers: Record<string, string> = {}) => room.server.send('GET', path, { headers })

interface Entry {
  readonly id: string
  readonly title: string
  readonly updated: string
  readonly summary: string
  readonly link: readonly { readonly rel: string; readonly type: string; readonly href: string }[]
}

const parser = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false },
  isArray: (name) => name === 'entry' || name === 'link',
})
interface Atom {
  readonly feed: { readonly updated: string; readonly entry?: readonly Entry[] }
}

function readAtom(xml: string): Atom {
  const it: unknown = parser.parse(xml)
  if (!isAtom(it)) throw new Error(`Not a feed: ${xml}`)
  return it
}

function isAtom(it: unknown): it is Atom {
  return typeof it === 'object' && it !== null && 'feed' in it
}
async function entries(path: string): Promise<readonly Entry[]> {
  const answer = await get(path)
  expect(answer.status).toBe(200)
  return readAtom(await answer.text()).feed.entry ?? []
}

const capPath = ({ link }: Entry) => {
  const href = link.find(({ type }) => type === 'application/cap+xml')?.href ?? ''
  return href.slice(href.indexOf('/api/'))
}

async function raised(more: object = {}): Promise<Alert> {
  const { lon } = await watchedBy(room, omar.cookie)
  const alert = await room.attack(lon, { severity: 'moderate', ...more })
  await room.tellOutside()
  return alert
}

describe('a feed of alerts', () => {
  it('holds what its owner is told, the latest first, each with its message in CAP', async () => {
    const { path } = await opened({ label: 'Sirens & <lights>' })
    const alert = await raised({ title: 'A <b>bomb</b> & smoke' })
    await room.correct(alert, { status: 'refuted' })
    await room.pass(1)
    await room.tellOutside()
    const [cancel, first, ...others] = await entries(path)
    expect(others).toEqual([])
    if (cancel === undefined || first === undefined) throw new Error('Two messages were told.')
    expect(first.title).toContain('A <b>bomb</b> & smoke')
    expect(cancel.title).toContain('CANCELLED')
    const documents = await Promise.all([first, cancel].map(async (it) => (await get(capPath(it))).text()))
    expect(documents[0]).toContain('<msgType>Alert</msgType>')
    expect(documents[1]).toContain('<msgType>Cancel</msgType>')
    expect(documents[1]).toContain(first.id.replace('urn:uuid:', ','))
    if (hasCapSchema) expect(await Promise.all(documents.map(capFault))).toEqual([null, null])
  })

  it('holds documents to the schema of CAP 1.2', async (test) => {
    skipUnless(test, hasCapSchema, 'needs ../shared/data/schemas/cap12.xsd')
    const { path } = await opened({ exercises: true })
    await raised({ exercise: true })
    const [entry] = await entries(path)
    if (entry === undefined) throw new Error('An exercise was told.')
    expect(await capFault(await (await get(capPath(entry))).text())).toBeNull()
  })

  it('says that nothing is new to a reader that has it, and what is new to one that has not', async () => {
    const { path } = await opened()
    const first = await get(path)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await get(path, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await raised()
    const then = await get(path, { 'if-none-match': etag })
    expect([then.status, (await then.text()).includes('<entry>')]).toEqual([200, true])
  })

  it('is closed to whoever has no token or another, alike, and to the old one once there is a new one', async () => {
    const { contact, path } = await opened()
    const other = await opened()
    const closed = [
      `/api/contacts/${contact.id}/feed?token=feed_guessed`,
      path.replace(contact.id, other.contact.id),
      `/api/contacts/${contact.id.replace(/.$/, '0')}/feed?token=x`,
    ]
    const answers = await Promise.all(closed.map((it) => get(it)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    const { secret } = await room.ask<{ secret: string }>(
      ...([`POST /api/contacts/${contact.id}/secret`, undefined, omar.cookie] as const),
    )
    expect((await get(path)).status).toBe(404)
    expect((await get(`/api/contacts/${contact.id}/feed?token=${secret}`)).status).toBe(200)
    await room.send(`PATCH /api/contacts/${contact.id}`, { as: omar.cookie, body: { enabled: false } })
    expect((await get(`/api/contacts/${contact.id}/feed?token=${secret}`)).status).toBe(404)
  })

  it('holds no more what its owner may not see any more', async () => {
    const { path } = await opened()
    const lina = await room.invite('lina')
    const { zoneId, lon } = await room.watch({}, {}, lina.cookie)
    await room.send(`PUT /api/subscriptions/${zoneId}`, { as: omar.cookie, body: {} })
    await room.attack(lon)
    await room.tellOutside()
    const [entry] = await entries(path)
    if (entry === undefined) throw new Error('It was told.')
    await room.ask(`PATCH /api/zones/${zoneId}`, { properties: { visibility: 'private' } }, lina.cookie)
    expect(await entries(path)).toEqual([])
    expect((await get(capPath(entry))).status).toBe(404)
  })

  it('shows a test for a day', async () => {
    const { contact, path } = await opened()
    await room.ask(`POST /api/contacts/${contact.id}/test`, undefined, omar.cookie)
    const [entry] = await entries(path)
    expect(entry?.title).toBe('Cordon: this is a test')
    if (entry !== undefined) expect(await (await get(capPath(entry))).text()).toContain('<status>Test</status>')
    await room.pass(25 * 60)
    expect(await entries(path)).toEqual([])
  })

  it('calls nobody: whoever is told by the first that works is told there as well, and by the next where that fails', async () => {
    await opened()
    const dead = await hook(room, receiver, { as: omar.cookie })
    const next = await hook(room, receiver, { as: omar.cookie })
    receiver.answer(dead.path, 410)
    const alert = await raised()
    await room.tellOutside()
    expect((await outside(room, alert)).map(({ channel, state }) => `${channel} ${state}`).toSorted()).toEqual([
      ...['feed sent', 'webhook dead', 'webhook sent'],
    ])
    expect(receiver.told(next.path)).toHaveLength(1)
  })
})
