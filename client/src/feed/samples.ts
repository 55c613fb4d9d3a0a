import type { Feed } from '@cordon/alerts'

/** For tests: a required feed that brought something ten minutes before 06:00 and is expected to every hour. */
export function aFeed(change: Partial<Feed> = {}): Feed {
  const content = {
    name: 'Earthquakes',
    way: 'poll',
    format: 'usgs',
    url: 'https://example.org/',
    source: 'USGS',
  } as const
  return {
    ...content,
    ...{
      id: 'feed',
      revision: 1,
      seq: 1,
      reliability: 'B',
      enabled: true,
      required: true,
      removed: false,
      mapping: null,
    },
    ...{ everyMs: 60_000, expectedMs: 3_600_000, radiusMetres: 100_000 },
    ...{ failures: 0, error: null, skewMs: null, behindMs: null, behindCount: 0 },
    point: { type: 'Point', coordinates: [40.75, 36.5] },
    state: 'fresh',
    reason: 'something new 10 min ago',
    warnings: [],
    since: '2021-11-08T00:00:00.000Z',
    lastPollAt: '2021-11-09T05:59:00.000Z',
    lastSuccessAt: '2021-11-09T05:59:00.000Z',
    lastNewsAt: '2021-11-09T05:50:00.000Z',
    nextDueAt: '2021-11-09T06:00:00.000Z',
    hours: [],
    rejected: 0,
    outageAt: null,
    ...change,
  }
}
