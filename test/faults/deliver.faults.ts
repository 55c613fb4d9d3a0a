import type { Contact, Delivery } from '@cordon/alerts'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { headerOf, Mailbox } from '../kit/mailbox.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

interface Told {
  readonly key: string
  readonly type: string
  readonly code: string
  readonly alert: string
}

/** A receiver of webhooks that keeps what came. */
async function receiver(): Promise<{ readonly url: string; readonly told: readonly Told[] }> {
  const told: Told[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += String(piece)))
    request.on('end', () => {
      const { type, data }: Message = JSON.parse(body)
      const key = String(request.headers['webhook-id'])
      told.push({ key, type, code: data.challenge ?? '', alert: data.alert?.id ?? '' })
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`, told }
}

interface Message {
  readonly type: string
  readonly data: { readonly challenge?: string; readonly alert?: { readonly id: string } }
}

async function ask<T>(server: Running, what: string, { body, as }: { body?: object; as?: string } = {}): Promise<T> {
  const [method = '', path = ''] = what.split(' ')
  const who = as === undefined ? { authorization: `Bearer ${server.token}` } : { cookie: as, origin: server.url }
  const headers = { 'content-type': 'application/json', ...who }
  const answer = await fetch(server.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`)
  const told: T = JSON.parse(text === '' ? 'null' : text)
  return told
}

async function enter({ url }: Running): Promise<string> {
  const body = JSON.stringify({ name: 'bench', password: 'bench-password-1' })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

const point = { type: 'Point', coordinates: [40.7625, 36.4775] }

/** A watched zone of which somebody is told by a webhook. */
async function setUp(server: Running, hook: Awaited<ReturnType<typeof receiver>>): Promise<void> {
  const as = await enter(server)
  const address = { channel: 'webhook', address: hook.url }
  const { contact } = await ask<{ contact: { id: string } }>(server, 'POST /api/contacts', { as, body: address })
  const body = { code: hook.told[0]?.code ?? '' }
  await ask(server, `POST /api/contacts/${contact.id}/verify`, { as, body })
  const zone = { type: 'Feature', geometry: point, properties: { name: 'Prison', radiusMetres: 5_000 } }
  const { id } = await ask<{ id: string }>(server, 'POST /api/zones', { body: zone })
  await ask(server, `POST /api/zones/${id}/rules`, { body: { name: 'Any' } })
  await ask(server, `PUT /api/subscriptions/${id}`, { as, body: {} })
}

/** Reports an attack; what is answered has been kept, and must be told. */
async function attack(server: Running): Promise<void> {
  const said = { type: 'ambush', title: 'Shots', occurredFrom: new Date().toISOString(), uncertaintyMetres: 100 }
  await ask(server, 'POST /api/incidents', { body: { type: 'Feature', geometry: point, properties: said } })
}

/** Reports the attack to a server that nobody kills. */
async function attackCalmly(begin: (faultAt: string | null) => Promise<Running>): Promise<void> {
  const server = await begin(null)
  await attack(server)
  await server.stop()
}

/** A report that is signed, for somebody who is told by e-mail. */
async function signedReport(server: Running, mailbox: Mailbox) {
  const as = await enter(server)
  const address = { channel: 'email', address: 'bench@example.org' }
  const { contact } = await ask<{ contact: Contact }>(server, 'POST /api/contacts', { as, body: address })
  const code = /in there: (\d{6})/.exec(mailbox.mails[0]?.raw.replaceAll('=\r\n', '') ?? '')?.[1] ?? ''
  await ask(server, `POST /api/contacts/${contact.id}/verify`, { as, body: { code } })
  const body = { month: new Date().toISOString().slice(0, 7) }
  const { id, hash } = await ask<{ id: string; hash: string }>(server, 'POST /api/sitreps', { as, body })
  await ask(server, `POST /api/sitreps/${id}/sign`, { as, body: { hash } })
  mailbox.mails.length = 0
  return { path: `/api/sitreps/${id}/deliveries`, body: { people: [contact.accountId] } }
}

async function away({ url }: Running): Promise<void> {
  const gone = () =>
    fetch(`${url}/api/health`).then(
      () => false,
      () => true,
    )
  await vi.waitUntil(gone, { timeout: 30_000, interval: 50 })
}

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('a server that is killed while it tells somebody outside, on %s', (_, withPostgres) => {
  it('loses nothing, and repeats under the same key alone', async (context) => {
    if (withPostgres) skipUnless(context, findPostgres() !== null, postgresMissing)
    const folder = await mkdtemp(join(tmpdir(), 'cordon-deliver-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const postgres = withPostgres ? await startPostgres({ own: true }) : null
    if (postgres !== null) stops.push(() => postgres.stop())
    const mailbox = await Mailbox.open()
    stops.push(() => mailbox.close())
    const mail = { CORDON_SMTP_URL: mailbox.url, CORDON_MAIL_FROM: 'watch@cordon.example' }
    const env = {
      CORDON_WEBHOOK_HOSTS: '127.0.0.1',
      ...mail,
      ...(postgres === null ? {} : { DATABASE_URL: postgres.url }),
    }
    const begin = async (faultAt: string | null) => {
      const server = await startCordon(folder, { ...env, ...(faultAt && { CORDON_TEST_FAULT_AT: faultAt }) })
      stops.push(() => server.kill())
      return server
    }
    const hook = await receiver()
    const first = await begin(null)
    await setUp(first, hook)
    await first.stop()
    for (const faultAt of ['deliver.claimed', 'deliver.sent', 'deliver.settled']) {
      const server = await begin(faultAt)
      // What the one before has left may be told, and kill it, first.
      const isKept = await attack(server).then(
        () => true,
        () => false,
      )
      await away(server)
      if (!isKept) await attackCalmly(begin)
    }
    const last = await begin(null)
    const owed = async () => (await ask<{ items: readonly Delivery[] }>(last, 'GET /api/deliveries?outside=true')).items
    // What the dead had taken on is free again when their lease has ended.
    const isTold = async () => (await owed()).every(({ state }) => state === 'sent')
    await vi.waitUntil(isTold, { timeout: 120_000, interval: 500 })
    const deliveries = await owed()
    expect(deliveries).toHaveLength(3)
    const told = hook.told.filter(({ type }) => type === 'alert.raised')
    expect(new Set(told.map(({ alert }) => alert)).size).toBe(3)
    expect(new Set(told.map(({ key }) => key))).toEqual(new Set(deliveries.map(({ id }) => id)))
    // What was sent and not recorded is told twice. Where nobody else can hold a lease, the next start takes on at once
    // what the one before left, so that two may be under way when it is killed.
    const twice = told.length - deliveries.length
    expect(withPostgres ? [1] : [1, 2]).toContain(twice)
    const times = deliveries.map(({ id }) => told.filter(({ key }) => key === id).length)
    expect(Math.max(...times)).toBe(2)
    // A report waits in the same outbox. Where others may hold a lease, it has to end first: once is enough to wait.
    if (withPostgres) return
    const { path, body } = await signedReport(last, mailbox)
    await last.stop()
    const killed = await begin('deliver.sent')
    await ask(killed, `POST ${path}`, { body })
    await away(killed)
    const again = await begin(null)
    await ask(again, `POST ${path}`, { body })
    const posted = async () => (await ask<{ items: readonly Delivery[] }>(again, `GET ${path}`)).items
    await vi.waitUntil(async () => (await posted()).every(({ state }) => state === 'sent'), { timeout: 60_000 })
    const [post, ...more] = await posted()
    expect(more).toEqual([])
    const ids = mailbox.mails.map((it) => headerOf(it, 'Message-ID'))
    expect(ids).toEqual([`<${post?.id ?? ''}@cordon.example>`, `<${post?.id ?? ''}@cordon.example>`])
  }, 300_000)
})
