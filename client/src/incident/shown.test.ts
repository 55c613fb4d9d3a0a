import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aSnapshot, anIncident } from '../world/samples.js'
import { applyEvents, applySnapshot } from '../world/world.js'
import { shownAgain, shownIncidents } from './shown.js'

const change = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  day: fc.integer({ min: 1, max: 9 }),
  status: fc.constantFrom('unverified', 'merged', 'withdrawn', 'confirmed'),
})

it('shows the same, in the same order, as if it had not known what was shown before', () => {
  const batches = fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 6 })
  fc.assert(
    fc.property(batches, (all) => {
      let world = applySnapshot(aSnapshot({ incidents: [anIncident({ id: 'a' })] }))
      let shown = shownIncidents(world)
      let seq = 10
      for (const batch of all) {
        const events = batch.map(({ id, day, status }) => {
          seq += 1
          const occurredFrom = `2021-11-0${day}T05:00:00.000Z`
          return { what: 'incident', seq, thing: anIncident({ id, seq, status, occurredFrom }) } as const
        })
        world = applyEvents(world, events)
        shown = shownAgain(world.incidents, shown)
        expect(shown).toEqual(shownIncidents(world))
      }
    }),
  )
})
