import { expect, it } from 'vitest'
import { readReport } from './read-report.js'

const readTime = () => null
const read = (text: string) =>
  readReport(text, { publishedMs: Date.parse('2021-11-09T19:30:00Z'), offsetMinutes: 0, readTime })

// Such a text took longer than anybody waits, more than three times as long for each name more.
it.each([
  ['names in a row', `Attack in ${'Al Hasakah '.repeat(40)}end`],
  [
    'names of towns without commas',
    'Attack in Hasakah Qamishli Raqqa Busayrah Hajin Shahil Mayadin Manbij Kobani Amuda Shaddadi Suwar Tabqa Markada Derik Malikiyah Ain Issa on Monday',
  ],
])('reads %s in a time that grows with the text', (_, text) => {
  const began = performance.now()
  read(text)
  expect(performance.now() - began).toBeLessThan(3_000)
})
