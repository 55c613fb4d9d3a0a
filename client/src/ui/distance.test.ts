import { expect, it } from 'vitest'
import { distanceIn } from './distance.js'

it.each([
  ['en', 500, '500 m'],
  ['en', 19_300, '19.3 km'],
  ['ar', 500, '500 م'],
  ['ar', 15_000, '15 كم'],
  ['ar', 19_349, '19.3 كم'],
  ['ar', 1_240_000, '1240 كم'],
])('says in %s of %d metres %s, on one line', (locale, metres, text) => {
  const said = distanceIn(locale, metres)
  expect(said.replace('\u00a0', ' ')).toBe(text)
  expect(said).not.toMatch(/[ \n]/)
})
