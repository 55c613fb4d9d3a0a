import { expect, it } from 'vitest'
import { silentFeed } from './title.js'

it.each([
  ['USGS earthquakes is silent', 'USGS earthquakes'],
  ['وكالة هاوار is silent', 'وكالة هاوار'],
  ['Silent guns at the border', null],
  ['The front is silent tonight', null],
])('knows in %s the feed %s', (title, feed) => {
  expect(silentFeed(title)).toBe(feed)
})
