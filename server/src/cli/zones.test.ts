import { expect, it } from 'vitest'
import { readWanted } from './zones.js'

it('reads a file and the sizes of what has none', () => {
  expect(readWanted(['a.kml', '--radius', '500', '--look'])).toEqual({
    ...{ file: 'a.kml', look: true, radiusMetres: 500, widthMetres: null },
  })
})

it.each([
  [[], /^npm run zones/],
  [['a.kml', 'b.kml'], /^npm run zones/],
  [['a.kml', '--radius', 'wide'], '--radius: expected a number of metres; got "wide".'],
  [['a.kml', '--width', '-1'], /'--width|--width: expected a number of metres/],
  [['a.kml', '--colour', 'red'], /^Unknown option '--colour'/],
])('says what is wrong with %j', (args, message) => {
  expect(readWanted(args)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
})
