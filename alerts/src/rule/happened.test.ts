import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostWithin } from './count.js'
import { listed, Occurrences, together } from './happened.js'

const seed = Number(process.env['SEED'] ?? 20211109)

const at = (ms: number) => new Date(ms).toISOString()
const counted = fc.record({ ms: fc.nat(50), told: fc.boolean(), id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') })
const steps = fc.array(fc.tuple(counted, fc.boolean()), { maxLength: 40 })

describe('what has happened', () => {
  it('is the same found by halving as read from a list, whatever came, changed or was taken back before', () => {
    const law = fc.property(steps, fc.nat(50), fc.nat(50), (list, fromMs, length) => {
      const [occurrences, plain] = [new Occurrences(), new Map<string, (typeof list)[number][0]>()]
      for (const [{ id, ms, told }, counts] of list) {
        occurrences.put(id, counts ? { incidentId: id, at: at(ms), told } : null)
        if (counts) plain.set(id, { id, ms, told })
        else plain.delete(id)
      }
      const others = [...plain.values()].filter(({ id }) => id !== 'a')
      const expected = listed(others.map(({ id, ms, told }) => ({ incidentId: id, at: at(ms), told })))
      const found = occurrences.without('a')
      const span = [fromMs, fromMs + length] as const
      expect(found.times(...span).toSorted()).toEqual(expected.times(...span).toSorted())
      expect(found.many(...span)).toBe(expected.many(...span))
      expect(found.isTold(...span)).toBe(expected.isTold(...span))
    })
    fc.assert(law, { seed, numRuns: 500 })
  })

  it('counts for as many as are told of together', () => {
    const stored = listed([{ incidentId: null, at: at(10), told: false, many: 7 }])
    const since = listed([{ incidentId: 'a', at: at(12), told: true }])
    expect(together(stored, since).many(10, 12)).toBe(8)
    expect(together(stored, since).isTold(10, 11)).toBe(false)
  })
})

it('finds the most that lie in a span around one, as trying each beginning does', () => {
  const law = fc.property(fc.array(fc.nat(60), { maxLength: 30 }), fc.nat(60), fc.nat(30), (others, own, span) => {
    const times = [...others, own]
    const begins = times.filter((it) => it <= own && own - it <= span)
    const tried = begins.map((begin) => times.filter((it) => it >= begin && it - begin <= span).length)
    expect(mostWithin(times, own, span)).toBe(Math.max(...tried))
  })
  fc.assert(law, { seed, numRuns: 500 })
})
