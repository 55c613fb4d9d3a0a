import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { newestOf } from './newest.js'

it('follows what was told or changed last, and never history', () => {
  const told = [
    anIncident({ id: 'first', seq: 4 }),
    anIncident({ id: 'changed since', seq: 9 }),
    anIncident({ id: 'imported', seq: 12, history: true }),
    anIncident({ id: 'later', seq: 7 }),
  ]
  expect(newestOf(told)?.id).toBe('changed since')
  expect(newestOf([])).toBe(null)
  expect(newestOf(told.filter((it) => it.history))).toBe(null)
})
