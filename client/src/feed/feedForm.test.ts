import { expect, it } from 'vitest'
import { feedFormOf, feedSaid } from './feedForm.js'
import { aFeed } from './samples.js'

it('says of a feed what was said of it before, where nobody changed anything', () => {
  const { name, way, format, url, source, reliability, enabled, required, everyMs, expectedMs, point, radiusMetres } =
    aFeed()
  const said = {
    name,
    way,
    format,
    url,
    source,
    reliability,
    enabled,
    required,
    everyMs,
    expectedMs,
    point,
    radiusMetres,
    mapping: null,
  }
  expect(feedSaid(feedFormOf(aFeed()))).toEqual(said)
})

it('names no address for a feed that is not asked', () => {
  expect(feedSaid({ ...feedFormOf(aFeed()), way: 'push' }).url).toBeNull()
})
