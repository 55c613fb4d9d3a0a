import { expect, it } from 'vitest'
import { draftIn, placedAt, positionIn } from './rejectDraft.js'

const draft = JSON.stringify({ type: 'Feature', geometry: null, properties: { title: 'Storm' } })

it('takes a position as people write it, and leaves the rest as it was', () => {
  expect(positionIn(draft)).toBe('')
  const placed = placedAt(draft, '35.15618, 40.42716')
  expect(draftIn(placed ?? '')).toEqual({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40.42716, 35.15618] },
    properties: { title: 'Storm' },
  })
  expect(positionIn(placed ?? '')).toBe('35.15618, 40.42716')
})

it.each([
  ['a position that is none', draft, 'near Hajin'],
  ['a draft that is no JSON', '{', '35.1, 40.4'],
  ['a draft that is no object', '[]', '35.1, 40.4'],
])('changes nothing for %s', (_, text, position) => {
  expect(placedAt(text, position)).toBeNull()
})

it.each(['{', 'null', '{"geometry":{"coordinates":["a","b"]}}', '{"geometry":{"coordinates":7}}'])(
  'shows no position in %s',
  (text) => {
    expect(positionIn(text)).toBe('')
  },
)
