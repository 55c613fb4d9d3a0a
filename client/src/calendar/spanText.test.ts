import { expect, it } from 'vitest'
import { spanText } from './spanText.js'

it.each([
  ['2026-05-26T21:00:00.000Z', '2026-05-27T21:00:00.000Z', '27 May 2026'],
  ['2026-05-26T21:00:00.000Z', '2026-05-29T21:00:00.000Z', '27 May 2026 – 29 May 2026'],
  ['2026-05-27T05:00:00.000Z', '2026-05-27T06:30:00.000Z', '27 May 2026 08:00 – 09:30'],
  ['2026-05-27T19:00:00.000Z', '2026-05-28T03:00:00.000Z', '27 May 2026 22:00 – 28 May 2026 06:00'],
])('a span from %s to %s is told in Damascus as %s', (...given) => {
  const [from, to, text] = given
  expect(spanText({ from, to, what: '' }, 'Asia/Damascus', 'en')).toBe(text)
})
