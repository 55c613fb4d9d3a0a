import { expect, it } from 'vitest'
import { typedTime, type TimePart } from './typedTime.js'

it.each<[string, TimePart, string | null]>([
  ['2026-11-27', 'day', '2026-11-27'],
  ['٢٠٢٦-١١-٢٧', 'day', '2026-11-27'],
  ['2026-02-30', 'day', null],
  ['11/27/2026', 'day', null],
  ['2026-11-27 08:00', 'minute', '2026-11-27T08:00'],
  ['2026-11-27T8:05Z', 'minute', '2026-11-27T08:05'],
  ['2026-11-27 24:30', 'minute', null],
  ['2026-11-27', 'minute', null],
  ['8:30', 'clock', '08:30'],
  ['۲۲:۰۰', 'clock', '22:00'],
  ['25:00', 'clock', null],
])('%j as %s is %j', (text, part, read) => {
  expect(typedTime(text, part)).toBe(read)
})
