import type { Contact } from '@cordon/alerts'
import type { Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { DATABASE } from '../platform/database.js'
import type { ContactMade } from '../wire/index.js'
import { forgetContacts, hook } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'

let room: WatchRoom
let receiver: Receiver
let omar: { readonly id: string; cookie: string }
let lina: { readonly id: string; cookie: string }
beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
  lina = await room.invite('lina', 'viewer')
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})
beforeEach(() => forgetContacts(room, omar.cookie))

const add = (path: string, more: object = {}) =>
  room.ask<ContactMade>(
    'POST /api/contacts',
    { channel: 'webhook', address: `${receiver.url}${path}`, ...more },
    omar.cookie,
  )
const listed = async (as: string) =>
  (await room.ask<{ items: readonly Contact[] }>('GET /api/contacts', undefined, as)).items

describe('a contact method', () => {
  it('is verified by the code that was read there, and told of nothing before', async () => {
    const { contact, attempt } = await add('/new')
    expect([attempt, contact.verifiedAt]).toEqual([{ sent: true, why: null }, null])
    const [told] = receiver.told('/new')
    expect(told).toMatchObject({ type: 'contact.code', data: { title: expect.stringContaining('code is') } })
    const verify = (code: string) =>
      room.send(`POST /api/contacts/${contact.id}/verify`, { as: omar.cookie, body: { code } })
    expect(await room.send(`POST /api/contacts/${contact.id}/test`, { as: omar.cookie })).toMatchObject({ status: 409 })
    expect(await verify('000000')).toMatchObject({ status: 400, body: { errors: [{ path: 'code' }] } })
    expect(await verify(told?.data.challenge ?? '')).toMatchObject({ status: 200, body: { id: contact.id } })
    expect((await listed(omar.cookie))[0]?.verifiedAt).toBe(room.clock.now())
  })

  it('of a program is verified where it answers with the code', async () => {
    receiver.answer('/program', (_request, response) => {
      const challenge = receiver.told('/program').at(-1)?.data.challenge
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge }))
    })
    expect((await add('/program')).contact.verifiedAt).not.toBeNull()
  })

  it('leaves its secret nowhere but under seal, also with an idempotency key', async () => {
    const headers = { 'idempotency-key': 'once' }
    const body = { channel: 'webhook', address: `${receiver.url}/secret` }
    expect((await room.send('POST /api/contacts', { as: omar.cookie, headers, body })).status).toBe(201)
    const database = room.server.app.get<Database>(DATABASE)
    const text = `select body from idempotency where body like '%secret%'`
    expect(await database.query({ name: null, text, values: [] })).toEqual([])
  })

  it('that cannot be reached says why', async () => {
    receiver.answer('/broken', 503)
    expect((await add('/broken')).attempt).toEqual({ sent: false, why: 'HTTP 503' })
  })

  it('takes a code once, of the last quarter of an hour, after no more than five wrong ones', async () => {
    const { contact } = await add('/guessed')
    const code = receiver.told('/guessed')[0]?.data.challenge ?? ''
    const verify = (it: string) =>
      room.send(`POST /api/contacts/${contact.id}/verify`, { as: omar.cookie, body: { code: it } })
    for (let n = 0; n < 5; n++) expect(await verify('12')).toMatchObject({ status: 400 })
    expect(await verify(code)).toMatchObject({ status: 400 })
    const again = () => room.send(`POST /api/contacts/${contact.id}/code`, { as: omar.cookie })
    expect(await again()).toMatchObject({ status: 409 })
    room.clock.pass(1)
    expect(await again()).toMatchObject({ status: 200 })
    const second = receiver.told('/guessed')[1]?.data.challenge ?? ''
    room.clock.pass(16)
    expect(await verify(second)).toMatchObject({ status: 400 })
    for (let n = 0; n < 3; n++) {
      room.clock.pass(1)
      expect(await again()).toMatchObject({ status: 200 })
    }
    room.clock.pass(1)
    expect(await again()).toMatchObject({ status: 409 })
  })

  it('is its owner’s alone: others neither see nor touch it, administrators see that it is there', async () => {
    const { contact } = await hook(room, receiver, { as: omar.cookie })
    expect(await listed(lina.cookie)).toEqual([])
    for (const what of [`PATCH /api/contacts/${contact.id}`, `DELETE /api/contacts/${contact.id}`])
      expect(await room.send(what, { as: lina.cookie, body: {} })).toMatchObject({ status: 404 })
    const told = await room.send(`GET /api/accounts/${omar.id}/contacts`)
    expect(told).toMatchObject({ status: 200, body: { items: [{ id: contact.id, channel: 'webhook' }] } })
    expect(JSON.stringify(told.body)).not.toContain('127.0.0.1')
    expect(await room.send(`GET /api/accounts/${omar.id}/contacts`, { as: lina.cookie })).toMatchObject({ status: 403 })
  })

  it('keeps its address and its secret sealed', async () => {
    const { secret, contact } = await hook(room, receiver, { as: omar.cookie })
    expect(secret).toMatch(/^whsec_/)
    const text = JSON.stringify(await listed(omar.cookie))
    expect(text).not.toContain(secret)
    expect(text).not.toContain('/hook-')
    expect(contact.shown).toBe(`${new URL(receiver.url).host}/…`)
  })

  it('is tried out on demand', async () => {
    const { contact, path } = await hook(room, receiver, { as: omar.cookie })
    const test = () => room.ask<{ attempt: object }>(`POST /api/contacts/${contact.id}/test`, undefined, omar.cookie)
    expect((await test()).attempt).toEqual({ sent: true, why: null })
    expect(receiver.told(path)).toMatchObject([{ type: 'contact.test' }])
    receiver.answer(path, 404)
    expect((await test()).attempt).toEqual({ sent: false, why: 'HTTP 404' })
  })

  it.each([
    ['an address inside the network', { channel: 'webhook', address: 'http://10.0.0.1/' }, 'address'],
    ['a file', { channel: 'webhook', address: 'file:///etc/passwd' }, 'address'],
    ['a user name in its address', { channel: 'webhook', address: 'https://a:b@example.org/' }, 'address'],
    ['an SMS gateway without a number', { channel: 'webhook', format: 'sms', address: 'https://a.example/' }, 'number'],
    ['Telegram without a chat', { channel: 'webhook', format: 'telegram', address: 'https://a.example/' }, 'address'],
    ['no e-mail address', { channel: 'email', address: 'omar' }, 'address'],
    ['e-mail in a house without a mail server', { channel: 'email', address: 'omar@example.org' }, 'channel'],
    ['a pigeon', { channel: 'pigeon', address: 'coo' }, 'channel'],
  ])('is refused by name with %s', async (_title, body, path) => {
    expect(await room.send('POST /api/contacts', { as: omar.cookie, body })).toMatchObject({
      ...{ status: 400, body: { errors: [{ path }] } },
    })
  })
})
