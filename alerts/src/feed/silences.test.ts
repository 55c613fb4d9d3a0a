import { describe, expect, it } from 'vitest'
import { feedSilences, wasHeard, type FeedKept } from './silences.js'

const november = { from: '2021-11-01T00:00:00.000Z', until: '2021-12-01T00:00:00.000Z' }
const later = '2021-12-02T00:00:00.000Z'
const hourMs = 3_600_000
const feed = (over: Partial<FeedKept> = {}): FeedKept => ({
  ...{ name: 'Radio', required: true, enabled: true, since: '2021-01-01T00:00:00+00:00', outages: [], ...over },
})
const over = (it: FeedKept, asOf = later) => feedSilences([it], { ...november, asOf })[0] ?? expect.unreachable()

describe('how a feed was heard over a time', () => {
  it('is told with each of its outages, and in all what of them lies in the time, none of it twice', () => {
    const told = over(
      feed({
        outages: [
          { from: '2021-11-10T00:00:00+00:00', until: '2021-11-10T06:00:00+00:00' },
          { from: '2021-10-31T22:00:00+00:00', until: '2021-11-01T02:00:00+00:00' },
          { from: '2021-11-10T03:00:00+00:00', until: '2021-11-10T09:00:00+00:00' },
        ],
      }),
    )
    expect(told.outages[0]).toEqual({ from: '2021-10-31T22:00:00.000Z', until: '2021-11-01T02:00:00.000Z' })
    expect(told.outages).toHaveLength(3)
    expect(told.silentMs).toBe((2 + 9) * hourMs)
  })

  it('is told as it was known then: an outage lasted that had not ended, and there was none that had not begun', () => {
    const outages = [
      { from: '2021-11-10T00:00:00+00:00', until: '2021-11-12T00:00:00+00:00' },
      { from: '2021-11-20T00:00:00+00:00', until: null },
    ]
    const then = over(feed({ outages }), '2021-11-11T00:00:00.000Z')
    expect(then).toMatchObject({ outages: [{ until: null }], silentMs: 24 * hourMs })
    expect(over(feed({ outages }))).toMatchObject({
      outages: [{ until: '2021-11-12T00:00:00.000Z' }, { until: null }],
      silentMs: (2 + 11) * 24 * hourMs,
    })
  })

  it.each([
    ['nothing was told of it', {}, true],
    ['it was silent', { outages: [{ from: '2021-11-10T00:00:00Z', until: null }] }, false],
    ['it was silent before', { outages: [{ from: '2021-10-01T00:00:00Z', until: '2021-10-02T00:00:00Z' }] }, true],
    ['it was switched on in the midst of it', { since: '2021-11-10T00:00:00Z' }, false],
    ['it was switched on again since', { since: '2021-12-01T12:00:00Z' }, false],
    ['it is off', { enabled: false }, false],
  ])('is from beginning to end or not where %s', (_, said, isHeard) => {
    expect(wasHeard(over(feed(said)))).toBe(isHeard)
  })
})
