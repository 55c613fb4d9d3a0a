import { PNG } from 'pngjs'
import type { Contact } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { ambush } from '../ingest/ingest.fixture.js'
import type { ContactMade } from '../wire/index.js'
import { headerOf, Mailbox, type Mail } from '@cordon/test/mailbox'
import { outside, watchedBy } from './outside.fixture.js'

let room: WatchRoom
let mailbox: Mailbox
let omar: { readonly id: string; cookie: string }
beforeAll(async () => {
  mailbox = await Mailbox.open()
  room = await WatchRoom.open(startPostgres, {
    ...{ smtpUrl: mailbox.url, mailFrom: 'Cordon <watch@cordon.example>' },
    ...{ origins: ['https://watch.example.org'], rateLimits: false },
  })
  omar = await room.invite('omar')
  const body = { channel: 'email', address: 'omar@example.org' }
  const { contact } = await room.ask<ContactMade>('POST /api/contacts', body, omar.cookie)
  const code = /in there: (\d{6})/.exec(textOf(mailbox.mails[0]))?.[1] ?? ''
  await room.ask<Contact>(`POST /api/contacts/${contact.id}/verify`, { code }, omar.cookie)
})
afterAll(async () => {
  await room.close()
  await mailbox.close()
})
beforeEach(() => {
  mailbox.mails.length = 0
  mailbox.taking = 'take'
})

/** The subject in words: encoded words of one kind (RFC 2047). */
function subjectOf(mail: Mail | undefined): string {
  if (mail === undefined) return ''
  const words = headerOf(mail, 'Subject').replaceAll(/\?=\s+=\?/g, '?==?')
  return words.replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
    kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : unquoted(text.replaceAll('_', ' ')),
  )
}
function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
function textOf(mail: Mail | undefined): string {
  return unquoted(mail?.raw ?? '')
}

describe('an alert by e-mail', () => {
  it('is told in words, as text and as HTML, with a link, under an id of its own', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    const alert = await room.attack(lon, { title: 'Shots <b>at</b> the gate', severity: 'extreme' })
    await room.tellOutside()
    const [mail, ...others] = mailbox.mails
    expect([mail?.from, mail?.to, others]).toEqual(['watch@cordon.example', 'omar@example.org', []])
    expect(subjectOf(mail)).toBe(`EXTREME · Shots <b>at</b> the gate · ${alert.zoneName}`)
    const text = textOf(mail)
    expect(text).toContain('text/plain')
    expect(text).toContain('Shots &lt;b&gt;at&lt;/b&gt; the gate')
    expect(text).toContain(`https://watch.example.org/floor?sel=alert:${alert.id}`)
    const [delivery] = await outside(room, alert)
    expect(mail && headerOf(mail, 'Message-ID')).toBe(`<${delivery?.id}@cordon.example>`)
  })

  it('comes with a map of where it happened, drawn in the mail itself', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    await room.attack(lon, { title: 'Shots at the gate' })
    await room.tellOutside()
    const text = textOf(mailbox.mails[0])
    expect(text).toContain('src="cid:map@cordon"')
    expect(text).not.toMatch(/src="http/)
    const [, base64 = ''] = /Content-ID: <map@cordon>[^]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(text) ?? []
    const { width, height } = PNG.sync.read(Buffer.from(base64, 'base64'))
    expect([width, height]).toEqual([800, 460])
  })

  it('is told in the language that its owner asked for', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    const { items } = await room.ask<{ items: readonly Contact[] }>('GET /api/contacts', undefined, omar.cookie)
    const speak = (language: string) =>
      room.ask<Contact>(`PATCH /api/contacts/${items[0]?.id ?? ''}`, { language }, omar.cookie)
    expect(await speak('ar')).toMatchObject({ language: 'ar' })
    await room.attack(lon, { title: 'Shots at the gate', severity: 'extreme' })
    await room.tellOutside()
    const [mail] = mailbox.mails
    expect(subjectOf(mail)).toMatch(/^خطورة قصوى · .Shots at the gate/)
    const text = textOf(mail)
    expect(text).toContain('<html lang="ar" dir="rtl">')
    expect(text).toContain('ماذا: كمين')
    expect(text).toContain('افتح في Cordon')
    await speak('en')
  })

  it('whose server dies after DATA is told again under the same id, so that readers show it once', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    mailbox.taking = 'die after data'
    const alert = await room.attack(lon)
    await room.tellOutside()
    expect(await outside(room, alert)).toMatchObject([{ state: 'due', tries: 1 }])
    mailbox.taking = 'take'
    room.clock.pass(1)
    await room.tellOutside()
    expect(await outside(room, alert)).toMatchObject([{ state: 'sent', tries: 2 }])
    expect(mailbox.mails).toHaveLength(2)
    expect(new Set(mailbox.mails.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(1)
  })

  it.each([
    ['550 no such person', 'dead', 'refused it: 550'],
    ['451 come back later', 'due', 'did not take it: 451'],
    ['421 too busy', 'due', 'did not take it: 421'],
  ])('that the server answers with %s is %s', async (answer, state, why) => {
    const { lon } = await watchedBy(room, omar.cookie)
    mailbox.taking = { answer }
    const alert = await room.attack(lon)
    await room.tellOutside()
    const [delivery] = await outside(room, alert)
    expect(delivery?.state).toBe(state)
    expect(delivery?.lastError).toContain(why)
    mailbox.taking = 'take'
    room.clock.pass(30)
    await room.tellOutside()
  })

  it('that is corrected is answered in the same thread', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    const alert = await room.attack(lon, { severity: 'moderate' })
    await room.tellOutside()
    await room.correct(alert, { severity: 'extreme' })
    await room.pass(0)
    await room.tellOutside()
    const [first, update] = mailbox.mails
    expect(update && headerOf(update, 'In-Reply-To')).toBe(first && headerOf(first, 'Message-ID'))
    expect(update && headerOf(update, 'References').split(' ')).toHaveLength(2)
    expect(subjectOf(update)).toMatch(/^UPDATE · /)
  })

  it('is one mail for an incident that met several rules in two zones, and one that corrects it', async () => {
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    const more = { name: 'Often', count: { atLeast: 2, withinMinutes: 60 } }
    await room.ask(`POST /api/zones/${zoneId}/rules`, more)
    const geometry = { type: 'Point', coordinates: [lon, 10.01] }
    const properties = { name: `Beside ${lon}`, visibility: 'public', radiusMetres: 5_000 }
    const beside = await room.ask<{ id: string }>('POST /api/zones', { type: 'Feature', geometry, properties })
    await room.ask(`POST /api/zones/${beside.id}/rules`, { name: 'Any' })
    await room.send(`PUT /api/subscriptions/${beside.id}`, { as: omar.cookie, body: {} })
    await room.attack(lon)
    await room.tellOutside()
    mailbox.mails.length = 0
    // At once: what came before was no flood after which an address has its rest.
    const alert = await room.attack(lon, { severity: 'moderate', place: 'the north gate' })
    await room.tellOutside()
    await room.correct(alert, { severity: 'extreme' })
    await room.pass(0)
    await room.tellOutside()
    const [first, update, ...others] = mailbox.mails
    expect(others).toEqual([])
    expect(subjectOf(first)).toMatch(/ and 1 more$/)
    const text = textOf(first)
    expect(text).toContain('Where: the north gate (10.0000, ')
    expect(text.match(/^Rule: /gm)).toHaveLength(3)
    expect(text).toMatch(/^Rule: Often .*2 or more within 60 min/m)
    expect(update && headerOf(update, 'In-Reply-To')).toBe(first && headerOf(first, 'Message-ID'))
    expect(textOf(update).match(/^Rule: /gm)).toHaveLength(3)
    expect((await outside(room, alert)).map(({ kind, state }) => [kind, state])).toEqual([
      ['alert', 'sent'],
      ['update', 'sent'],
    ])
  })

  it('that holds in one zone and no more in another is one update; merged, it names what stands for it', async () => {
    const { lon } = await watchedBy(room, omar.cookie)
    const geometry = { type: 'Point', coordinates: [lon, 10.05] }
    const properties = { name: `Beside ${lon}`, visibility: 'public', radiusMetres: 8_000 }
    const beside = await room.ask<{ id: string }>('POST /api/zones', { type: 'Feature', geometry, properties })
    await room.ask(`POST /api/zones/${beside.id}/rules`, { name: 'Any' })
    await room.send(`PUT /api/subscriptions/${beside.id}`, { as: omar.cookie, body: {} })
    const alert = await room.attack(lon, { title: 'Shots', severity: 'moderate' })
    await room.tellOutside()
    await room.correct(alert, {}, { geometry: { type: 'Point', coordinates: [lon, 10.08] } })
    await room.pass(0)
    await room.tellOutside()
    const [, update, ...more] = mailbox.mails
    expect(more).toEqual([])
    expect(subjectOf(update)).toMatch(/^UPDATE · Shots/)
    expect(textOf(update)).toMatch(/^No longer: .*since it lies elsewhere/m)
    expect(textOf(update)).toMatch(/^Of what you were told: it is believed to be elsewhere, 8\.8 km N of/m)

    const blast = await room.attack(lon, { title: 'A blast', severity: 'extreme' })
    await room.tellOutside()
    mailbox.mails.length = 0
    await room.ask(`POST /api/incidents/${alert.incidentId}/merge`, { into: blast.incidentId, reason: 'The same' })
    await room.pass(0)
    await room.tellOutside()
    expect(mailbox.mails.map((mail) => subjectOf(mail).split(' · ').slice(0, 2))).toEqual([['MERGED', 'A blast']])
    expect(textOf(mailbox.mails[0])).toContain('It is one with "A blast" (extreme), of which you are told.')
  })

  it('in a flood is a digest: 10,000 alerts are a handful of mails, and none is lost', async () => {
    const { lon, zoneId } = await watchedBy(room, omar.cookie)
    const features = Array.from({ length: 1_000 }, (_, at) =>
      ambush(lon, 10, { title: `Attack ${at}`, uncertaintyMetres: 100 }),
    )
    for (let n = 0; n < 10; n++) await room.ask('POST /api/incidents', { type: 'FeatureCollection', features })
    for (let n = 0; n < 12; n++) {
      await room.tellOutside()
      room.clock.pass(0.5)
    }
    expect(mailbox.mails.length).toBeLessThan(20)
    expect(textOf(mailbox.mails.at(-1))).toContain('more')
    const due = await room.ask<{ items: readonly object[] }>('GET /api/deliveries?outside=true&state=due')
    expect(due.items).toEqual([])
    expect(zoneId).not.toBe('')
  }, 120_000)
})
