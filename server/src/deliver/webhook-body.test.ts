import { toldBy, type Clearing, type Correction, type Language, type WebhookFormat } from '@cordon/alerts'
import type { Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Item, Message } from './message.js'
import { toldAlert, toldMessage, toldTogether } from './told.fixture.js'
import { webhookBody } from './webhook-body.js'
import { wordsOf } from './words.js'

const origin = 'https://watch.example.org'
const one = toldMessage({})
const evil = toldMessage({ incidentTitle: '<!channel> & *bold* [here](http://evil.example) `x` |\nUPDATE' })

/** As long as anything may be, in letters of two and four bytes. */
const long = { incidentTitle: `${'كمين '.repeat(58)}😀😀😀`, zoneName: 'منطقة '.repeat(33), ruleName: '😀'.repeat(90) }
const [head, ...rest] = Array.from({ length: 200 }, () => long)
const flood = toldMessage(head ?? {}, ...rest)

function posted(
  format: WebhookFormat,
  message: Message,
  { to = 'https://hooks.example.org/secret', language = 'en' }: { to?: string; language?: Language } = {},
) {
  const address = { contactId: 'contact-1', to, secrets: [], number: '+44 20 7946 0000', browser: null }
  const { url, body, type } = webhookBody(format, { message, address, voice: { origin, language } })
  const json: unknown = JSON.parse(body)
  return { url, type, body, json }
}

const link = `${origin}/floor?sel=alert:alert-1`

describe('Slack', () => {
  it('gets a text in its own marks, with a link', () => {
    const { json, type } = posted('slack', one)
    expect(type).toBe('application/json')
    expect(json).toEqual({ text: expect.stringMatching(/^\*SEVERE · Shots at the gate · Depot\*\n/) })
    expect(json).toEqual({ text: expect.stringContaining(`<${link}|Open in Cordon>`) })
  })

  it('is never made to call a channel or show a link of somebody else', () => {
    const { body } = posted('slack', evil)
    expect(body).toContain('&lt;!channel&gt; &amp; *bold*')
    expect(body).not.toContain('<!channel>')
  })
})

describe('Mattermost', () => {
  it('gets Markdown in which nothing that others wrote has a meaning', () => {
    const { json } = posted('mattermost', evil)
    expect(json).toEqual({ text: expect.stringContaining('\\[here\\]\\(http://evil.example\\)') })
    expect(json).toEqual({ text: expect.stringContaining(`[Open in Cordon](${link})`) })
  })
})

describe('Teams', () => {
  it('gets a message with one adaptive card and a button', () => {
    expect(posted('teams', one).json).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            ...{ type: 'AdaptiveCard', version: '1.4' },
            body: expect.arrayContaining([expect.objectContaining({ type: 'TextBlock', wrap: true })]),
            actions: [{ type: 'Action.OpenUrl', url: link }],
          },
        },
      ],
    })
  })
})

describe('Telegram', () => {
  it('gets the chat of the address in the body, and a text without marks', () => {
    const { url, json } = posted('telegram', evil, { to: 'https://api.telegram.org/bot1:a/sendMessage?chat_id=-100' })
    expect(url).toBe('https://api.telegram.org/bot1:a/sendMessage')
    expect(json).toMatchObject({ chat_id: '-100', link_preview_options: { is_disabled: true } })
    expect(json).not.toHaveProperty('parse_mode')
  })
})

describe('ntfy', () => {
  it('gets the topic of the address in the body, with how urgent it is and where a touch leads', () => {
    const { url, json } = posted('ntfy', one, { to: 'https://ntfy.example.org/my%20topic' })
    expect(url).toBe('https://ntfy.example.org/')
    expect(json).toMatchObject({ topic: 'my topic', priority: 4, click: link, title: expect.stringContaining('Depot') })
  })

  it.each([
    ['extreme', 5],
    ['moderate', 3],
    ['minor', 2],
  ] as const)('is as urgent as the gravest of a digest: %s', (severity, priority) => {
    expect(posted('ntfy', toldMessage({ severity: 'minor' }, { severity })).json).toMatchObject({ priority })
  })
})

describe('an SMS gateway', () => {
  it('gets the number, a short text with the link whole, and a key by which a repeat is known', () => {
    expect(posted('sms', one).json).toEqual({
      ...{ to: '+44 20 7946 0000', id: 'delivery-0' },
      message: [
        'SEVERE · Shots at the gate · Depot',
        'What: Ambush, severe',
        'When: 2026-11-09 06:00Z',
        'Where: 35.3000, 40.7000, within about 500 m; within reach, 1.2 km inside the zone',
        'How sure: B2',
        'Rule: Anything (Depot)',
        link,
      ].join('\n'),
    })
    expect(posted('sms', toldMessage(long)).json).toMatchObject({
      message: expect.stringMatching(/\nhttps:\S+alert-1$/),
    })
  })
})

/** What each service says that it takes, counted as it counts. */
const limits: readonly [WebhookFormat, number, (it: { readonly body: string; readonly json: unknown }) => number][] = [
  ['slack', 40_000, ({ json }) => textIn(json, 'text').length],
  ['mattermost', 16_383, ({ json }) => textIn(json, 'text').length],
  ['teams', 28_672, ({ body }) => 2 * body.length],
  ['telegram', 4_096, ({ json }) => textIn(json, 'text').length],
  ['ntfy', 4_096, ({ json }) => Buffer.byteLength(textIn(json, 'message'))],
]

function textIn(json: unknown, name: string): string {
  return typeof json === 'object' && json !== null ? String(Object.entries(json).find(([it]) => it === name)?.[1]) : ''
}

describe('a flood', () => {
  it('tells the gravest first, what is played after what is real, and leaves out the least', () => {
    const many = Array.from({ length: 50 }, (_, n) => ({ incidentTitle: `Shot ${n}`, severity: 'minor' as const }))
    const drill = { incidentTitle: 'Drill', severity: 'extreme', exercise: true } as const
    const bomb = { incidentTitle: 'Bomb', severity: 'extreme' } as const
    const { lines } = wordsOf(toldMessage(drill, ...many, bomb), { origin, language: 'en' })
    expect(lines.slice(0, 3)).toEqual(['EXTREME · Bomb · Depot', 'MINOR · Shot 0 · Depot', 'MINOR · Shot 1 · Depot'])
    expect(lines.at(-1)).toBe('… and 12 more')
  })
})

describe.each(limits)('a flood at %s', (format, most, size) => {
  const to = 'https://api.example.org/bot/sendMessage?chat_id=1'

  it('is no more than it takes, says what is left out, and leads to the rest', () => {
    const told = posted(format, flood, { to })
    expect(size(told)).toBeLessThanOrEqual(most)
    expect(told.body).toMatch(/… and \d+ more/)
    expect(told.body).toContain(`${origin}/floor`)
  })

  it('cuts no letter in half', () => {
    for (const message of [flood, toldMessage(long)])
      expect(posted(format, message, { to }).body).not.toMatch(/\\ud[89a-f]/)
  })
})

describe('one incident that met several rules', () => {
  const said = (message: Message) => wordsOf(message, { origin, language: 'en' })
  const depot = { id: 'alert-1', ruleName: 'Anything' }
  const near = { certainty: 'possible', distanceMetres: 3_400, depthMetres: -3_400 } as const
  const camp = { id: 'alert-3', zoneId: 'zone-2', zoneName: 'Camp', ...near }

  it('in one zone is told once, with each rule', () => {
    const often = toldTogether({ place: 'the\nnorth gate' }, depot, { id: 'alert-2', ruleName: 'The worst' })
    expect(said(often)).toEqual({
      title: 'SEVERE · Shots at the gate · Depot',
      lines: [
        'What: Ambush, severe',
        'When: 2026-11-09 06:00Z',
        'Where: the north gate (35.3000, 40.7000), within about 500 m; within reach, 1.2 km inside the zone',
        'How sure: B2',
        'Rule: Anything (Depot)',
        'Rule: The worst (Depot)',
      ],
      link: `${origin}/floor?sel=incident:incident-1`,
      language: 'en',
    })
  })

  it.each([
    ['en', 1_200, 'within reach, 1.2 km inside the zone'],
    ['en', 0, 'within reach, at the edge of the zone'],
    ['ar', 1_200, 'ضمن المدى، \u20681.2 كم\u2069 داخل المنطقة'],
    ['ar', 0, 'ضمن المدى، على حافة المنطقة'],
  ] as const)('says in %s how deep in the zone it lies: %i m', (language, depthMetres, how) => {
    expect(wordsOf(toldMessage({ depthMetres }), { origin, language }).lines[2]).toContain(how)
  })

  it('in several zones is told once, with how near each is', () => {
    const { title, lines } = said(toldTogether({}, depot, camp))
    expect(title).toBe('SEVERE · Shots at the gate · Depot and 1 more')
    expect(lines.slice(2)).toEqual([
      'Where: 35.3000, 40.7000, within about 500 m',
      'Zone: Depot, within reach, 1.2 km inside the zone',
      'Zone: Camp, perhaps within reach, 3.4 km SE of the zone',
      'How sure: B2',
      'Rule: Anything (Depot)',
      'Rule: Anything (Camp)',
    ])
  })

  it('says how many it took, where the rule counts', () => {
    const message = toldTogether({ count: { atLeast: 3, withinMinutes: 60 } }, depot)
    expect(said(message).lines.at(-1)).toBe('Rule: Anything (Depot): 3 or more within 60 min')
  })

  it('is corrected once, with what has changed, how far it has moved and why', () => {
    const known = {
      ...toldBy(toldAlert, 'unverified'),
      title: 'Shots at the bridge',
      incidentId: 'incident-2',
      place: 'the bridge',
    }
    const point: Point = { type: 'Point', coordinates: [40.8, 35.3] }
    const about: Correction = { kind: 'update', changes: ['merged', 'moved'], known: { ...known, point } }
    const { title, lines } = said(toldTogether({ kind: 'update', about, reason: 'Seen from a\ndrone' }, depot, camp))
    expect(title).toBe('UPDATE · Shots at the bridge · Depot and 1 more')
    expect(lines).toEqual([
      'Of what you were told: another incident stands for it, "Shots at the bridge" for "Shots at the gate"; it is believed to be elsewhere, 9.1 km E of where you were told first.',
      'Reason: Seen from a drone',
      'Now: Ambush, severe, within about 500 m',
      'When: 2026-11-09 06:00Z',
      'Position: the bridge (35.3000, 40.8000)',
      'How sure: B2',
      'Rule: Anything (Depot)',
      'Rule: Anything (Camp)',
    ])
  })
})

describe('what one incident met and meets no more', () => {
  const known = { ...toldBy(toldAlert, 'unverified'), severity: 'minor' } as const
  const update: Correction = { kind: 'update', changes: ['downgraded'], known }
  const cancel = (because: Clearing): Correction => ({ kind: 'cancel', because, known })
  const item = (n: number, about: Correction, more: Partial<Item> = {}): Item => {
    const { kind } = about
    const zone = { ruleName: `Rule ${n}`, zoneId: `zone-${n}`, zoneName: `Zone ${n}` }
    const told = { deliveryId: `d${n}`, answers: `a${n}`, earlier: [], madeAt: toldAlert.raisedAt }
    const said = { subject: 'corrected', place: null, reason: null, count: null, into: null, still: false }
    return { ...told, ...said, kind, about, alert: { ...toldAlert, ...zone, id: `alert-${n}` }, ...more }
  }
  const said = (...items: readonly [Item, ...Item[]]) =>
    wordsOf({ is: 'told', key: 'k', at: toldAlert.raisedAt, items }, { origin, language: 'en' })

  it('is one update where it holds in another zone', () => {
    const { title, lines } = said(item(1, cancel('place')), item(2, update))
    expect(title).toBe('UPDATE · Shots at the gate · Zone 1 and 1 more')
    expect(lines).toEqual([
      'Of what you were told: it is less grave than was told.',
      'No longer: Rule 1 (Zone 1), since it lies elsewhere',
      'Now: Ambush, minor, within about 500 m',
      'When: 2026-11-09 06:00Z',
      'Position: 35.3000, 40.7000',
      'How sure: B2',
      'Rule: Rule 2 (Zone 2)',
    ])
  })

  it('is an update where something else that was told of it stands', () => {
    const { title, lines } = said(item(1, cancel('severity'), { still: true }))
    expect(title).toBe('UPDATE · Shots at the gate · Zone 1')
    expect(lines.slice(0, 2)).toEqual([
      'No longer: Rule 1 (Zone 1), since it is less grave than the rule asks for',
      'What else you were told of it still holds.',
    ])
  })

  it('is cancelled where nothing holds, and told as it was', () => {
    const { title, lines } = said(item(1, cancel('refuted')), item(2, cancel('refuted')))
    expect(title).toBe('CANCELLED · Shots at the gate · Zone 1 and 1 more')
    expect(lines).toEqual([
      'What you were told holds no more: it is refuted.',
      'It was told as: Ambush, severe',
      'When: 2026-11-09 06:00Z',
      'Rule: Rule 1 (Zone 1)',
      'Rule: Rule 2 (Zone 2)',
    ])
  })

  it('is never called cancelled where it is merged, and names what stands for it', () => {
    const into = { title: 'Car bomb at the checkpoint', severity: 'extreme' } as const
    const { title, lines } = said(item(1, cancel('merged'), { into, still: true }))
    expect(title).toBe('MERGED · Car bomb at the checkpoint · Zone 1')
    expect(lines[0]).toBe('It is one with "Car bomb at the checkpoint" (extreme), of which you are told.')
  })
})

describe('Arabic', () => {
  it.each(['slack', 'mattermost', 'teams', 'telegram', 'ntfy', 'sms', 'standard', 'cap'] as const)(
    'is what %s gets where its owner asked for it, with what others wrote as they wrote it',
    (format) => {
      const address = {
        contactId: 'contact-1',
        to: 'https://hooks.example.org/x?chat_id=7',
        secrets: [],
        number: '+44 1',
        browser: null,
      }
      const { body } = webhookBody(format, { message: one, address, voice: { origin, language: 'ar' } })
      const text = body.replaceAll(/\\(?![u"])/g, '')
      expect(text).toContain('خطورة شديدة')
      expect(text).toContain('Shots at the gate')
      expect(text).not.toMatch(/SEVERE|Open in|Where:|within about/)
    },
  )

  it('says every part of an alert, and keeps numbers and names in one piece', () => {
    const near = { source: 'RIC', distanceMetres: 3_400, depthMetres: -3_400 }
    const { title, lines } = wordsOf(toldMessage(near), { origin, language: 'ar' })
    expect(title).toBe('خطورة شديدة · \u2068Shots at the gate\u2069 · \u2068Depot\u2069')
    expect(lines).toEqual([
      'ماذا: كمين، الخطورة شديدة',
      'متى: \u20682026-11-09 06:00Z\u2069',
      'أين: \u206835.3000, 40.7000\u2069، ضمن نحو \u2068500 م\u2069؛ ضمن المدى، على بعد \u20683.4 كم\u2069 جنوب شرق المنطقة',
      'درجة الثبوت: \u2068B2\u2069، \u2068RIC\u2069',
      'القاعدة: \u2068Anything\u2069 (\u2068Depot\u2069)',
    ])
  })

  it('says no minute of what is known to the day, and how well it is known', () => {
    const day = toldMessage({ timePrecision: 'day' })
    const [english, arabic] = (['en', 'ar'] as const).map((language) => wordsOf(day, { origin, language }).lines[1])
    expect(english).toBe('When: 2026-11-09 · known to the day')
    expect(arabic).toBe('متى: \u20682026-11-09\u2069 · معروف باليوم')
  })

  it('says how many came at once, and what more there is', () => {
    const { title, lines } = wordsOf(flood, { origin, language: 'ar' })
    expect(title).toMatch(/^رسائل معًا \(\u2068200\u2069\)/)
    expect(lines.at(-1)).toBe('… والباقي: \u2068160\u2069')
  })
})
