import { expect, it } from 'vitest'
import { choosable, columnsIn, leastWidth, shownColumns, tracksOf, usualColumns } from './columns.js'

it('shows the columns that were chosen in the order of the table, and how sure it is always', () => {
  expect(shownColumns(['recorded', 'place'])).toEqual(['place', 'grade', 'recorded'])
  expect(shownColumns([])).toEqual(['grade'])
  expect(shownColumns(usualColumns)).toEqual(['kind', 'place', 'within', 'grade', 'status'])
})

it.each([
  [null, usualColumns],
  ['', []],
  ['status,actors', ['status', 'actors']],
  ['grade,what-a-later-version-knows,place', ['place']],
])('takes %j as what was kept', (kept, columns) => {
  expect(columnsIn(kept)).toEqual(columns)
})

it('gives each column a track of its own, and is no narrower than all of them', () => {
  const columns = shownColumns(choosable)
  const tracks = tracksOf(columns)
  expect(tracks.match(/minmax\([^)]*\)|\d+px/g)).toHaveLength(columns.length + 3)
  const least = [...tracks.matchAll(/(?<![\d.])(\d+)px/g)].reduce((sum, [, px]) => sum + Number(px), 0)
  expect(leastWidth(columns)).toBe(least + 12 * (columns.length + 4))
})
