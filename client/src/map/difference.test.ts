import type { Feature } from 'geojson'
import { expect, it } from 'vitest'
import { difference } from './difference.js'

const feature = (id: string, title: string, lon = 40): Feature => ({
  type: 'Feature',
  id,
  geometry: { type: 'Point', coordinates: [lon, 35] },
  properties: { title },
})

it('changes only what differs', () => {
  const { next } = difference(new Map(), [feature('a', 'one'), feature('b', 'two'), feature('c', 'three')])
  const moved = feature('b', 'two', 41)
  const fresh = feature('d', 'four')
  const change = difference(next, [feature('a', 'one'), moved, fresh])
  expect(change.add).toEqual([moved, fresh])
  expect(change.remove).toEqual(['c'])
})

it('changes nothing where nothing differs', () => {
  const { next } = difference(new Map(), [feature('a', 'one')])
  expect(difference(next, [feature('a', 'one')])).toMatchObject({ add: [], remove: [] })
})
