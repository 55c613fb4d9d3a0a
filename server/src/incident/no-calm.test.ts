import type { FeedState } from '@cordon/alerts'
import type { FeedWithFigures } from '@cordon/db'
import { expect, it } from 'vitest'
import { noCalm } from './no-calm.js'

const content: FeedWithFigures['content'] = {
  ...{ name: 'Radio', way: 'poll', format: 'georss', url: 'https://example.org', source: 'Radio', reliability: 'B' },
  ...{ enabled: true, required: true, everyMs: 300_000, expectedMs: 3_600_000, mapping: null },
  ...{ point: { type: 'Point', coordinates: [40, 35] }, radiusMetres: 50_000 },
}
const feed = (state: FeedState, said: Partial<FeedWithFigures['content']> = {}, removed = false) => ({
  content: { ...content, ...said },
  ...{ state, removed, since: '2021-11-01T00:00:00.000Z', lastNewsAt: '2021-11-08T12:00:00.000Z' },
})

it.each([
  ['a required feed is late', [feed('fresh'), feed('late')], undefined, true],
  ['a required feed is silent', [feed('silent')], undefined, true],
  ['a required feed has not been heard yet', [feed('unheard')], undefined, true],
  ['a required feed is off', [feed('fresh', { enabled: false })], undefined, true],
  ['the time goes on after its last news', [feed('silent')], '2021-11-09T00:00:00.000Z', true],
  ['the time ended before its last news', [feed('silent')], '2021-11-08T00:00:00.000Z', false],
  ['all that are required are fresh', [feed('fresh'), feed('silent', { required: false })], undefined, false],
  ['it was taken off the list', [feed('silent', {}, true)], undefined, false],
  ['there are no feeds', [], undefined, false],
] as const)('where %s, nothing found is calm or not', (...[, feeds, to, isDoubted]) => {
  expect(noCalm(feeds, to)?.code).toBe(isDoubted ? 'history.noCalm' : undefined)
})
