import type { Contact, Delivery } from '@cordon/alerts'
import { headerOf, Mailbox } from '@cordon/test/mailbox'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { DATABASE } from '../platform/database.js'
import { Channels } from '../deliver/channels.js'
import { Envelopes } from '../deliver/envelope.js'
import { OutboxRunner } from '../deliver/outbox.runner.js'
import { watchedBy } from '../deliver/outside.fixture.js'
import { ReportLetters } from '../deliver/report-letters.js'
import { Outbox } from '../deliver/outbox.js'
import { ambush } from '../ingest/ingest.fixture.js'
import type { ContactMade, SitrepPost, SitrepSchedule, SitrepTold } from '../wire/index.js'
import { SitrepTimers } from './schedule.timers.js'

interface Reader {
  readonly id: string
  readonly name: string
  cookie: string
}
interface Page<T> {
  readonly items: readonly T[]
}

let room: WatchRoom
let mailbox: Mailbox
let rana: Reader
let omar: Reader
let dana: Reader
beforeAll(async () => {
  mailbox = await Mailbox.open()
  room = await WatchRoom.open(startPostgres, {
    ...{ smtpUrl: mailbox.url, mailFrom: 'Cordon <watch@cordon.example>' },
    ...{ origins: ['https://watch.example.org'], rateLimits: false },
  })
  rana = await room.invite('rana', 'supervisor')
  omar = await reached('omar', 'omar@example.org')
  dana = await reached('dana', 'dana@example.org')
  await room.ask('POST /api/incidents', ambush(40, 10, { title: 'Shots <b>at</b> the gate' }))
})
afterAll(async () => {
  await room.close()
  await mailbox.close()
})
beforeEach(() => {
  mailbox.mails.length = 0
  mailbox.taking = 'take'
})

async function verifyMail(who: Reader, address: string): Promise<void> {
  mailbox.mails.length = 0
  const { contact } = await room.ask<ContactMade>('POST /api/contacts', { channel: 'email', address }, who.cookie)
  const code = /in there: (\d{6})/.exec(mailbox.mails[0]?.raw.replaceAll('=\r\n', '') ?? '')?.[1] ?? ''
  await room.ask<Contact>(`POST /api/contacts/${contact.id}/verify`, { code }, who.cookie)
}
async function reached(name: string, address: string, role = 'officer'): Promise<Reader> {
  const who = await room.invite(name, role)
  await verifyMail(who, address)
  return who
}
const month = () => new Date(room.clock.ms()).toISOString().slice(0, 7)
const draft = () => room.ask<SitrepTold>('POST /api/sitreps', { month: month() }, rana.cookie)
const sign = ({ id, hash }: SitrepTold) => room.ask<SitrepTold>(`POST /api/sitreps/${id}/sign`, { hash }, rana.cookie)
const signed = async () => sign(await draft())
const sent = async ({ id }: { readonly id: string }) =>
  (await room.ask<Page<SitrepPost>>(`GET /api/sitreps/${id}/deliveries`)).items
const send = ({ id }: SitrepTold, people: readonly Reader[]) =>
  room.send(`POST /api/sitreps/${id}/deliveries`, { body: { people: people.map((it) => it.id) }, as: rana.cookie })
const textOf = (raw = '') => raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')

describe('a report by e-mail', () => {
  it('goes once it is signed, with its figures and its document, and to each address once', async () => {
    const report = await draft()
    expect(await send(report, [omar])).toMatchObject({ status: 409 })
    const { hash } = await sign(report)
    expect(await send(report, [omar])).toMatchObject({ status: 200, body: { items: [{ name: 'omar', state: 'due' }] } })
    expect(await send(report, [omar])).toMatchObject({ status: 200 })
    await room.tellOutside()
    const [post, ...others] = await sent(report)
    expect([post, others]).toMatchObject([{ state: 'sent', by: { name: 'rana' }, shown: 'o…@example.org' }, []])
    const [mail, ...more] = mailbox.mails
    expect([mail?.to, more]).toEqual(['omar@example.org', []])
    expect(mail && headerOf(mail, 'Message-ID')).toBe(`<${post?.id ?? ''}@cordon.example>`)
    const text = textOf(mail?.raw)
    for (const said of [hash, 'Attacks: This period 1', 'As known at:', 'Search: all incidents', 'Sent by rana.'])
      expect(text).toContain(said)
    expect(text).toContain(`https://watch.example.org/reports?id=${report.id}`)
    expect(text).toContain(`filename=report-${month()}-v1-en.pdf`)
    expect(
      Buffer.from(/application\/pdf[^]*?\r\n\r\n([\w+/=\r\n]+)/.exec(mail?.raw ?? '')?.[1] ?? '', 'base64').toString(
        'latin1',
        0,
        5,
      ),
    ).toBe('%PDF-')
  })

  it('is repeated under the same id, given up where it is refused, and sent again when somebody says so', async () => {
    const report = await signed()
    mailbox.taking = 'die after data'
    await send(report, [omar])
    await room.tellOutside()
    mailbox.taking = { answer: '550 no such person' }
    room.clock.pass(1)
    await room.tellOutside()
    const [post] = await sent(report)
    expect(post).toMatchObject({ state: 'dead', tries: 2, lastError: 'The mail server refused it: 550 no such person' })
    const { items } = await room.ask<Page<Delivery>>(
      'GET /api/deliveries?outside=true&state=dead',
      undefined,
      rana.cookie,
    )
    expect(items).toMatchObject([{ id: post?.id, sitrepId: report.id, alertId: null, kind: 'report' }])
    const ofOfficer = await room.ask<Page<Delivery>>('GET /api/deliveries?outside=true', undefined, omar.cookie)
    expect(ofOfficer.items.filter(({ sitrepId }) => sitrepId !== null)).toEqual([])
    mailbox.taking = 'take'
    expect((await room.send(`POST /api/deliveries/${post?.id ?? ''}/resend`, { as: rana.cookie })).status).toBe(204)
    await room.tellOutside()
    expect(await sent(report)).toMatchObject([{ state: 'sent' }])
    expect(new Set(mailbox.mails.map((mail) => headerOf(mail, 'Message-ID')))).toEqual(
      new Set([`<${post?.id ?? ''}@cordon.example>`]),
    )
  })

  it('that cannot be put together says nothing of its address, and is given up after a few tries', async () => {
    const report = await signed()
    const putting = vi.spyOn(room.server.app.get(ReportLetters), 'contentOf').mockRejectedValue(new Error('Broken'))
    await send(report, [omar])
    for (let n = 0; n < 4; n++) {
      await room.tellOutside()
      room.clock.pass(2)
    }
    putting.mockRestore()
    const why = 'It could not be put together'
    expect(await sent(report)).toMatchObject([{ state: 'dead', tries: 4, lastError: why }])
    const { items } = await room.ask<Page<Contact>>('GET /api/contacts', undefined, omar.cookie)
    expect(items).toMatchObject([{ failures: 0, pausedUntil: null }])
  })

  it('holds up no alert, not even for whoever it is just sent to', async () => {
    const report = await signed()
    const { lon } = await watchedBy(room, omar.cookie)
    mailbox.taking = { holds: ({ raw }) => raw.includes('application/pdf') }
    await send(report, [omar, dana])
    const tell = () => room.whileTelling(() => room.server.app.get(OutboxRunner).tick())
    await tell()
    await expect.poll(() => mailbox.holding).toBe(1)
    await room.attack(lon, { title: 'Shots at the depot', severity: 'extreme' })
    await tell()
    await expect.poll(() => mailbox.mails.map(({ to }) => to)).toEqual(['omar@example.org'])
    expect(mailbox.holding).toBe(1)
    mailbox.letGo()
    await room.tellOutside()
    expect(await sent(report)).toMatchObject([{ state: 'sent' }, { state: 'sent' }])
  })

  it.each([
    ['as it is', 1],
    ['as are alerts', 3],
  ])('is sent once by two nodes where the mail server is slow, %s', async (_title, owed) => {
    mailbox.taking = { holds: () => true }
    if (owed === 1) await send(await signed(), [omar])
    else {
      const { lon } = await watchedBy(room, omar.cookie)
      for (let n = 0; n < owed; n++) await room.attack(lon, { title: `Shots at the depot ${n}` })
    }
    const { app } = room.server
    const runner = app.get(OutboxRunner)
    const other = new Outbox(app.get(DATABASE), room.clock, app.get(Channels), app.get(Envelopes))
    await room.whileTelling(() => runner.tick())
    await expect.poll(() => mailbox.holding).toBe(Math.min(owed, 2))
    for (let n = 0; n < 3; n++) {
      room.clock.pass(0.7)
      await runner.tickHolding()
      await other.tell()
    }
    mailbox.letGo()
    await room.tellOutside()
    await other.tell()
    await other.idle()
    expect(mailbox.mails).toHaveLength(owed)
  })

  it('goes to nobody who may not read it or has no address, and once to a mailbox that two people read', async () => {
    const report = await signed()
    const viewer = await room.invite('vera', 'viewer')
    const lost = await room.invite('lost')
    expect(await send(report, [omar, viewer, lost])).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'people.1' }, { path: 'people.2' }] },
    })
    const twin = await reached('twin', 'OMAR@example.org')
    await send(report, [omar, twin])
    await send(report, [twin])
    expect(await sent(report)).toHaveLength(1)
    await room.tellOutside()
  })

  it('is not sent to somebody who may read it no more by then, and is once they may and are chosen again', async () => {
    const report = await signed()
    await send(report, [dana])
    await room.ask(`PATCH /api/accounts/${dana.id}`, { role: 'viewer' })
    await room.tellOutside()
    expect(await sent(report)).toMatchObject([{ state: 'withdrawn' }])
    expect(mailbox.mails).toEqual([])
    await room.ask(`PATCH /api/accounts/${dana.id}`, { role: 'officer' })
    const [withdrawn] = await sent(report)
    await send(report, [dana])
    await room.tellOutside()
    expect(await sent(report)).toMatchObject([{ id: withdrawn?.id, state: 'sent', lastError: null }])
    await send(report, [dana])
    await room.tellOutside()
    expect(mailbox.mails.map(({ to }) => to)).toEqual(['dana@example.org'])
  })

  it('goes to whoever shares a mailbox with somebody from whom it was withdrawn', async () => {
    const report = await signed()
    const other = await reached('zain', 'Dana@example.org')
    await send(report, [dana])
    await room.ask(`PATCH /api/accounts/${dana.id}`, { role: 'viewer' })
    await room.tellOutside()
    await send(report, [other])
    await room.ask(`PATCH /api/accounts/${dana.id}`, { role: 'officer' })
    await send(report, [dana])
    await room.tellOutside()
    expect((await sent(report)).map(({ name, state }) => [name, state])).toEqual([
      ['dana', 'withdrawn'],
      ['zain', 'sent'],
    ])
  })
})

describe('a schedule of reports', () => {
  const monthAfter = 31 * 24 * 60
  const wanted = () => ({
    name: 'North-east',
    search: {},
    day: 2,
    hour: 7,
    timeZone: 'Asia/Damascus',
    people: [omar.id],
  })
  const schedules = async () => (await room.ask<Page<SitrepSchedule>>('GET /api/sitrep-schedules')).items
  const drawnUp = async () => {
    const { items } = await room.ask<Page<SitrepTold>>('GET /api/sitreps?limit=100')
    return items.filter(({ scheduleId }) => scheduleId !== null)
  }

  /** Some minutes after it is due. */
  const until = ({ nextAt }: SitrepSchedule, more: number) =>
    room.pass((Date.parse(nextAt ?? '') - room.clock.ms()) / 60_000 + more)

  it('draws each month up once on two nodes, tells who may sign, and sends what is signed and what corrects it', async () => {
    await verifyMail(rana, 'rana@example.org')
    mailbox.mails.length = 0
    const schedule = await room.ask<SitrepSchedule>('POST /api/sitrep-schedules', wanted())
    expect(schedule).toMatchObject({ nextMonth: month(), error: null })
    await room.pass(monthAfter)
    const [one, other] = [room.server.app.get(SitrepTimers), room.server.app.get(SitrepTimers)]
    await Promise.all([one.pass(), other.pass()])
    await one.pass()
    const [report, ...others] = await drawnUp()
    expect(others).toEqual([])
    expect(report).toMatchObject({ state: 'draft', asOf: schedule.nextAt, madeBy: { id: 'house' } })
    expect(report?.title).toBe(`North-east · ${schedule.nextMonth ?? ''}`)
    await room.tellOutside()
    expect(mailbox.mails.map(({ to }) => to)).toEqual(['rana@example.org'])
    expect(textOf(mailbox.mails[0]?.raw)).toContain('waits to be signed')
    if (report === undefined) throw new Error('Nothing was drawn up.')
    await sign(report)
    await room.tellOutside()
    expect(mailbox.mails.map(({ to }) => to)).toEqual(['rana@example.org', 'omar@example.org'])
    const next = await room.ask<SitrepTold>(`POST /api/sitreps/${report.id}/corrections`, {}, rana.cookie)
    await sign(next)
    await room.tellOutside()
    expect(mailbox.mails.map((mail) => [mail.to, headerOf(mail, 'References').includes(report.id)])).toEqual([
      ['rana@example.org', false],
      ['omar@example.org', true],
      ['omar@example.org', true],
    ])
    const { items } = await room.ask<Page<{ by: string }>>('GET /api/audit?action=/api/sitreps&limit=50')
    expect(items.filter(({ by }) => by === 'house')).toMatchObject([
      { action: 'POST /api/sitreps', thing: { id: report.id } },
    ])
  })

  it('asks nobody to sign what is signed already, tells no month twice when it is changed, and ends', async () => {
    const [schedule] = await schedules()
    const path = `/api/sitrep-schedules/${schedule?.id ?? ''}`
    const changed = await room.ask<SitrepSchedule>(`PUT ${path}`, { ...wanted(), day: 28 })
    expect(changed.nextMonth).toBe(month())
    await room.pass(2 * monthAfter)
    const timers = room.server.app.get(SitrepTimers)
    await timers.pass()
    await timers.pass()
    const [last] = await drawnUp()
    if (last === undefined) throw new Error('Nothing was drawn up.')
    mailbox.mails.length = 0
    await sign(last)
    await room.tellOutside()
    expect(mailbox.mails.map(({ to }) => to)).not.toContain('rana@example.org')
    expect(await sent(last)).toMatchObject([{ kind: 'report' }, { kind: 'unsigned', state: 'withdrawn' }])
    const titles = (await drawnUp()).filter(({ version }) => version === 1).map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    expect((await room.send(`DELETE ${path}`)).status).toBe(204)
    await room.pass(monthAfter)
    expect(await timers.pass()).toBe(0)
  })

  it('says what keeps a report from being drawn up, and tries it again', async () => {
    const { zoneId } = await room.watch({}, {}, rana.cookie)
    const made = await room.ask<SitrepSchedule>('POST /api/sitrep-schedules', { ...wanted(), search: { zone: zoneId } })
    expect(
      await room.send('POST /api/sitrep-schedules', { body: { ...wanted(), search: { type: 'nothing' } } }),
    ).toMatchObject({
      body: { errors: [{ path: 'search.type[0]' }] },
    })
    const seenBy = (visibility: string) =>
      room.ask(`PATCH /api/zones/${zoneId}`, { properties: { visibility } }, rana.cookie)
    await seenBy('private')
    await room.pass(monthAfter)
    await room.server.app.get(SitrepTimers).pass()
    const failed = (await schedules()).find(({ id }) => id === made.id)
    expect(failed?.error).toContain('search.zone: Expected a public zone')
    await seenBy('public')
    room.clock.pass(16)
    await room.server.app.get(SitrepTimers).pass()
    expect((await schedules()).find(({ id }) => id === made.id)).toMatchObject({ error: null })
    expect(await drawnUp()).toContainEqual(expect.objectContaining({ scheduleId: made.id }))
  })

  it.each([
    ['renamed', { name: 'Mended' }],
    ['moved to a later day', { day: 28, hour: 23 }],
    ['moved to an earlier one', { day: 1, hour: 0 }],
  ])('draws up the month that is due where it is %s after it failed', async (_, more) => {
    const { zoneId } = await room.watch({}, {}, rana.cookie)
    const search = { zone: zoneId }
    const made = await room.ask<SitrepSchedule>('POST /api/sitrep-schedules', { ...wanted(), search })
    await room.ask(`PATCH /api/zones/${zoneId}`, { properties: { visibility: 'private' } }, rana.cookie)
    await until(made, 1)
    const timers = room.server.app.get(SitrepTimers)
    await timers.pass()
    const path = `/api/sitrep-schedules/${made.id}`
    const mended = await room.ask<SitrepSchedule>(`PUT ${path}`, { ...wanted(), ...more })
    expect(mended).toMatchObject({ nextMonth: made.nextMonth, error: null })
    await timers.pass()
    const own = (await drawnUp()).filter(({ scheduleId }) => scheduleId === made.id)
    expect(own.map(({ from }) => from.slice(0, 7))).toEqual([made.nextMonth])
    await room.send(`DELETE ${path}`)
  })

  it('passes no month over where it is moved to a day that is gone by, and begins anew where it was off', async () => {
    const made = await room.ask<SitrepSchedule>('POST /api/sitrep-schedules', { ...wanted(), day: 28 })
    const path = `/api/sitrep-schedules/${made.id}`
    await until(made, -60)
    const moved = await room.ask<SitrepSchedule>(`PUT ${path}`, { ...wanted(), day: 5 })
    expect(moved.nextMonth).toBe(made.nextMonth)
    await room.ask(`PUT ${path}`, { ...wanted(), enabled: false })
    const anew = await room.ask<SitrepSchedule>(`PUT ${path}`, { ...wanted(), day: 5 })
    expect([anew.nextMonth, Date.parse(anew.nextAt ?? '') > room.clock.ms()]).toEqual([month(), true])
    await room.send(`DELETE ${path}`)
  })
})
