import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binsOf } from './bins.js'

const days = fc
  .array(fc.record({ would: fc.nat(9), stands: fc.nat(9) }), { maxLength: 400 })
  .map((list) => list.map((it, at) => ({ ...it, day: new Date(at * 86_400_000).toISOString().slice(0, 10) })))

it('counts each day in one bar, by days where they can be told apart and else by weeks that end today', () => {
  fc.assert(
    fc.property(days, (list) => {
      const bins = binsOf(list)
      const sum = (what: 'would' | 'stands', of: readonly { would: number; stands: number }[]) =>
        of.reduce((count, it) => count + it[what], 0)
      expect(sum('would', bins)).toBe(sum('would', list))
      expect(sum('stands', bins)).toBe(sum('stands', list))
      expect(bins.length).toBeLessThanOrEqual(100)
      expect(bins.at(-1)?.to).toBe(list.at(-1)?.day)
      expect(bins[0]?.from).toBe(list[0]?.day)
    }),
  )
})
