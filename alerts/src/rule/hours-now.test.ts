import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarTimes } from '../calendar/calendar.js'
import { spansApart } from '../calendar/spans.js'
import { instantOf } from '../time.js'
import { weekdays, type WeekHours } from './hours.js'
import { hoursNow, turnAhead } from './hours-now.js'

const zone = 'Asia/Damascus'
const nights = { timeZone: zone, spans: [{ days: weekdays, from: '22:00', to: '06:00' }] }
const always = { timeZone: zone, spans: [] }
const holidays: CalendarTimes = {
  ...{ id: 'holidays', version: 3, name: 'Holidays', until: null },
  spans: [
    { from: '2026-05-26T21:00:00.000Z', to: '2026-05-27T21:00:00.000Z', what: 'Arafat Day' },
    { from: '2026-05-27T21:00:00.000Z', to: '2026-05-29T21:00:00.000Z', what: 'Eid al-Adha' },
  ],
}
const visits: CalendarTimes = {
  ...{ id: 'visits', version: 1, name: 'Visiting days', until: '2027-06-01T00:00:00.000Z' },
  spans: [{ from: '2026-05-28T08:00:00.000Z', to: '2026-05-29T20:00:00.000Z', what: '' }],
}
const calendars = [holidays, visits]
const only = (id: string) => ({ id, when: 'only' }) as const
const not = (id: string) => ({ id, when: 'not' }) as const

describe('hours that go by a calendar', () => {
  it.each([
    ['only its days', { ...always, calendars: [only('holidays')] }, '2026-05-28T10:00:00Z', 'event', true],
    ['only its days', { ...always, calendars: [only('holidays')] }, '2026-05-29T21:00:00Z', 'none', false],
    ['not its days', { ...always, calendars: [not('holidays')] }, '2026-05-28T10:00:00Z', 'amid', false],
    ['not its days', { ...always, calendars: [not('holidays')] }, '2026-05-26T20:59:59Z', 'week', true],
    ['its nights', { ...nights, calendars: [only('holidays')] }, '2026-05-28T19:00:00Z', 'event', true],
    ['its nights', { ...nights, calendars: [only('holidays')] }, '2026-05-28T12:00:00Z', 'week', false],
    ['nights but its own', { ...nights, calendars: [not('visits')] }, '2026-05-28T19:00:00Z', 'amid', false],
    ['nights but its own', { ...nights, calendars: [not('visits')] }, '2026-05-27T19:00:00Z', 'week', true],
    ['a calendar that is not there', { ...always, calendars: [only('gone')] }, '2026-05-27T19:00:00Z', 'none', false],
  ] as const)('are on in %s', (...given) => {
    const [, hours, at, why, isOn] = given
    expect(hoursNow(hours, Date.parse(at), calendars)).toMatchObject({ why, isOn })
  })

  it.each([
    ['the one that they want', { ...always, calendars: [only('lost')] }, 'unread', null],
    ['one of two that they want', { ...always, calendars: [only('gone'), only('lost')] }, 'unread', null],
    ['the one that they leave out', { ...always, calendars: [not('lost')] }, 'unread', null],
    ['one of two, and the other says on', { ...always, calendars: [only('holidays'), only('lost')] }, 'event', true],
    ['one of two, and the other says off', { ...always, calendars: [not('holidays'), not('lost')] }, 'amid', false],
    ['the one that they want, by day', { ...nights, calendars: [only('lost')] }, 'week', false],
  ] as const)('that cannot be read are unknown where nothing else tells: %s', (...given) => {
    const [, hours, why, isOn] = given
    const lost = { id: 'lost', version: 2, name: 'Guard', spans: [], until: null, isUnread: true } as const
    const now = hoursNow(hours, Date.parse('2026-05-28T10:00:00Z'), [...calendars, lost])
    expect(now).toMatchObject({ why, isOn })
    if (now.why === 'unread') expect(now.values).toEqual({ calendar: 'Guard', version: 2 })
  })

  it('name the event, the version and the end of all that follow on one another', () => {
    const now = hoursNow({ ...always, calendars: [only('holidays')] }, Date.parse('2026-05-27T10:00:00Z'), calendars)
    const values = { calendar: 'Holidays', version: 3, event: 'Arafat Day', endsAt: '2026-05-29T21:00:00.000Z' }
    expect(now).toEqual({ isOn: true, why: 'event', values })
  })

  it.each([
    ['at the end of the events', { ...always, calendars: [only('holidays')] }, 'without', '2026-05-29T21:00:00.000Z'],
    ['at the end of the night', { ...nights, calendars: [only('holidays')] }, 'without', '2026-05-28T03:00:00.000Z'],
    [
      'when what it leaves out begins',
      { ...nights, calendars: [not('visits')] },
      'without',
      '2026-05-28T03:00:00.000Z',
    ],
    [
      'when it is told no further',
      { ...always, calendars: [not('visits'), not('holidays')] },
      'within',
      '2026-05-29T21:00:00.000Z',
    ],
    [
      'when it is told no further',
      { ...always, calendars: [only('visits'), not('visits')] },
      'within',
      '2027-06-01T00:00:00.000Z',
    ],
    ['never after the last', { ...always, calendars: [only('holidays'), not('holidays')] }, 'within', null],
  ] as const)('turn %s', (...given) => {
    const [, hours, to, at] = given
    const ms = turnAhead(hours, { ms: Date.parse('2026-05-27T22:30:00Z'), to, calendars })
    expect(ms === null ? null : instantOf(ms)).toBe(at)
  })

  it('are asked about again when another version of the calendar holds, and go by the one that held', () => {
    const newer = { ...holidays, version: 4, since: '2026-05-27T06:00:00.000Z', spans: [] }
    const versions = [{ ...holidays, since: '2026-01-01T00:00:00.000Z' }, newer]
    const hours = { ...always, calendars: [only('holidays')] }
    const [before, after] = ['2026-05-27T05:00:00Z', '2026-05-27T07:00:00Z'].map(Date.parse)
    expect(hoursNow(hours, before ?? 0, versions)).toMatchObject({ isOn: true, values: { version: 3 } })
    expect(hoursNow(hours, after ?? 0, versions)).toMatchObject({ isOn: false, values: { calendars: 'Holidays (4)' } })
    expect(turnAhead(hours, { ms: before ?? 0, to: 'without', calendars: versions })).toBe(Date.parse(newer.since))
  })

  it('turn at the first minute that is so, whatever the calendars', () => {
    const begin = Date.parse('2026-10-20T00:00:00Z')
    const span = fc.tuple(fc.nat(14 * 48), fc.integer({ min: 24, max: 192 })).map(([from, long]) => ({
      from: instantOf(begin + from * 1_800_000),
      to: instantOf(begin + (from + long) * 1_800_000),
      what: 'x',
    }))
    const times = (id: string) =>
      fc
        .array(span, { minLength: 3, maxLength: 6 })
        .map((spans): CalendarTimes => ({ id, version: 1, name: id, until: null, spans: spansApart(spans) }))
    const use = fc.constantFrom(only('a'), only('b'), not('a'), not('b'))
    const hours = fc.record({
      timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Damascus'),
      spans: fc.constantFrom<WeekHours['spans']>([], nights.spans, [{ days: ['Fri'], from: '08:00', to: '12:30' }]),
      calendars: fc.uniqueArray(use, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
    })
    let byCalendar = 0
    fc.assert(
      fc.property(hours, fc.tuple(times('a'), times('b')), fc.nat(10 * 1_440), (asked, both, later) => {
        const ms = begin + later * 60_000
        const { isOn, why } = hoursNow(asked, ms, both)
        byCalendar += Number(why === 'event' || why === 'amid')
        let first: number | null = ms
        while (first !== null && hoursNow(asked, first, both).isOn === isOn) {
          first = first > begin + 28 * 86_400_000 ? null : first + 60_000
        }
        const turn = turnAhead(asked, { ms, to: isOn ? 'without' : 'within', calendars: both })
        expect(turn === null ? null : instantOf(turn)).toBe(first === null ? null : instantOf(first))
      }),
      { numRuns: 40 },
    )
    // Where nothing of a calendar is on, that there are any says nothing.
    expect(byCalendar).toBeGreaterThan(3)
  })
})

describe('spans of a calendar', () => {
  it('are put in order and apart, each with the name of what began first', () => {
    const at = (hour: number) => `2026-05-26T${String(hour).padStart(2, '0')}:00:00.000Z`
    const spans = [
      { from: at(9), to: at(12), what: 'meeting' },
      { from: at(8), to: at(10), what: 'visit' },
      { from: at(9), to: at(9), what: 'no time' },
      { from: at(8), to: at(9), what: 'inside' },
    ]
    expect(spansApart(spans)).toEqual([
      { from: at(8), to: at(10), what: 'visit' },
      { from: at(10), to: at(12), what: 'meeting' },
    ])
  })
})
