import { expect, it } from 'vitest'
import { icsName } from './icsName.js'

it.each([
  ['X-WR-CALNAME:Feasts 2026', 'Feasts 2026'],
  ['x-wr-calname;X-NOTE="a:b":Feasts\\, fasts\\; and\\nleave', 'Feasts, fasts; and leave'],
  ['X-WR-CALNAME:عيد\r\n  الأضحى', 'عيد الأضحى'],
  ['X-WR-CALNAME:  ', null],
  ['DESCRIPTION:no X-WR-CALNAME: here', null],
  [`X-WR-CALNAME:${'a'.repeat(300)}`, 'a'.repeat(200)],
])('reads of %j what the calendar calls itself', (line, name) => {
  expect(icsName(`BEGIN:VCALENDAR\r\n${line}\r\nEND:VCALENDAR\r\n`)).toBe(name)
})
