import { describe, expect, it } from 'vitest'
import type { CalendarTimes } from './calendar.js'
import { calendarWarnings } from './warnings.js'

const now = '2026-11-28T00:00:00.000Z'
const span = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z', what: 'Feast' }
const ended: CalendarTimes = { id: 'ended', version: 1, name: 'Ended', spans: [span], until: null }
const calendars: readonly CalendarTimes[] = [
  ended,
  { ...ended, id: 'on', spans: [{ ...span, to: '2026-12-01T00:00:00.000Z' }] },
  { ...ended, id: 'later', until: '2027-12-01T00:00:00.000Z' },
]
const by = (...uses: readonly (readonly [string, 'only' | 'not'])[]) => ({
  timeZone: 'UTC',
  spans: [],
  calendars: uses.map(([id, when]) => ({ id, when })),
})

describe('a rule whose calendar has no events ahead', () => {
  it.each([
    [
      'can never tell anything where it tells in them alone',
      { hours: by(['ended', 'only']) },
      ['preview.calendarNever'],
    ],
    ['still tells in another one', { hours: by(['ended', 'only'], ['on', 'only']) }, ['preview.calendarOver']],
    [
      'still tells of the worst',
      { hours: { ...by(['ended', 'only']), tellsFrom: 'extreme' } },
      ['preview.calendarOver'],
    ],
    ['goes on without it', { quietHours: by(['ended', 'only']) }, ['preview.calendarOver']],
    ['is another than one whose events come later', { hours: by(['later', 'only'], ['on', 'not']) }, []],
  ] as const)('%s', (...given) => {
    const [, rule, codes] = given
    expect(calendarWarnings(rule, calendars, now).map(({ code }) => code)).toEqual(codes)
  })
})
