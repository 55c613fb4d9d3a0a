import { expect, it } from 'vitest'
import ar from '../i18n/ar.json'
import { i18n } from '../i18n/i18n.js'
import { ageKnown, formatInstant, formatLocalOccurred, formatOccurred, formatSpan } from './when.js'

const now = Date.parse('2021-11-09T12:00:00Z')
const at = '2021-11-09T05:52:00.000Z'

it('tells the time alone for today, and the day with it before', () => {
  expect(formatInstant(at, now, 'en')).toBe('05:52Z')
  expect(formatInstant('2021-11-08T21:30:00.000Z', now, 'en')).toBe('8 Nov 2021 21:30Z')
})

it.each([
  ['exact', '05:52Z'],
  ['hour', '05–07Z'],
  ['part-of-day', '9 Nov 2021 05–12Z'],
  ['day', '9 Nov 2021'],
  ['week', 'week of 9 Nov 2021'],
  ['month', 'November 2021'],
  ['year', '2021'],
] as const)('says no more than is known to the precision "%s"', (timePrecision, text) => {
  expect(formatOccurred({ occurredFrom: at, timePrecision }, now, 'en')).toBe(text)
})

it.each([
  ['exact', '9 Nov 2021, 08:52 GMT+3'],
  ['hour', '9 Nov 2021, 08:00–10:00 GMT+3'],
  ['part-of-day', '9 Nov 2021, 08:00–15:00 GMT+3'],
  ['day', null],
  ['week', null],
  ['month', null],
  ['year', null],
] as const)('tells the reader’s own clock no more than is known to the precision "%s"', (timePrecision, text) => {
  const local = formatLocalOccurred({ occurredFrom: at, timePrecision }, 'en', 'Asia/Riyadh')
  expect(local?.replaceAll(/\s/g, ' ') ?? null).toBe(text)
})

it.each([
  ['2021-11-08T18:00:00.000Z', '8 Nov 2021 18–24Z'],
  ['2021-11-08T22:15:00.000Z', '8 Nov 2021 22–05Z'],
])('names the hours of a part of a day, over midnight too: %s', (occurredFrom, text) => {
  expect(formatOccurred({ occurredFrom, timePrecision: 'part-of-day' }, now, 'en')).toBe(text)
})

it.each([
  ['exact', at, '6 h ago'],
  ['hour', at, '6 h ago'],
  ['part-of-day', at, 'today'],
  ['day', '2021-11-08T23:59:00.000Z', 'yesterday'],
  ['day', '2021-11-06T23:59:00.000Z', '3 d ago'],
  ['day', '2021-11-10T00:00:00.000Z', 'tomorrow'],
  ['week', at, ''],
  ['year', at, ''],
] as const)('tells an age no finer than the precision "%s": %s', (timePrecision, occurredFrom, text) => {
  expect(ageKnown({ occurredFrom, timePrecision }, now, 'en')).toBe(text)
})

it('tells the age of what is known to the day in the reader’s language', () => {
  expect(ageKnown({ occurredFrom: at, timePrecision: 'day' }, now, 'ar')).toBe('اليوم')
})

it('tells the day too of an hour that is not of today', () => {
  const occurredFrom = '2021-11-08T07:00:00.000Z'
  expect(formatOccurred({ occurredFrom, timePrecision: 'hour' }, now, 'en')).toBe('8 Nov 2021 07–08Z')
})

it('says a week in Arabic', () => {
  i18n.global.setLocaleMessage('ar', ar)
  expect(formatOccurred({ occurredFrom: at, timePrecision: 'week' }, now, 'ar')).toMatch(/^أسبوع 9.*2021/)
})

it('keeps Latin digits in Arabic', () => {
  expect(formatOccurred({ occurredFrom: at, timePrecision: 'day' }, now, 'ar')).toMatch(/9.*2021/)
})

it('keeps each end of a span in one piece, so that in Arabic no end is torn by the Z before it', () => {
  const span = { fromMs: Date.parse('2026-11-04T02:40Z'), toMs: Date.parse('2026-11-05T10:37Z') }
  expect(formatSpan(span, 'ar')).toMatch(/^\u2068[^\u2069]*02:40Z\u2069 – \u2068[^\u2069]*10:37Z\u2069$/)
})
