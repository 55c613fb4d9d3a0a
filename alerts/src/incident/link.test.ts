import { expect, it } from 'vitest'
import { coarsenLink, sideOf, type IncidentLink } from './link.js'

const act = { by: 'dana', at: '2021-11-09T06:00:00.000Z', reason: 'Said so at the gate of Sina' }
const link: IncidentLink = { id: 'l', kind: 'retaliation-for', fromId: 'a', toId: 'b', set: act, removed: act }

it.each([
  ['retaliation-for', 'a', 'retaliation-for'],
  ['retaliation-for', 'b', 'retaliated-by'],
  ['duplicate-of', 'a', 'duplicate-of'],
  ['duplicate-of', 'b', 'duplicated-by'],
  ['related', 'a', 'related'],
  ['related', 'b', 'related'],
] as const)('a link "%s" reads from %s as "%s"', (kind, from, side) => {
  expect(sideOf({ ...link, kind }, [from])).toBe(side)
})

it('reads from an incident that stands for the one that was linked', () => {
  expect(sideOf(link, ['stands', 'a'])).toBe('retaliation-for')
})

it('tells those who see places coarsely nobody’s words', () => {
  expect(JSON.stringify(coarsenLink(link))).not.toContain('Sina')
})
