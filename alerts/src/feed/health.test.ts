import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedHealth, worstState, type FeedSigns } from './health.js'
import { feedStates } from './feed.js'

const now = Date.parse('2021-11-09T06:00:00.000Z')
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
const hour = (news: number, rejected = 0) => ({ news, rejected })
const hours = (...last: readonly number[]) =>
  [...Array.from({ length: 24 - last.length }, () => 10), ...last].map((n) => hour(n))

/** So many hours ago it brought a thousand at once, and a few an hour since then. */
const loaded = (hoursAgo: number) =>
  Array.from({ length: 24 }, (_, at) => hour(at === 23 - hoursAgo ? 1_000 : at < 23 - hoursAgo ? 0 : 4))

/** A feed that is expected to bring something every hour and did so ten minutes ago. */
function signs(over: Partial<FeedSigns> = {}): FeedSigns {
  const quiet = { failures: 0, error: null, skewMs: null, behindMs: null, hours: [] }
  const heard = { lastSuccessAt: minutesAgo(5), lastNewsAt: minutesAgo(10) }
  return { expectedMs: 3_600_000, since: minutesAgo(6_000), ...heard, ...quiet, ...over }
}

describe('the state of a feed', () => {
  it.each([
    ['brought something lately', {}, 'fresh', false],
    ['is exactly at its expected interval', { lastNewsAt: minutesAgo(60) }, 'fresh', false],
    ['is over its expected interval', { lastNewsAt: minutesAgo(61) }, 'late', false],
    ['is exactly at twice its interval', { lastNewsAt: minutesAgo(120) }, 'late', false],
    ['is twice late', { lastNewsAt: minutesAgo(121) }, 'silent', true],
    [
      'never brought anything since it was made an hour and a half ago',
      { lastNewsAt: null, since: minutesAgo(90) },
      'late',
      false,
    ],
    ['was switched on again a minute ago', { lastNewsAt: minutesAgo(900), since: minutesAgo(1) }, 'unheard', false],
    ['answered since it was switched on', { since: minutesAgo(9), lastNewsAt: null }, 'fresh', false],
    ['was made and not asked yet', { since: minutesAgo(1), lastSuccessAt: null, lastNewsAt: null }, 'unheard', false],
    ['has never answered for long', { lastSuccessAt: null, lastNewsAt: null, since: minutesAgo(61) }, 'late', false],
    ['failed twice', { failures: 2, error: 'HTTP 500' }, 'fresh', false],
    ['failed three times', { failures: 3, error: 'HTTP 500' }, 'failing', false],
    ['fails and is twice late', { failures: 9, error: 'HTTP 500', lastNewsAt: minutesAgo(200) }, 'silent', true],
    ['cannot be read for the most part', { hours: [hour(2, 0), hour(1, 3)] }, 'failing', false],
    ['has one odd item', { hours: [hour(0, 1)] }, 'fresh', false],
    ['is ahead of our clock', { lastNewsAt: minutesAgo(-3) }, 'fresh', false],
  ] as const)('that %s', (...[, over, state, isOutage]) => {
    expect(feedHealth(signs(over), now)).toMatchObject({ state, isOutage })
  })

  it('is told with the figures that decided', () => {
    expect(feedHealth(signs({ lastNewsAt: minutesAgo(150), failures: 4, error: 'HTTP 503' }), now).reason).toBe(
      'nothing new for 2 h, expected every 1 h; 4 failures in a row: HTTP 503',
    )
    const never = { since: minutesAgo(1), lastSuccessAt: null, lastNewsAt: null }
    expect(feedHealth(signs(never), now).reason).toBe('nothing has come from it yet')
    expect(feedHealth(signs({ ...never, error: 'HTTP 503', failures: 1 }), now).reason).toBe(
      'nothing could be read from it yet: HTTP 503',
    )
    expect(feedHealth(signs({ ...never, lastSuccessAt: minutesAgo(0) }), now).reason).toBe(
      'it answers; nothing new yet',
    )
  })
})

describe('what is odd about a feed', () => {
  it.each([
    ['nothing where it is steady', { hours: hours(10, 10, 10, 2) }, []],
    [
      'nothing where it was set up two hours ago and brought all it had',
      { since: minutesAgo(120), hours: loaded(2) },
      [],
    ],
    ['nothing long after it brought all it had at first', { since: minutesAgo(22 * 60), hours: loaded(22) }, []],
    ['a jump in volume', { hours: hours(90, 80, 90, 0) }, ['jump']],
    ['a drop in volume', { hours: hours(1, 0, 1, 0) }, ['drop']],
    ['nothing in the first hours, where nothing is usual yet', { hours: [hour(90), hour(0)] }, []],
    ['a clock that is off', { skewMs: -400_000 }, ['skew']],
    ['a payload older than one before', { behindMs: 400_000 }, ['behind']],
    ['nothing where caches answer by turns', { behindMs: 200_000 }, []],
  ] as const)('is %s', (_, over, warnings) => {
    expect(feedHealth(signs(over), now).warnings).toEqual(warnings)
  })
})

const anySigns = fc.record({
  expectedMs: fc.integer({ min: 1, max: 10_000_000 }),
  since: fc.integer({ min: 0, max: 100_000 }).map(minutesAgo),
  lastSuccessAt: fc.option(fc.integer({ min: -10, max: 100_000 }).map(minutesAgo)),
  lastNewsAt: fc.option(fc.integer({ min: -10, max: 100_000 }).map(minutesAgo)),
  failures: fc.nat(20),
  error: fc.constant('HTTP 500'),
  skewMs: fc.option(fc.integer()),
  behindMs: fc.option(fc.nat()),
  hours: fc.array(fc.record({ news: fc.nat(50), rejected: fc.nat(50) }), { maxLength: 24 }),
})

describe('laws of health', () => {
  it('time alone never makes a feed better', () => {
    const rank = (at: number, it: FeedSigns) =>
      ['fresh', 'unheard', 'late', 'failing', 'silent'].indexOf(feedHealth(it, at).state)
    fc.assert(fc.property(anySigns, fc.nat(1e9), (it, laterMs) => rank(now + laterMs, it) >= rank(now, it)))
  })

  it('an outage is told exactly when a feed is silent', () => {
    fc.assert(
      fc.property(anySigns, (it) => {
        const health = feedHealth(it, now)
        return health.isOutage === (health.state === 'silent')
      }),
    )
  })

  it('the worst of some states does not depend on their order', () => {
    const states = fc.array(fc.constantFrom(...feedStates))
    fc.assert(fc.property(states, (list) => worstState(list) === worstState(list.toReversed())))
    expect(worstState(['fresh', 'failing', 'silent', 'late'])).toBe('silent')
    expect(worstState([])).toBeNull()
  })
})
