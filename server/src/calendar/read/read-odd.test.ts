import { describe, expect, it } from 'vitest'
import { expand } from './expand.js'
import { readCalendar } from './read-calendar.js'

/** Calendars as programs write them that keep to no standard, or to their own, and as somebody writes them who means harm. */
const nowMs = Date.parse('2026-11-28T00:00:00Z')
const between = { fromMs: Date.parse('2026-01-01T00:00:00Z'), untilMs: Date.parse('2028-01-01T00:00:00Z') }
const patience = { times: 10_000, ms: 60_000 }

const event = (lines: string) => `BEGIN:VEVENT\n${lines.startsWith('UID') ? '' : 'UID:a\n'}${lines}\nEND:VEVENT\n`
const calendar = (...parts: readonly string[]) => `BEGIN:VCALENDAR\n${parts.join('')}END:VCALENDAR\n`
const events = (...lines: readonly string[]) => calendar(...lines.map(event))
const hour = 'DTSTART:20260601T080000Z\nDURATION:PT1H'

function said(text: string, timeZone = 'Asia/Damascus'): string {
  const read = readCalendar(text, { timeZone, nowMs })
  if (!read.ok) return 'errors' in read.failure ? (read.failure.errors[0]?.message ?? '') : ''
  const short = (at: string) => at.slice(5, 16)
  const { spans } = expand(read.value, between, patience)
  return spans.map(({ from, to }) => `${short(from)} ${short(to)}`).join(', ')
}

describe('a calendar is understood', () => {
  it.each([
    {
      of: 'days that have no midnight, since clocks are set forward then: they are days of their series all the same',
      text: events('DTSTART;VALUE=DATE:20260417\nRRULE:FREQ=WEEKLY;COUNT=3'),
      zone: 'Africa/Cairo',
      gives: '04-16T22:00 04-17T22:00, 04-23T22:00 04-24T21:00, 04-30T21:00 05-01T21:00',
    },
    {
      of: 'an end of a rule by the clock of its event, where it names none',
      text: events('DTSTART:20260601T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260602T080000'),
      gives: '06-01T05:00 06-01T06:00, 06-02T05:00 06-02T06:00',
    },
    {
      of: 'a day as the end of a rule with that day, by the clock of its event',
      text: events('DTSTART;TZID=America/New_York:20260601T200000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260602'),
      gives: '06-02T00:00 06-02T01:00, 06-03T00:00 06-03T01:00',
    },
    {
      of: 'a time as the end of days',
      text: events('DTSTART;VALUE=DATE:20260601\nRRULE:FREQ=DAILY;UNTIL=20260601T210000Z'),
      gives: '05-31T21:00 06-01T21:00, 06-01T21:00 06-02T21:00',
    },
    {
      of: 'several calendars in one text, each by its own clock and its own names of zones',
      text: ['Asia/Tokyo', 'Tonga Standard Time']
        .map((zone, at) =>
          calendar(`X-WR-TIMEZONE:${zone}\n`, event(`UID:${at}\nDTSTART:2026060${at + 1}T080000\nDURATION:PT1H`)),
        )
        .join(''),
      gives: '05-31T23:00 06-01T00:00, 06-01T19:00 06-01T20:00',
    },
    {
      of: 'a day that is called off beside an event of a time, and a time beside a day',
      text: events(
        'UID:1\nDTSTART:20260601T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2',
        'UID:1\nRECURRENCE-ID;VALUE=DATE:20260602\nSTATUS:CANCELLED',
        'UID:2\nDTSTART;VALUE=DATE:20260701\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260702T000000Z',
        'UID:2\nRECURRENCE-ID:20260703T000000Z\nDTSTART:20260703T120000Z\nDURATION:PT1H',
      ),
      gives: '06-01T08:00 06-01T09:00, 06-30T21:00 07-01T21:00, 07-03T12:00 07-03T13:00',
    },
    {
      of: 'a day beside an event of a time as that time of the day',
      text: events(`${hour}\nRDATE;VALUE=DATE:20260603`),
      gives: '06-01T08:00 06-01T09:00, 06-03T08:00 06-03T09:00',
    },
    {
      of: 'a day that ends at a time',
      text: events('DTSTART;VALUE=DATE:20260601\nDTEND:20260602T120000Z'),
      gives: '05-31T21:00 06-02T12:00',
    },
    {
      of: 'an end and a duration that say the same',
      text: events(`${hour}\nDTEND:20260601T090000Z`),
      gives: '06-01T08:00 06-01T09:00',
    },
    {
      of: 'an event whose number of versions is none',
      text: events(`SEQUENCE:-1\n${hour}`),
      gives: '06-01T08:00 06-01T09:00',
    },
    {
      of: 'what lasts for longer than years have four digits',
      text: events('DTSTART;VALUE=DATE:20260601\nDURATION:P3000000D'),
      gives: '05-31T21:00 12-31T23:59',
    },
    {
      of: 'an event beside offsets that stand inside of it',
      text: events(`BEGIN:STANDARD\nDTSTART:20260101T000000Z\nEND:STANDARD\n${hour}`),
      gives: '06-01T08:00 06-01T09:00',
    },
  ])('as $of', ({ text, zone, gives }) => {
    expect(said(text, zone)).toBe(gives)
  })

  it('without half a character at the end of a long name, which no database keeps', () => {
    const read = readCalendar(events(`SUMMARY:${'a'.repeat(199)}😀!\n${hour}`), { timeZone: 'UTC', nowMs })
    expect(read.ok && read.value.series[0]?.what).toBe('a'.repeat(199))
  })
})

const rule = (said: string) => events(`${hour}\nRRULE:${said}`)
const wrong = (part: string, rule: string) =>
  `Line 6: Expected a rule for repeating such as FREQ=WEEKLY;BYDAY=FR; got "${part}" in "${rule}"`

describe('a calendar is refused', () => {
  it.each([
    ['COUNT=0', 'FREQ=DAILY;COUNT=0'],
    ['COUNT=-1', 'FREQ=DAILY;COUNT=-1'],
    ['COUNT=2X', 'FREQ=DAILY;COUNT=2X'],
    ['COUNT=10001', 'FREQ=DAILY;COUNT=10001'],
    ['COUNT=5', 'FREQ=DAILY;COUNT=2;COUNT=5'],
    ['INTERVAL=1.5', 'FREQ=DAILY;INTERVAL=1.5'],
    ['BYDAY=', 'FREQ=WEEKLY;BYDAY='],
    ['BYDAY=1MO', 'FREQ=WEEKLY;BYDAY=1MO'],
    ['BYDAY=6MO', 'FREQ=MONTHLY;BYDAY=6MO'],
    ['BYMONTH=13', 'FREQ=YEARLY;BYMONTH=13'],
    ['BYMONTHDAY=1,X', 'FREQ=MONTHLY;BYMONTHDAY=1,X'],
    ['BYHOUR=24', 'FREQ=DAILY;BYHOUR=24'],
    ['RSCALE=HEBREW', 'RSCALE=HEBREW;FREQ=YEARLY'],
    ['DTSTART=20200101', 'FREQ=DAILY;DTSTART=20200101'],
  ] as const)('for the part %s of a rule, which would be passed over', (...given) => {
    const [part, whole] = given
    expect(said(rule(whole))).toBe(wrong(part, whole))
  })

  it.each([
    [
      events(hour.replace('PT1H', 'P999999999D')),
      'Line 5: Expected a duration such as P1D or PT1H30M; got "P999999999D"',
    ],
    [
      events(`${hour}\nDTEND:20260601T100000Z`),
      'Line 6: Expected one end of an event; got "20260601T100000Z" beside a duration of "PT1H", which ends elsewhere',
    ],
    [
      events(`${hour}\nDTSTART:20270601T080000Z`),
      'Line 6: Expected DTSTART once in an event; got another one, "20270601T080000Z"',
    ],
    [
      calendar('X-WR-TIMEZONE:Mars/Phobos\n', event(hour)),
      'Line 2: Expected a time zone such as Asia/Damascus; got "Mars/Phobos"',
    ],
    [calendar('METHOD:CANCEL\n', event(hour)), 'Expected at least one event (VEVENT) that is not cancelled; got none'],
    [events(hour).replace('END:VEVENT', 'END:VTODO'), 'Line 6: Expected END:VEVENT; got END:VTODO'],
    [events(`${hour}\n${event(hour).trim()}`), 'Line 6: Expected END:VEVENT; got BEGIN:VEVENT'],
    [calendar(`BEGIN:VTODO\n${event(hour)}END:VTODO\n`), 'Line 3: Expected END:VTODO; got BEGIN:VEVENT'],
    [calendar(calendar(event(hour))), 'Line 2: Expected END:VCALENDAR; got BEGIN:VCALENDAR'],
    [events(hour) + event(hour), 'Line 8: Expected BEGIN:VCALENDAR or the end of the text; got "BEGIN:VEVENT"'],
  ])('for what would be read as something else, case %#', (text, message) => {
    expect(said(text)).toBe(message)
  })
})
