import { openDatabase, type Database } from '@cordon/db'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { headerOf, Mailbox, type Mail } from '../kit/mailbox.js'
import type { Running } from '../kit/process.js'
import { ask } from '../kit/ask.js'
import { away, doomed } from './doomed.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const password = 'correct horse battery'
const people = ['Ada', 'Bea', 'Cem'] as const
const addressOf = (name: string) => `${name.toLowerCase()}@example.org`

interface Post {
  readonly kind: string
  readonly state: string
}
interface Report {
  readonly id: string
  readonly hash: string
  readonly state: string
}

async function asBrowser<T>({ url }: Running, what: string, { as, body }: { as: string; body: object }): Promise<T> {
  const [method = '', path = ''] = what.split(' ')
  const headers = { 'content-type': 'application/json', cookie: as, origin: url }
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`)
  const told: T = JSON.parse(text === '' ? 'null' : text)
  return told
}

async function entered({ url }: Running, name: string, secret: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name, password: secret })
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

/** Somebody who reads reports and has a verified address; gives their account. */
async function reader(server: Running, name: string, mailbox: Mailbox): Promise<string> {
  const { id } = await ask<{ id: string }>(server, 'POST /api/accounts', { name, password, role: 'officer' })
  const as = await entered(server, name, password)
  const body = { channel: 'email', address: addressOf(name) }
  const { contact } = await asBrowser<{ contact: { id: string } }>(server, 'POST /api/contacts', { as, body })
  const raw = mailbox.mails.find(({ to }) => to === body.address)?.raw.replaceAll('=\r\n', '') ?? ''
  const code = /in there: (\d{6})/.exec(raw)?.[1] ?? ''
  await asBrowser(server, `POST /api/contacts/${contact.id}/verify`, { as, body: { code } })
  return id
}

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('a server that is killed while it draws up, signs and mails a report, on %s', (_, withPostgres) => {
  it('does each once, and each address has it at least once, again under the same key alone', async (context) => {
    const mailbox = await Mailbox.open()
    stops.push(() => mailbox.close())
    const env = { CORDON_SMTP_URL: mailbox.url, CORDON_MAIL_FROM: 'watch@cordon.example' }
    const { folder, url, begin } = await doomed(context, { withPostgres, stops, env })
    const first = await begin(null)
    const readers: string[] = []
    for (const name of people) readers.push(await reader(first, name, mailbox))
    mailbox.mails.length = 0
    const monthly = { name: 'Monthly', search: {}, day: 1, hour: 0, timeZone: 'UTC', people: readers, enabled: true }
    await ask(first, 'POST /api/sitrep-schedules', monthly)
    await first.stop()
    await dueNow({ folder, url })

    for (const point of ['report.drawn', 'report.kept']) await away(await begin(`${point}:1`))
    const calm = await begin(null)
    const { items } = await ask<{ items: readonly Report[] }>(calm, 'GET /api/sitreps')
    expect(items.map(({ state }) => state)).toEqual(['draft'])
    const { id = '', hash = '' } = items[0] ?? {}
    expect(await madeBy(calm, id)).toBe(1)
    await calm.stop()

    for (const point of ['report.owed', 'report.signed']) {
      const server = await begin(`${point}:1`)
      const as = await entered(server, 'bench', 'bench-password-1')
      await asBrowser(server, `POST /api/sitreps/${id}/sign`, { as, body: { hash } }).catch(hungUp)
      await away(server)
    }
    // Each of these takes on another of the three: what the one before had stays leased to it for a while.
    for (const point of ['claimed', 'sent', 'settled']) await away(await begin(`deliver.${point}:1`))
    const last = await begin(null)
    const posts = async () => (await ask<{ items: readonly Post[] }>(last, `GET /api/sitreps/${id}/deliveries`)).items
    const areSent = async () => (await posts()).every(({ state }) => state === 'sent')
    await vi.waitUntil(areSent, { timeout: 150_000, interval: 500 })
    expect(await posts()).toHaveLength(people.length)
    expect((await ask<Report>(last, `GET /api/sitreps/${id}`)).state).toBe('signed')
    await last.stop()
    const keys = people.map((name) => keysTo(mailbox.mails, addressOf(name)))
    // Each has one key, and all of them have another one.
    expect(keys.map((it) => new Set(it).size)).toEqual([1, 1, 1])
    expect(new Set(keys.flat()).size).toBe(people.length)
    // Sent and not recorded: once for each kill after it, and the last of those may have been recorded.
    const times = keys.flat().length
    expect(times).toBeGreaterThan(people.length)
    expect(times).toBeLessThanOrEqual(people.length + 2)
    expect(await hanging({ folder, url })).toEqual([{ due: 0, leased: 0, schedules: 0 }])
  }, 600_000)
})

/** The server is gone in the middle; whatever it refuses is a fault. */
function hungUp(error: unknown): void {
  if (!(error instanceof TypeError)) throw error
}

type Place = Pick<Awaited<ReturnType<typeof doomed>>, 'folder' | 'url'>

/** Asks the database while no server runs; the lock of a killed one is let go of a little later. */
async function looking<T extends object>(place: Place, text: string): Promise<readonly T[]> {
  const opened = () => openDatabase(place)
  const database: Database = await vi.waitFor(opened, { timeout: 30_000, interval: 200 })
  const rows = await database.query<T>({ name: null, text, values: [] })
  await database.close()
  return rows
}

/** As if its time had come with the first of this month. */
async function dueNow(place: Place): Promise<void> {
  await looking(
    place,
    `update sitrep_schedule set next_at = date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'`,
  )
}

function hanging(place: Place) {
  const text = `
    select (select count(*)::int from delivery where state = 'due' and channel <> 'page') as due,
      (select count(*)::int from delivery where state = 'due' and lease_until is not null) as leased,
      (select count(*)::int from sitrep_schedule where next_at <= now() or error is not null) as schedules`
  return looking(place, text)
}

/** How often the audit log says that a report was drawn up. */
async function madeBy(server: Running, id: string): Promise<number> {
  const path = 'GET /api/audit?action=/api/sitreps&limit=50'
  const { items } = await ask<{ items: readonly { by: string; thing: { id: string } | null }[] }>(server, path)
  return items.filter(({ by, thing }) => by === 'house' && thing?.id === id).length
}

function keysTo(mails: readonly Mail[], address: string): readonly string[] {
  return mails.filter(({ to }) => to === address).map((it) => headerOf(it, 'Message-ID'))
}
