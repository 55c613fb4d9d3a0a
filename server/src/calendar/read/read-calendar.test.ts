import { describe, expect, it } from 'vitest'
import { expand } from './expand.js'
import { readCalendar } from './read-calendar.js'

const nowMs = Date.parse('2026-11-28T00:00:00Z')
const window = (from: string, until: string) => ({ fromMs: Date.parse(from), untilMs: Date.parse(until) })
const patience = { times: 10_000, ms: 5_000 }

function calendar(...events: readonly string[]): string {
  const whole = events.map(
    (it) => `BEGIN:VEVENT\n${it.startsWith('UID') ? '' : 'UID:a\n'}SUMMARY:Visit\n${it}\nEND:VEVENT\n`,
  )
  return `BEGIN:VCALENDAR\nVERSION:2.0\n${whole.join('')}END:VCALENDAR\n`
}

function read(text: string, timeZone = 'Asia/Damascus') {
  const result = readCalendar(text, { timeZone, nowMs })
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** Every span of a text in a window, `2026-05-26T21:00Z to 2026-05-27T21:00Z`. */
function spans(text: string, between = window('2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z')): readonly string[] {
  const short = (at: string) => at.replace(':00.000Z', 'Z')
  return expand(read(text), between, patience).spans.map(({ from, to }) => `${short(from)} to ${short(to)}`)
}

function refusal(text: string): string {
  const result = readCalendar(text, { timeZone: 'UTC', nowMs })
  if (result.ok) return 'read'
  return 'errors' in result.failure ? (result.failure.errors[0]?.message ?? '') : ''
}

describe('a calendar', () => {
  it.each([
    {
      of: 'a day is one by its own clock: Damascus is at +03:00 for good since 2022',
      text: calendar('DTSTART;VALUE=DATE:20260110'),
      gives: ['2026-01-09T21:00Z to 2026-01-10T21:00Z'],
    },
    {
      of: 'a summer and a winter day of 2022, when Damascus stopped changing its clocks, and of 2021',
      text: calendar(
        ...['20210701', '20211201', '20220701', '20221201'].map((day, at) => `UID:${at}\nDTSTART;VALUE=DATE:${day}`),
      ),
      between: window('2021-01-01T00:00:00Z', '2023-01-01T00:00:00Z'),
      gives: [
        '2021-06-30T21:00Z to 2021-07-01T21:00Z',
        '2021-11-30T22:00Z to 2021-12-01T22:00Z',
        '2022-06-30T21:00Z to 2022-07-01T21:00Z',
        '2022-11-30T21:00Z to 2022-12-01T21:00Z',
      ],
    },
    {
      of: 'days end before the day that is named as their end',
      text: calendar('DTSTART;VALUE=DATE:20260527\nDTEND;VALUE=DATE:20260530'),
      gives: ['2026-05-26T21:00Z to 2026-05-29T21:00Z'],
    },
    {
      of: 'a day on which clocks are set forward is an hour shorter',
      text: calendar('DTSTART;VALUE=DATE:20260329').replace('VERSION', 'X-WR-TIMEZONE:Europe/Berlin\nVERSION'),
      gives: ['2026-03-28T23:00Z to 2026-03-29T22:00Z'],
    },
    {
      of: 'times in UTC, of a place, and by the calendar’s own clock',
      text: calendar(
        'UID:1\nDTSTART:20260601T080000Z\nDTEND:20260601T090000Z',
        'UID:2\nDTSTART;TZID=Europe/Berlin:20260701T080000\nDURATION:PT1H30M',
        'UID:3\nDTSTART:20260801T080000\nDURATION:PT1H',
      ),
      gives: [
        '2026-06-01T08:00Z to 2026-06-01T09:00Z',
        '2026-07-01T06:00Z to 2026-07-01T07:30Z',
        '2026-08-01T05:00Z to 2026-08-01T06:00Z',
      ],
    },
    {
      of: 'every week at the same time of its clock, also after that was changed',
      text: calendar('DTSTART;TZID=Europe/Berlin:20261019T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2'),
      gives: ['2026-10-19T07:00Z to 2026-10-19T08:00Z', '2026-10-26T08:00Z to 2026-10-26T09:00Z'],
    },
    {
      of: 'none of what repeats where a clock skips its time (RFC 5545, 3.3.10)',
      text: calendar('DTSTART;TZID=Europe/Berlin:20260328T023000\nDURATION:PT15M\nRRULE:FREQ=DAILY;COUNT=3'),
      gives: [
        '2026-03-28T01:30Z to 2026-03-28T01:45Z',
        '2026-03-30T00:30Z to 2026-03-30T00:45Z',
        '2026-03-31T00:30Z to 2026-03-31T00:45Z',
      ],
    },
    {
      of: 'a day that begins late, where clocks are set forward at midnight, ends where the next one begins',
      text: calendar('DTSTART;VALUE=DATE:20210326'),
      between: window('2021-03-01T00:00:00Z', '2021-05-01T00:00:00Z'),
      gives: ['2021-03-25T22:00Z to 2021-03-26T21:00Z'],
    },
    {
      of: 'the last Friday of the month until a day, but one',
      text: calendar(
        'DTSTART:20260130T080000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260424T080000Z\nEXDATE:20260327T080000Z',
      ),
      gives: ['01-30', '02-27', '04-24'].map((day) => `2026-${day}T08:00Z to 2026-${day}T09:00Z`),
    },
    {
      of: 'more dates beside it, some with an end of their own, and a day that falls out',
      text: calendar(
        'DTSTART:20260601T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20260602\nRDATE:20260605T080000Z,20260606T080000Z\nRDATE;VALUE=PERIOD:20260607T080000Z/PT3H,20260608T080000Z/20260608T083000Z',
      ),
      gives: ['01T08:00Z 01T09', '05T08:00Z 05T09', '06T08:00Z 06T09', '07T08:00Z 07T11', '08T08:00Z 08T08:30'].map(
        (it) =>
          it.replace(
            /^(\S+) (\S+?)(:30)?$/,
            (_, from: string, to: string) => `2026-06-${from} to 2026-06-${to}${it.endsWith(':30') ? ':30' : ':00'}Z`,
          ),
      ),
    },
    {
      of: 'one of them moved, and one called off',
      text: calendar(
        'DTSTART:20260601T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3',
        'RECURRENCE-ID:20260602T080000Z\nDTSTART:20260602T120000Z\nDURATION:PT2H',
        'RECURRENCE-ID:20260603T080000Z\nDTSTART:20260603T080000Z\nDURATION:PT1H\nSTATUS:CANCELLED',
      ),
      gives: ['2026-06-01T08:00Z to 2026-06-01T09:00Z', '2026-06-02T12:00Z to 2026-06-02T14:00Z'],
    },
    {
      of: 'the newest telling of an event, wherever it stands',
      text: calendar(
        'SEQUENCE:2\nDTSTART:20260601T080000Z\nDURATION:PT1H',
        'SEQUENCE:1\nDTSTART:20260601T060000Z\nDURATION:PT1H',
      ),
      gives: ['2026-06-01T08:00Z to 2026-06-01T09:00Z'],
    },
    {
      of: 'what began before the window and lasts into it',
      text: calendar('DTSTART;VALUE=DATE:20240101\nDTEND;VALUE=DATE:20270101'),
      between: window('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z'),
      gives: ['2023-12-31T21:00Z to 2026-12-31T21:00Z'],
    },
    {
      of: 'nights that run into the window, and none of what takes no time',
      text: calendar('DTSTART:20260101T220000Z\nDURATION:PT8H\nRRULE:FREQ=DAILY', 'UID:b\nDTSTART:20260601T120000Z'),
      between: window('2026-06-01T03:00:00Z', '2026-06-02T00:00:00Z'),
      gives: ['2026-05-31T22:00Z to 2026-06-01T06:00Z', '2026-06-01T22:00Z to 2026-06-02T06:00Z'],
    },
    {
      of: 'zones as Outlook names them, behind a path, and explained by the calendar',
      text: calendar(
        'UID:1\nDTSTART;TZID="Syria Standard Time":20260601T080000\nDURATION:PT1H',
        'UID:2\nDTSTART;TZID=/citadel.org/20210210_1/Asia/Baghdad:20260602T080000\nDURATION:PT1H',
        'UID:3\nDTSTART;TZID=Camp:20260603T080000\nDURATION:PT1H',
      ).replace(
        'BEGIN:VEVENT',
        'BEGIN:VTIMEZONE\nTZID:Camp\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0430\nTZOFFSETTO:+0430\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT',
      ),
      gives: [
        '2026-06-01T05:00Z to 2026-06-01T06:00Z',
        '2026-06-02T05:00Z to 2026-06-02T06:00Z',
        '2026-06-03T03:30Z to 2026-06-03T04:30Z',
      ],
    },
    {
      of: 'only its events, not what is to be done or what rings',
      text: calendar(
        'DTSTART:20260601T080000Z\nDURATION:PT1H\nBEGIN:VALARM\nDURATION:PT5M\nTRIGGER:-PT15M\nEND:VALARM',
      ).replace('END:VCALENDAR', 'BEGIN:VTODO\nDTSTART:20260701T080000Z\nDURATION:PT1H\nEND:VTODO\nEND:VCALENDAR'),
      gives: ['2026-06-01T08:00Z to 2026-06-01T09:00Z'],
    },
  ])('tells of $of', ({ text, between, gives }) => {
    expect(spans(text, between)).toEqual(gives)
  })

  it('is read with any line ends, a byte order mark, and folded anywhere', () => {
    const text = calendar('DTSTART:20260601T080000Z\nDURATION:PT1H')
    const folded = text.replace('SUMMARY:Visit', 'SUMM\n ARY:عيد ال\n فطر\\, first day')
    for (const end of ['\n', '\r\n', '\r']) {
      const [span] = expand(
        read(`\uFEFF${folded.replaceAll('\n', end)}`),
        window('2026-01-01', '2027-01-01'),
        patience,
      ).spans
      expect(span?.what).toBe('عيد الفطر, first day')
    }
  })

  it('says whether anything comes after a time', () => {
    const until = window('2026-01-01', '2027-01-01')
    const hasMore = (rule: string) =>
      expand(read(calendar(`DTSTART:20260601T080000Z\nDURATION:PT1H\n${rule}`)), until, patience).hasMore
    expect(
      ['RRULE:FREQ=YEARLY', 'RRULE:FREQ=YEARLY;COUNT=2', 'RRULE:FREQ=DAILY;COUNT=9', 'RDATE:20280101T080000Z', ''].map(
        hasMore,
      ),
    ).toEqual([true, true, false, true, false])
  })

  it.each([
    ['<!doctype html>', 'Expected an iCalendar text, which begins with BEGIN:VCALENDAR; got "<!doctype html>"'],
    ['', 'Expected an iCalendar text, which begins with BEGIN:VCALENDAR; got ""'],
    ['BEGIN:VCALENDAR\nEND:VCALENDAR', 'Expected at least one event (VEVENT) that is not cancelled; got none'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1', 'Line 1: Expected END:VCALENDAR; the text ends before it'],
    [calendar('so it goes'), 'Line 6: Expected a line such as NAME:VALUE; got "so it goes"'],
    [calendar(''), 'Line 3: Expected a beginning (DTSTART) of the event "Visit"; it is missing'],
    [
      calendar('DTSTART:20260230T080000Z'),
      'Line 6: Expected a time such as 20260527, 20260527T080000 or 20260527T080000Z; got "20260230T080000Z"',
    ],
    [
      calendar('DTSTART;TZID=Mars/Olympus:20260230T080000'),
      'Line 6: Expected a time zone such as Asia/Damascus; got "Mars/Olympus"',
    ],
    [
      calendar('DTSTART:20260601T080000Z\nDTEND:20260601T070000Z'),
      'Line 7: Expected the event "Visit" to end after it begins; got "20260601T070000Z"',
    ],
    [calendar('DTSTART:20260601T080000Z\nDURATION:1H'), 'Line 7: Expected a duration such as P1D or PT1H30M; got "1H"'],
    [
      calendar('DTSTART:20260601T080000Z\nRRULE:FREQ=OFTEN'),
      'Line 7: Expected a rule for repeating such as FREQ=WEEKLY;BYDAY=FR; got "FREQ=OFTEN" in "FREQ=OFTEN"',
    ],
    [
      calendar('DTSTART:20260601T080000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000'),
      'Line 7: Expected an event that repeats by the hour or more seldom; got "FREQ=SECONDLY;COUNT=1000000000"',
    ],
    [
      calendar('DTSTART:20260601T080000Z\nEXRULE:FREQ=DAILY'),
      'Line 7: Expected repeating told by RRULE, RDATE and EXDATE; EXRULE is not read',
    ],
    [
      calendar(
        'DTSTART:20260601T080000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY',
        'UID:b\nDTSTART:20260601T080000Z\nRRULE:FREQ=HOURLY',
      ),
      'Line 10: Expected events that come at most 10,000 times in a year and are found at once; with "Visit" it is more',
    ],
    [
      calendar(`DTSTART:20260601T080000Z\nEXDATE:${Array.from({ length: 5_001 }, () => '20260601T080000Z').join()}`),
      'Expected at most 5,000 times that are told one by one (RDATE, EXDATE); got 5001',
    ],
    [
      calendar(`DTSTART:20260601T080000Z\n${'RRULE:FREQ=YEARLY\n'.repeat(2_001)}`),
      'Expected at most 2,000 rules for repeating (RRULE); got 2001',
    ],
    [
      calendar(...Array.from({ length: 2_001 }, (_, at) => `UID:${at}\nDTSTART:20260601T080000Z`)),
      'Expected at most 2,000 events; got 2001',
    ],
  ])('is refused by what is wrong with it, case %#', (text, message) => {
    expect(refusal(text)).toBe(message)
  })

  it('is read in a moment, however many events look far for their times, also where a clock is set', () => {
    const far = Array.from(
      { length: 100 },
      (_, at) => `UID:${at}\nDTSTART;TZID=Europe/Berlin:20000601T080000\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30`,
    )
    const begun = performance.now()
    expect(refusal(calendar(...far))).toBe('read')
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})
