import { expect, it } from 'vitest'
import { severities } from '../model.js'
import { severityRank } from './severity.js'

it('orders severities from the worst to the unknown', () => {
  expect(severities.map(severityRank)).toEqual([4, 3, 2, 1, 0])
})
