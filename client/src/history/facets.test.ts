import type { IncidentFacets } from '@cordon/server/wire'
import { expect, it } from 'vitest'
import { barsOfCounts, facetGroups, toggled } from './facets.js'
import { anything } from './filters.js'

const counts: IncidentFacets = {
  ...{ counted: 7, isAll: true, among: null, exercises: 0, binCount: 4 },
  ...{ earliest: '2021-11-08T00:00:00.000Z', latest: '2021-11-09T23:59:59.999Z' },
  ...{ firstKnown: '2021-11-08T00:10:00.000Z', lastKnown: '2021-11-10T00:00:00.000Z' },
  facets: [
    { facet: 'severity', value: 'minor', label: null, count: 4 },
    { facet: 'severity', value: 'extreme', label: null, count: 3 },
    { facet: 'source', value: 'ric', label: 'RIC', count: 7 },
    { facet: 'type', value: 'ambush', label: null, count: 7 },
    { facet: 'type', value: 'what-a-later-version-knows', label: null, count: 1 },
  ],
  bins: [
    { bin: 0, severity: 'minor', count: 4 },
    { bin: 3, severity: 'extreme', count: 3 },
  ],
}

it('offers severities from the worst on, sources by name, and nothing that it does not know', () => {
  const groups = facetGroups(counts, anything)
  expect(groups.map(({ facet, choices }) => [facet, choices.map(({ value }) => value)])).toEqual([
    ['severity', ['extreme', 'minor']],
    ['type', ['ambush']],
    ['source', ['ric']],
  ])
})

it('shows eight of a long list and what is chosen, and all once it is unfolded', () => {
  const facets = Array.from({ length: 12 }, (_, at) => ({
    facet: 'source' as const,
    value: `s${at}`,
    label: null,
    count: 12 - at,
  }))
  const many = { ...counts, facets }
  const [folded] = facetGroups(many, { ...anything, source: 's10' })
  const shown = folded?.choices.map(({ value }) => value)
  expect(shown).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's10'])
  expect(folded?.more).toBe(3)
  const [unfolded] = facetGroups(many, anything, new Set(['source']))
  expect([unfolded?.choices.length, unfolded?.more]).toEqual([12, 4])
  expect(facetGroups(counts, anything).every(({ more }) => more === 0)).toBe(true)
})

it('takes a choice, and lets it go when it is pressed again', () => {
  const choices = facetGroups(counts, anything).flatMap((group) => group.choices)
  const all = choices.reduce(toggled, anything)
  expect(all).toEqual({ ...anything, severity: ['extreme', 'minor'], type: 'ambush', source: 'ric' })
  const pressed = facetGroups(counts, all).flatMap((group) => group.choices)
  expect(pressed.every((it) => it.pressed)).toBe(true)
  expect(pressed.reduce(toggled, all)).toEqual(anything)
})

it('draws slices of equal length that hold all that was counted', () => {
  const bars = barsOfCounts(counts)
  expect(bars.map(({ total }) => total)).toEqual([4, 0, 0, 3])
  expect(bars[3]?.counts).toMatchObject({ extreme: 3, minor: 0 })
  expect(bars.at(-1)?.toMs).toBe(Date.parse('2021-11-10T00:00:00.000Z'))
  expect(barsOfCounts({ ...counts, earliest: null, latest: null, bins: [] })).toEqual([])
})
