import { expect, it } from 'vitest'
import { formatInstant, formatOccurred } from './when.js'

const now = Date.parse('2021-11-09T12:00:00Z')
const at = '2021-11-09T05:52:00.000Z'

it('tells the time alone for today, and the day with it before', () => {
  expect(formatInstant(at, now, 'en')).toBe('05:52Z')
  expect(formatInstant('2021-11-08T21:30:00.000Z', now, 'en')).toBe('8 Nov 2021 21:30Z')
})

it.each([
  ['exact', '05:52Z'],
  ['day', '9 Nov 2021'],
  ['month', 'November 2021'],
  ['year', '2021'],
] as const)('says no more than is known to the precision "%s"', (timePrecision, text) => {
  expect(formatOccurred({ occurredFrom: at, timePrecision }, now, 'en')).toBe(text)
})

it('keeps Latin digits in Arabic', () => {
  expect(formatOccurred({ occurredFrom: at, timePrecision: 'day' }, now, 'ar')).toMatch(/9.*2021/)
})
