import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { linesOf } from './grouping.js'
import { between, idsOf, shownOf, toggled } from './picking.js'

const placed = (id: string, zone: string) => ({ alert: anAlert({ id }), group: { key: zone, name: zone } })
const rows = [placed('a', 'gate'), placed('b', 'gate'), placed('c', 'yard')]
const lines = linesOf(rows)

describe('picking', () => {
  it('takes the whole group by its head, and gives it back', () => {
    const [head] = lines
    const ids = head === undefined ? [] : idsOf(head)
    expect(ids).toEqual(['a', 'b'])
    const once = toggled(new Set(['a', 'c']), ids)
    expect([...once].toSorted()).toEqual(['a', 'b', 'c'])
    expect([...toggled(once, ids)]).toEqual(['c'])
  })

  it('twice leaves what was picked before, where nothing or all of it was', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
    fc.assert(
      fc.property(ids, ids, (before, some) => {
        const others = before.filter((id) => !some.includes(id))
        expect([...toggled(toggled(new Set(others), some), some)].toSorted()).toEqual(others.toSorted())
      }),
    )
  })

  it('reaches from one line to another in either direction, over heads', () => {
    expect(between(lines, 'b', 'c')).toEqual(['b', 'c'])
    expect(between(lines, 'c', 'group:gate')).toEqual(['a', 'b', 'c'])
    expect(between(lines, 'gone', 'b')).toEqual(['b'])
  })

  it('lets go of what is not shown any more', () => {
    expect([...shownOf(new Set(['a', 'gone']), rows)]).toEqual(['a'])
    const same = new Set(['a'])
    expect(shownOf(same, rows)).toBe(same)
  })
})
