import { asRaised } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { alertsFrom, type StoredAlert } from './alert-body.js'

const placed = { id: 'a', seq: 1, ruleId: 'r', zoneId: 'z', raisedAt: '2021-11-09T06:00:00.000Z', incidentId: 'i' }

it('an alert that says only in part what all that are raised have in common says all of it', () => {
  const stored: StoredAlert = Object.assign(
    { ...placed, ruleVersion: 1 },
    { body: JSON.parse('{"id": "a", "state": "new"}') },
  )
  expect(alertsFrom([stored], [])).toEqual([{ ...asRaised, id: 'a', state: 'new' }])
})
