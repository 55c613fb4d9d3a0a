import type { Alert } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { DOMParser } from '@xmldom/xmldom'
import { XMLParser } from 'fast-xml-parser'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import { capFault, hasCapSchema } from './cap-schema.fixture.js'
import { capDocument } from './cap.js'
import { hook, watchedBy, type Hooked } from './outside.fixture.js'
import { Receiver } from './receiver.fixture.js'
import { toldMessage, toldTogether } from './told.fixture.js'
import { element, xmlDocument } from './xml.js'

let room: WatchRoom
let receiver: Receiver
let omar: { readonly id: string; cookie: string }
let own: Hooked
beforeAll(async () => {
  receiver = await Receiver.open()
  room = await WatchRoom.open(startPostgres, { webhookHosts: ['127.0.0.1'], rateLimits: false })
  omar = await room.invite('omar')
  own = await hook(room, receiver, { as: omar.cookie, format: 'cap', exercises: true })
})
afterAll(async () => {
  await room.close()
  await receiver.close()
})

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true })

interface Cap {
  readonly alert: Readonly<Record<string, unknown>>
}

function parsed(xml: string): Cap {
  const it: unknown = parser.parse(xml)
  if (!isCap(it)) throw new Error(`Not XML: ${xml}`)
  return it
}

function isCap(it: unknown): it is Cap {
  return typeof it === 'object' && it !== null && 'alert' in it
}

let seen = 0

/** Tells what is owed, and gives the CAP messages that came since it was asked last. */
async function told(): Promise<readonly string[]> {
  await room.pass(0)
  await room.tellOutside()
  const all = receiver.at(own.path).map(({ body }) => body)
  const since = all.slice(seen)
  seen = all.length
  return since
}

async function raised(more: object = {}): Promise<{ readonly alert: Alert; readonly xml: string }> {
  const watched = await watchedBy(room, omar.cookie)
  const alert = await room.attack(watched.lon, { severity: 'moderate', ...more })
  const [xml = ''] = await told()
  return { alert, xml }
}

/** How CAP refers to a message. */
const named = (xml: string) => {
  const { sender, identifier, sent } = parsed(xml).alert
  return [sender, identifier, sent].map(String).join(',')
}

describe('an address that reads CAP', () => {
  it('is told of an alert with the disc in which it is believed to be', async () => {
    const { alert, xml } = await raised()
    const [longitude, latitude] = alert.point.coordinates
    expect(parsed(xml).alert).toMatchObject({
      ...{ status: 'Actual', msgType: 'Alert', scope: 'Restricted', incidents: alert.incidentId },
      info: {
        ...{ event: 'Ambush', category: 'Security', urgency: 'Immediate', severity: 'Moderate', certainty: 'Unknown' },
        onset: `${alert.occurredFrom.slice(0, 19)}-00:00`,
        area: { circle: `${latitude},${longitude} 0.100` },
      },
    })
  })

  it('can check who sent it, by the signature over the document', async () => {
    await raised()
    const { body, headers } = receiver.at(own.path).at(-1) ?? { body: '', headers: {} }
    expect(headers).toMatchObject({ 'content-type': 'application/cap+xml' })
    const webhook = new Webhook(own.secret)
    const now = Date.now
    Date.now = () => room.clock.ms()
    try {
      // It parses what it has verified as JSON: that this is what it stumbles over says that the signature holds.
      expect(() => webhook.verify(body, { ...headers })).toThrow(SyntaxError)
      expect(() => webhook.verify(`${body} `, { ...headers })).toThrow('No matching signature')
    } finally {
      Date.now = now
    }
  })

  it('gets an Update and a Cancel that refer to each message before them', async () => {
    const { alert, xml: first } = await raised()
    await room.correct(alert, { severity: 'extreme' })
    const [second = ''] = await told()
    await room.correct(alert, { status: 'refuted' })
    const [third = ''] = await told()
    expect(parsed(first).alert).not.toHaveProperty('references')
    expect(parsed(second).alert).toMatchObject({
      ...{ msgType: 'Update', references: named(first), info: { severity: 'Extreme' } },
    })
    expect(parsed(third).alert).toMatchObject({
      ...{ msgType: 'Cancel', references: `${named(first)} ${named(second)}` },
      info: { urgency: 'Past', certainty: 'Unlikely' },
    })
  })

  it('gets an Update with the onset that is known now', async () => {
    const { alert } = await raised()
    const occurredFrom = new Date(Date.parse(alert.occurredFrom) - 61 * 60_000).toISOString()
    await room.correct(alert, { severity: 'extreme', occurredFrom })
    expect(parsed((await told())[0] ?? '').alert).toMatchObject({
      ...{ msgType: 'Update', info: { onset: `${occurredFrom.slice(0, 19)}-00:00` } },
    })
  })

  it('has no onset of what is known to the day, whatever was done with its alert, and says so', async () => {
    const { alert, xml } = await raised({ timePrecision: 'day' })
    await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {})
    await room.correct(alert, { severity: 'extreme' })
    const [update = ''] = await told()
    for (const it of [xml, update]) {
      const { info } = parsed(it).alert
      expect(info).not.toHaveProperty('onset')
      expect(info).toMatchObject({
        description: expect.stringContaining(`When: ${alert.occurredFrom.slice(0, 10)} · known to the day`),
        parameter: expect.arrayContaining([{ valueName: 'cordon:timePrecision', value: 'day' }]),
      })
    }
    expect((await room.story(alert)).alert).toMatchObject({ timePrecision: 'day' })
  })

  it('is told of an exercise as such, and of a test', async () => {
    expect(parsed((await raised({ exercise: true })).xml).alert).toMatchObject({
      ...{ status: 'Exercise', note: expect.stringContaining('exercise') },
    })
    await room.ask(`POST /api/contacts/${own.contact.id}/test`, undefined, omar.cookie)
    expect(parsed((await told())[0] ?? '').alert).toMatchObject({ status: 'Test', scope: 'Private' })
  })

  it('is told one by one in a flood', async () => {
    const watched = await watchedBy(room, omar.cookie)
    for (let n = 0; n < 8; n++) await room.attack(watched.lon)
    const all = await told()
    expect(all).toHaveLength(8)
    expect(new Set(all.map((xml) => parsed(xml).alert.identifier)).size).toBe(8)
  })

  it('is verified where a program answers with the code', async () => {
    receiver.answer('/cap-program', (_request, response) => {
      const challenge = /<valueName>challenge<\/valueName><value>(\d{6})/.exec(
        receiver.at('/cap-program')[0]?.body ?? '',
      )
      response.writeHead(200).end(JSON.stringify({ challenge: challenge?.[1] }))
    })
    const { contact } = await room.ask<{ contact: { verifiedAt: string | null } }>(
      'POST /api/contacts',
      { channel: 'webhook', format: 'cap', address: `${receiver.url}/cap-program` },
      omar.cookie,
    )
    expect(contact.verifiedAt).not.toBeNull()
  })

  it.each([
    ['the north gate', 'the north gate'],
    [null, 'Round 35.3,40.7, near Depot'],
  ])('gets the area by the name of its place, %s, where that is told', (place, areaDesc) => {
    const { alert } = parsed(capDocument(toldTogether({ place }, {}), { origin: null, language: 'en' }))
    expect(alert['info']).toMatchObject({ area: { areaDesc } })
  })

  it('gets documents that hold to the schema of CAP 1.2, whatever was written', async (test) => {
    skipUnless(test, hasCapSchema, 'needs ../shared/data/schemas/cap12.xsd')
    const title = `</headline><evil a='1'>&#0; ]]> 𐏓 "${'الكمين '.repeat(30)}"`
    await raised({ title, exercise: true, place: 'A <b>bend</b> & more' })
    const arabic = capDocument(toldMessage({ incidentTitle: title, exercise: true }), { origin: null, language: 'ar' })
    expect(arabic).toMatch(/<language>ar<.*<event>كمين</s)
    const all = [...receiver.at(own.path).map(({ body }) => body), arabic]
    expect(all.length).toBeGreaterThan(12)
    expect((await Promise.all(all.map(capFault))).filter((it) => it !== null)).toEqual([])
    expect(await capFault('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>')).toContain('identifier')
  })
})

describe('an element of XML', () => {
  it('says any text so that it is read as it was, but for what XML has no place for', () => {
    const invalid = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
    // It warns of the sign that stands for what cannot be said.
    const reader = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message)
      },
    })
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = xmlDocument(element('a', [element('b', text), 'x'], { c: text }))
        const read = reader.parseFromString(xml, 'text/xml').documentElement?.textContent
        expect(read).toBe(`${text.replaceAll(/\r\n?/g, '\n').replaceAll(invalid, '\uFFFD')}x`)
      }),
    )
    expect(element('a', '<&>"\'\u0000\uD800é').xml).toBe('<a>&lt;&amp;&gt;&quot;&apos;\uFFFD\uFFFDé</a>')
  })
})
