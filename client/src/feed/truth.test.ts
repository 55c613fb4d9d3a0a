import { expect, it } from 'vitest'
import { aFeed } from './samples.js'
import { feedTruth, mayBeCalm, oddities } from './truth.js'

const now = Date.parse('2021-11-09T06:00:00.000Z')

it.each([
  ['there are none', [], 'none', true],
  ['none is required', [aFeed({ required: false, state: 'silent' })], 'optional', true],
  ['all required ones are fresh', [aFeed(), aFeed({ id: 'b', required: false, state: 'silent' })], 'fresh', true],
  ['a required one is late', [aFeed(), aFeed({ state: 'late' })], 'late', false],
  ['a required one is silent', [aFeed({ state: 'late' }), aFeed({ state: 'silent' })], 'silent', false],
  [
    'a required one has never answered',
    [aFeed({ state: 'fresh', since: '2021-11-09T05:59:00.000Z', lastSuccessAt: null, lastNewsAt: null })],
    'unheard',
    false,
  ],
  ['a required one is failing', [aFeed({ state: 'failing' })], 'failing', false],
  ['a required one is switched off', [aFeed({ enabled: false })], 'off', false],
  ['a required one was taken off the list', [aFeed({ removed: true, state: 'silent' })], 'none', true],
  ['time has passed since the server said fresh', [aFeed({ lastNewsAt: '2021-11-09T04:30:00.000Z' })], 'late', false],
] as const)('tells of the feeds, and whether quiet may be calm, where %s', (...[, feeds, is, calm]) => {
  const truth = feedTruth(feeds, now)
  expect(truth.is).toBe(is)
  expect(mayBeCalm(truth)).toBe(calm)
})

it('names the one that was quiet for longest', () => {
  const long = aFeed({ name: 'Long', state: 'silent', lastNewsAt: '2021-11-09T01:00:00.000Z' })
  expect(feedTruth([aFeed({ state: 'silent', lastNewsAt: '2021-11-09T02:00:00.000Z' }), long], now)).toMatchObject({
    name: 'Long',
    sinceMs: Date.parse('2021-11-09T01:00:00.000Z'),
  })
})

it('names what is odd about required feeds that are switched on, and of no others', () => {
  const odd = { skewMs: 600_000 }
  const feeds = [
    aFeed({ ...odd, name: 'A' }),
    aFeed({ ...odd, required: false }),
    aFeed({ ...odd, enabled: false }),
    aFeed({ ...odd, removed: true }),
    aFeed(),
  ]
  expect(oddities(feeds, now).map(({ feed, warning }) => [feed.name, warning])).toEqual([['A', 'skew']])
})
