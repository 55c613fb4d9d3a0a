import { expect, it } from 'vitest'
import { calendarInput } from './calendar.js'

it('takes no text of a calendar that no database could keep', () => {
  const text = (source: string) => calendarInput.safeParse({ name: 'Feasts', source }).success
  expect(['BEGIN:VCALENDAR\n', 'BEGIN:VCALENDAR\u0000', 'BEGIN:VCALENDAR\ud800'].map(text)).toEqual([
    true,
    false,
    false,
  ])
})
