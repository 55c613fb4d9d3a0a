import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storeBatch, type Write } from './store.js'

/** One row of each list is enough: of a list only counts whether there is something in it. */
const id = '018f0000-0000-7000-8000-000000000001'
const incident = { id, revision: 1 }
const row = { incident, decisions: null, sourceId: null, contentHash: '' }
const at = '2021-11-09T06:00:00.000Z'

type Lists = Readonly<Record<string, readonly object[]>>

const some = (rows: readonly object[]) => fc.constantFrom<readonly object[]>([], rows)
const lists: fc.Arbitrary<Lists> = fc.record({
  sources: some([{ id }]),
  incidents: fc.subarray([row, { ...row, incident: { ...incident, id: 'other', revision: 2 } }]),
  reports: some([{ id }]),
  raised: some([{ id }]),
  alerts: some([{ alert: { id, revision: 2 }, audience: 'all' }]),
  events: some([{ alertId: id }]),
  deliveries: some([{ id }]),
  silenced: some([{ ruleId: id }]),
  counted: some([{ ruleId: id }]),
  heard: some([{ ruleId: id }]),
  postponed: some([{ ruleId: id }]),
  changes: some([{ seq: 1 }]),
})

function writeOf(given: Lists): Write {
  const none = { sources: [], incidents: [], reports: [], alerts: [], events: [], deliveries: [], changes: [] }
  return Object.assign({ now: at, base: 1, head: 2, watch: null }, none, given)
}

it('is one statement by name, whose values are those that its text speaks of, whatever a batch has', () => {
  const texts = new Map<string, string>()
  fc.assert(
    fc.property(lists, fc.boolean(), fc.boolean(), (given, escalates, history) => {
      const { name, text, values } = storeBatch({ ...writeOf(given), escalates, history })
      expect(texts.get(name ?? '') ?? text).toBe(text)
      texts.set(name ?? '', text)
      // PostgreSQL tells longer names apart by their beginnings alone.
      expect(name?.length).toBeLessThan(64)
      const spoken = new Set([...text.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place)))
      expect([...spoken].sort((a, b) => a - b)).toEqual(values.map((_, index) => index + 1))
    }),
    { numRuns: 2_000 },
  )
})
