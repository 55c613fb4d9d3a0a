import type { Feature } from 'geojson'
import type { Database } from '@cordon/db'
import { Mailbox } from '@cordon/test/mailbox'
import { startPostgres } from '@cordon/test/postgres'
import { PushService } from '@cordon/test/push'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { WatchRoom } from '../alert/alert.fixture.js'
import { ambush } from '../ingest/ingest.fixture.js'
import { AuditService } from '../audit/audit.service.js'
import { linked } from '../audit/chain.js'
import { VAULT, type Vault } from '../deliver/vault.js'
import { Outbox } from '../deliver/outbox.js'
import { DATABASE } from '../platform/database.js'
import type { ContactMade } from '../wire/index.js'
import { everyRow } from './person.fixture.js'

/** Nobody else's word begins so. */
const name = 'Zebulon'
const mail = 'zebulon@example.org'

let room: WatchRoom
let database: Database
let mailbox: Mailbox
let browsers: PushService
let zebulon: { readonly id: string; readonly cookie: string }
let dana: { readonly id: string; readonly cookie: string }
/** What he did, by the names that stand there. */
let alertId: string

const query = <T extends object>(text: string, values: readonly unknown[] = []) =>
  database.query<T>({ name: null, text, values })
const forget = (more: object = {}) =>
  room.send(`POST /api/accounts/${zebulon.id}/forget`, { body: { name, reason: `${name} has left`, ...more } })
const verified = () => room.server.app.get(AuditService).verify()

/** Every row of every table as text, in which a word stands. */
async function rowsWith(word: string): Promise<readonly string[]> {
  return (await everyRow(database)).filter((it) => it.toLowerCase().includes(word))
}

beforeAll(async () => {
  ;[mailbox, browsers] = await Promise.all([Mailbox.open(), PushService.open()])
  room = await WatchRoom.open(startPostgres, {
    ...{ smtpUrl: mailbox.url, mailFrom: 'Cordon <watch@cordon.example>', origins: ['https://watch.example.org'] },
    ...{ webhookHosts: ['127.0.0.1'], rateLimits: false },
  })
  database = room.server.app.get<Database>(DATABASE)
  // What waits for somebody who is disabled is withdrawn some time: here nothing but forgetting does it.
  vi.spyOn(room.server.app.get(Outbox), 'tidy').mockResolvedValue()
  zebulon = await room.invite(name, 'administrator')
  dana = await room.invite('Dana', 'supervisor')
  await live()
}, 120_000)
afterAll(async () => {
  await room.close()
  await Promise.all([mailbox.close(), browsers.close()])
})

/** A person's whole time in the house: whatever leaves a name behind. */
async function live(): Promise<void> {
  const as = zebulon.cookie
  const { id: contactId } = (
    await room.ask<{ contact: { id: string } }>('POST /api/contacts', { channel: 'feed', label: mail }, as)
  ).contact
  expect(contactId).not.toBe('')
  await canBeTold(as)
  await room.ask('POST /api/tokens', { name: 'Sensors', scopes: ['ingest'] }, as)
  await room.ask('PUT /api/searches', { name: 'My own', address: 'q=road', shared: false }, as)
  const { lon, zoneId } = await room.watch({}, { name: 'Gate' }, as)
  const hidden = await room.watch({}, { name: 'Mine', visibility: 'private' }, as)
  expect(hidden.zoneId).not.toBe(zoneId)
  await room.send(`PUT /api/subscriptions/${zoneId}`, { as, body: {} })
  await room.ask('POST /api/shifts', {}, as)
  const alert = await room.attack(lon, { title: 'Shots at the gate' }, as)
  alertId = alert.id
  mailbox.taking = { answer: `550 5.1.1 <${mail}>: nobody here` }
  await room.tellOutside()
  await room.ask(`POST /api/alerts/${alert.id}/assign`, { to: name }, dana.cookie)
  await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {}, as)
  await room.ask(`POST /api/alerts/${alert.id}/note`, { note: 'All clear' }, as)
  await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' }, as)
  await room.ask(`PATCH /api/incidents/${alert.incidentId}`, { properties: { severity: 'minor' }, reason: 'Less' }, as)
  const own = await room.ask<{ id: string }>('POST /api/incidents', ambush(lon, 11, { title: 'Told by himself' }), as)
  await room.ask(
    `POST /api/incidents/${own.id}/links`,
    { to: alert.incidentId, kind: 'related', reason: 'Same road' },
    as,
  )
  await room.ask(`PATCH /api/zones/${zoneId}`, { properties: { name: 'Gate, wider', radiusMetres: 6_000 } }, as)
  await room.ask('POST /api/calendars', { name: 'Visits', visibility: 'public', timeZone: 'UTC', source: visits }, as)
  await room.ask('POST /api/log', { text: 'A quiet night', alerts: [alert.id] }, as)
  await room.ask(`POST /api/zones/${zoneId}/silences`, { reason: 'Works', until: later(60) }, as)
  await room.send(`GET /api/incidents.geojson?q=${name}`, { as })
  const report = await room.ask<{ id: string; hash: string }>('POST /api/sitreps', { month: '2021-11' }, as)
  await room.ask(`POST /api/sitreps/${report.id}/sign`, { hash: report.hash }, as)
  const hand = await room.ask<{ id: string }>('POST /api/handovers', {}, as)
  await room.ask(`POST /api/handovers/${hand.id}/sign`, {}, as)
  await room.ask(`POST /api/handovers/${hand.id}/countersign`, {}, dana.cookie)
}

/** By mail, which bounces with his address, and in a browser. */
async function canBeTold(as: string): Promise<void> {
  const { contact } = await room.ask<ContactMade>('POST /api/contacts', { channel: 'email', address: mail }, as)
  const code = /in there: (\d{6})/.exec((mailbox.mails[0]?.raw ?? '').replaceAll('=\r\n', ''))?.[1] ?? ''
  await room.ask(`POST /api/contacts/${contact.id}/verify`, { code }, as)
  const browser = browsers.subscribed()
  const { endpoint: address, keys } = browser.subscription
  const input = { channel: 'push', address, keys, label: `Phone of ${name}` }
  const { contact: phone } = await room.ask<ContactMade>('POST /api/contacts', input, as)
  await room.ask(`POST /api/contacts/${phone.id}/verify`, { code: browser.shown[0]?.code }, as)
}

const visits =
  'BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20271101T080000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR'
const later = (minutes: number) => new Date(room.clock.ms() + minutes * 60_000).toISOString()

describe('somebody who has left', () => {
  it('is not forgotten while they may come in, by themselves, or under another name', async () => {
    expect(await forget()).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('disable the account first') },
    })
    await room.ask(`PATCH /api/accounts/${zebulon.id}`, { disabled: true }).catch(() => null)
    await room.send(`PATCH /api/accounts/${zebulon.id}`, { body: { disabled: true } })
    expect(await forget({ name: 'Dana' })).toMatchObject({ status: 400, body: { errors: [{ path: 'name' }] } })
    expect(await room.send(`GET /api/accounts/${zebulon.id}/forget`)).toMatchObject({
      status: 200,
      body: { name, against: [], contacts: 3, searches: 1, zones: 1, mentions: 0 },
    })
  })

  it('takes no name that somebody has', async () => {
    const taken = await room.invite('Early', 'viewer')
    // As it could be named before such names were refused.
    const [named, key] = ['former MEMBER 1', 'former member 1']
    await query('update account set name = $2, name_key = $3 where id = $1', [taken.id, named, key])
    await room.send(`PATCH /api/accounts/${taken.id}`, { body: { disabled: true } })
    const said = { name: 'Former member 1', reason: 'By that name' }
    expect(await room.send(`POST /api/accounts/${taken.id}/forget`, { body: said })).toMatchObject({
      status: 200,
      body: { name: 'Former member 2' },
    })
  })

  it('is in no row of any table any more, and in no entry of the audit log', async () => {
    expect((await rowsWith(name.toLowerCase())).length).toBeGreaterThan(20)
    const before = await told()
    expect(await forget()).toMatchObject({ status: 200, body: { name: 'Former member 3', disabled: true } })
    expect(await rowsWith(name.toLowerCase())).toEqual([])
    expect(await rowsWith(mail)).toEqual([])
    // What the mail server answered names his address.
    const answered = /"lastError":"[^"]*nobody here"/g
    const then = JSON.stringify(before).replaceAll(name, 'Former member 3')
    expect(then).toMatch(answered)
    const after = JSON.stringify(await told())
    // What was due still to the contacts that are gone is withdrawn in the same act, and stays told as what it was else.
    const due = stateOf(before, 'due')
    expect(due.length).toBeGreaterThan(0)
    expect(stateOf(JSON.parse(after), 'due')).toEqual([])
    expect(stateOf(JSON.parse(after), 'withdrawn')).toEqual(expect.arrayContaining([...due]))
    const withdrawn = /"lastError":"The contact method was removed"/g
    // The page is told still, whoever reads it.
    const asOne = (text: string): unknown => JSON.parse(text.replaceAll('"state":"due"', '"state":"withdrawn"'))
    const was = then.replaceAll(answered, '"lastError":null')
    expect(asOne(after.replaceAll(withdrawn, '"lastError":null'))).toEqual(asOne(was))
  })

  it('leaves a chain that is whole, and says how much of it was redacted', async () => {
    const { faults, redacted } = await verified()
    expect(faults).toEqual([])
    expect(redacted).toBeGreaterThan(5)
    const said = await room.ask<{ items: readonly object[] }>('GET /api/audit')
    expect(said.items).toContainEqual(
      expect.objectContaining({
        action: 'DELETE /api/accounts/:id/name',
        query: { reason: 'Former member 3 has left' },
      }),
    )
  })

  it('says by whom and when it was redacted, and at which entry that stands', async () => {
    const { redacted, redactions } = await verified()
    expect(redactions.reduce((sum, it) => sum + it.entries, 0)).toBe(redacted)
    expect(redactions).toEqual(
      redactions.map(() => ({
        ...{ seq: expect.any(Number), at: room.clock.now(), entries: expect.any(Number) },
        by: expect.stringMatching(/^token:/),
      })),
    )
  })

  it('is not told by the hash of an entry to whoever guesses the name', async () => {
    const rows = await query<{ seq: number; entry: string; hash: string }>(
      `select seq, entry, encode(hash, 'hex') as hash from audit_entry order by seq`,
    )
    const theirs = rows.filter(({ entry }) => entry.includes('"Former member 3"'))
    expect(theirs.length).toBeGreaterThan(5)
    for (const { seq, entry, hash } of theirs) {
      const guess = entry.replaceAll('Former member 3', name)
      const unsalted = guess.replace(/,"salt":"[0-9a-f]{32}"/, '')
      expect(unsalted).not.toBe(guess)
      const before = rows[seq - 2]?.hash ?? ''
      for (const it of [guess, unsalted]) expect(linked(before, it)).not.toBe(hash)
    }
  })

  it('has their signed report still, with the hash that it was signed with', async () => {
    const [report] = await query<{ body: { hash: string; signedBy: { name: string } } }>('select body from sitrep')
    expect(report?.body.signedBy.name).toBe('Former member 3')
    await expect(query(`update sitrep set body = body || '{"remarks": "x"}'`)).rejects.toThrow('signed')
  })

  it('cannot be forgotten twice, nor come back', async () => {
    const enabled = await room.send(`PATCH /api/accounts/${zebulon.id}`, { body: { disabled: false } })
    expect(enabled).toMatchObject({ status: 409, body: { detail: expect.stringContaining('was forgotten') } })
    expect(JSON.stringify(await room.ask('GET /api/accounts'))).not.toContain(zebulon.id)
    expect(await forget({ name: 'Former member 3' })).toMatchObject({ status: 409 })
    const again = await room.send('POST /api/session', { body: { name: 'Former member 3', password: '' } })
    expect(again.status).toBe(401)
    expect((await room.invite(name, 'officer')).id).not.toBe(zebulon.id)
  })
})

describe('whoever has forgotten somebody', () => {
  it('is forgotten later, and the chain stays whole', async () => {
    const bea = await room.invite('Beatrix', 'administrator')
    const leaves = async (person: string, as?: string) => {
      const { id } = await room.invite(person, 'viewer')
      await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
      await room.ask(`POST /api/accounts/${id}/forget`, { name: person, reason: 'Beatrix says so' }, as)
    }
    await leaves('Caspian', bea.cookie)
    const { redacted } = await verified()
    await room.send(`PATCH /api/accounts/${bea.id}`, { body: { disabled: true } })
    await room.ask(`POST /api/accounts/${bea.id}/forget`, { name: 'Beatrix', reason: 'Left' })
    const then = await verified()
    expect(then.faults).toEqual([])
    expect(then.redacted).toBeGreaterThan(redacted)
    expect(await rowsWith('beatrix')).toEqual([])
    await leaves('Dorian')
    expect((await verified()).faults).toEqual([])
  })
})

describe('the verifier, beside entries that were redacted', () => {
  const put = (seq: number, set: string, values: readonly unknown[] = []) =>
    query(`update audit_entry set ${set} where seq = $1`, [seq, ...values])
  const faults = async () => (await verified()).faults

  it('finds one that was changed since, a record that says otherwise, a hash that was changed, and one that is gone', async () => {
    const rows = await query<{ seq: number; at: string; entry: string; hash: string }>(
      `select seq, at, entry, encode(hash, 'hex') as hash from audit_entry order by seq`,
    )
    const [old] = rows.filter(({ entry }) => entry.includes('"Former member 3"'))
    const record = rows.find(({ entry }) => entry.includes('"redacted"'))
    if (old === undefined || record === undefined) throw new Error('Nothing was redacted.')
    expect(await faults()).toEqual([])
    await put(old.seq, `entry = replace(entry, 'Former member 3', 'Former member 9')`)
    expect(await faults()).toEqual([{ what: 'changed', seq: old.seq }])
    await put(old.seq, 'entry = $2', [old.entry])
    await put(record.seq, `entry = replace(entry, '"status":200', '"status":201')`)
    expect(await faults()).toEqual(expect.arrayContaining([{ what: 'changed', seq: record.seq }]))
    await put(record.seq, 'entry = $2', [record.entry])
    await put(old.seq, `hash = sha256('another')`)
    expect(await faults()).toEqual(expect.arrayContaining([{ what: 'changed', seq: old.seq }]))
    await query('delete from audit_entry where seq = $1', [old.seq])
    expect(await faults()).toEqual(expect.arrayContaining([{ what: 'missing', seq: old.seq }]))
    await query(`insert into audit_entry (seq, at, entry, hash) values ($1, $2, $3, decode($4, 'hex'))`, [
      ...[old.seq, old.at, old.entry, old.hash],
    ])
    expect(await faults()).toEqual([])
  })
})

describe('forgetting somebody', () => {
  it('holds for what another node notes later, which waited there with the name', async () => {
    const { id } = await room.invite('Hildebrand', 'supervisor')
    await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
    const { name: instead } = await room.ask<{ name: string }>(`POST /api/accounts/${id}/forget`, {
      ...{ name: 'Hildebrand', reason: 'Left' },
    })
    const said = { at: room.clock.now(), by: `account:${id}`, name: 'Hildebrand', status: 200, params: {} }
    const another = new AuditService(database, room.server.app.get<Vault>(VAULT))
    await another.note({ ...said, action: 'GET /api/incidents.csv', query: { q: 'hildebrand' } })
    expect(await rowsWith('hildebrand')).toEqual([])
    const [row] = await query<{ entry: string }>('select entry from audit_entry order by seq desc limit 1')
    expect(JSON.parse(row?.entry ?? '')).toMatchObject({ by: said.by, name: instead, query: { q: instead } })
  })

  it('archives their own zones with all else or not at all', async () => {
    const { id, cookie } = await room.invite('Jocasta', 'supervisor')
    const { zoneId } = await room.watch({}, { name: 'Hers', visibility: 'private' }, cookie)
    await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
    const asked = () => room.send(`POST /api/accounts/${id}/forget`, { body: { name: 'Jocasta', reason: 'Left' } })
    const archived = async () =>
      (await query<{ archived: boolean }>('select archived from zone where id = $1', [zoneId]))[0]
    const spied = vi.spyOn(room.server.app.get(AuditService), 'redact').mockRejectedValueOnce(new Error('Gone away'))
    expect((await asked()).status).toBe(500)
    spied.mockRestore()
    expect(await archived()).toEqual({ archived: false })
    const answers = await Promise.all([asked(), asked()])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await archived()).toEqual({ archived: true })
    expect(await rowsWith('jocasta')).toEqual([])
  })

  it('does not hide that an entry of theirs was changed before, and by itself or with its hash', async () => {
    const { id, cookie } = await room.invite('Gregory', 'supervisor')
    for (const n of [1, 2, 3]) await room.ask('POST /api/log', { text: `Note ${n}` }, cookie)
    const rows = await query<{ seq: number }>(
      `select seq from audit_entry where strpos(entry, $1) > 0 and strpos(entry, 'POST /api/log') > 0 order by seq`,
      [id],
    )
    const [one = 0, two = 0] = rows.map(({ seq }) => seq)
    expect((await verified()).faults).toEqual([])
    await query(`update audit_entry set entry = replace(entry, '"status":201', '"status":403') where seq = $1`, [one])
    await query(`update audit_entry set entry = 'of Gregory, by hand' where seq = $1`, [two])
    await room.ask(`PATCH /api/accounts/${id}`, { disabled: true })
    await room.ask(`POST /api/accounts/${id}/forget`, { name: 'Gregory', reason: 'Left' })
    expect(await rowsWith('gregory')).toEqual([])
    expect((await verified()).faults).toEqual([
      { what: 'changed', seq: one },
      { what: 'moved', seq: two },
    ])
    // What follows stands on whole entries.
    await query('delete from audit_entry where seq in ($1, $2)', [one, two])
    expect((await verified()).faults.map(({ what }) => what)).toEqual(['missing', 'missing'])
  })
})

/** The deliveries of his alert outside the page that are in a state. */
function stateOf(said: unknown, state: string): readonly string[] {
  const delivery = z.object({ id: z.string(), state: z.string(), channel: z.string() })
  const { story } = z.object({ story: z.object({ deliveries: z.array(delivery) }) }).parse(said)
  return story.deliveries.filter((it) => it.state === state && it.channel !== 'page').map(({ id }) => id)
}

/** What others are told of what he did. */
async function told(): Promise<unknown> {
  const story: Record<string, unknown> = { ...(await room.ask<object>(`GET /api/alerts/${alertId}`)) }
  const zones = await room.ask<{ features: readonly Feature[] }>('GET /api/zones')
  const log = await room.ask<object>('GET /api/log')
  return { story, zones, log }
}
