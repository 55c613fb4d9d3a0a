import { expect, it } from 'vitest'
import { ageIn, strengthOf, wholeSpanIn } from './age.js'

const hour = 3_600_000

it.each([
  [0.5, 1],
  [1, 0.85],
  [6, 0.7],
  [24, 0.55],
  [72, 0.4],
  [50_000, 0.4],
])('what is %d h old is drawn at %d of its strength', (hours, strength) => {
  expect(strengthOf(0, hours * hour)).toBe(strength)
})

it('tells ages in the reader’s language, with digits that everybody reads', () => {
  expect(ageIn('en', 0, 14 * 60_000)).toBe('14 min ago')
  expect(ageIn('ar', 0, 14 * 60_000)).toContain('14')
  expect(ageIn('ar', 5 * hour, 0)).toContain('5')
  expect(ageIn('ar', 0, 20_000)).toBe('الآن')
})

it.each([
  [30, '30 min', '30 دقيقة'],
  [60, '1 h', 'ساعة'],
  [90, '1 h 30 min', 'ساعة و30 دقيقة'],
  [1_440, '24 h', '24 ساعة'],
  [4_320, '72 h', '72 ساعة'],
  [43_200, '30 d', '30 يومًا'],
  [6, '6 min', '6 دقائق'],
  [0.5, '0.5 min', '0.5 دقيقة'],
  [-60, '…', '…'],
  [NaN, '…', '…'],
])('tells a length of %d min as somebody would, with nothing cut away', (minutes, english, arabic) => {
  expect([wholeSpanIn('en', minutes), wholeSpanIn('ar', minutes)]).toEqual([english, arabic])
})
