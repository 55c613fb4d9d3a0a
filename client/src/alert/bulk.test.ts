import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { leftOf, needing, offersFor, requestsOf, together } from './bulk.js'

const acknowledge = { action: { what: 'acknowledge' }, note: '', anyway: false } as const
const fresh = anAlert({ id: 'fresh' })
const taken = anAlert({
  ...{ id: 'taken', state: 'acknowledged', acknowledgedAt: '2021-11-09T06:05:00.000Z' },
  ...{ ownerId: 'me', ownerName: 'dana' },
})

it('offers what can be done with some of them, and does it with those alone', () => {
  expect(offersFor([taken], 'me')).not.toContain('acknowledge')
  expect(offersFor([taken, fresh], 'me')).toContain('acknowledge')
  expect(needing('acknowledge', [taken, fresh], 'me')).toEqual([fresh])
})

it('offers together what several need, by their number', () => {
  const other = anAlert({ id: 'other' })
  expect(together(['acknowledge', 'close'], [taken, fresh, other], 'me')).toEqual([
    { offer: 'acknowledge', n: 2 },
    { offer: 'close', n: 3 },
  ])
  expect(together(['acknowledge', 'close'], [taken, fresh], 'me')).toEqual([{ offer: 'close', n: 2 }])
})

it('asks for every alert once, with the revision that was read, in parts that the server takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_200 }), (count) => {
      const alerts = Array.from({ length: count }, (_, at) => anAlert({ id: String(at), revision: at + 1 }))
      const asked = requestsOf(alerts, acknowledge)
      expect(asked.every(({ ids }) => ids.length > 0 && ids.length <= 500)).toBe(true)
      expect(asked.flatMap(({ ids }) => ids)).toEqual(alerts.map(({ id }) => id))
      const seen = Object.assign({}, ...asked.map((it) => it.seen))
      expect(seen).toEqual(Object.fromEntries(alerts.map(({ id, revision }) => [id, revision])))
    }),
    { numRuns: 30 },
  )
})

it('names no revision where it is to be done anyway', () => {
  expect(requestsOf([fresh], { ...acknowledge, note: 'Seen', anyway: true })).toEqual([
    { ids: ['fresh'], action: { what: 'acknowledge' }, note: 'Seen' },
  ])
})

it('tells what was refused of the alerts that were asked for', () => {
  const problem = { type: 't', title: 'x', status: 412, code: 'stale-etag' }
  const refused = ['fresh', 'unknown'].map((id) => ({ id, problem }))
  expect(leftOf(refused, [fresh, taken])).toEqual([{ alert: fresh, why: { id: 'fresh', problem } }])
})
