import { expect, it } from 'vitest'
import { exerciseIsOn, latestReportMs } from './latest.js'
import { anAlert, anIncident, aSnapshot } from './samples.js'
import { applySnapshot } from './world.js'

const recordedAt = '2021-11-09T06:01:00.000Z'
const soon = Date.parse(recordedAt) + 60_000
const late = Date.parse(recordedAt) + 31 * 60_000

it('does not take an import of history for news', () => {
  const incidents = [
    anIncident({ id: 'news', recordedAt }),
    anIncident({ id: 'history', history: true, recordedAt: '2021-11-09T09:00:00.000Z' }),
  ]
  expect(latestReportMs(applySnapshot(aSnapshot({ incidents })))).toBe(Date.parse(recordedAt))
  expect(latestReportMs(applySnapshot(aSnapshot()))).toBeNull()
})

it('says "exercise" while one comes in, and until its alerts are closed', () => {
  const incidents = [anIncident({ exercise: true, recordedAt })]
  const open = anAlert({ exercise: true })
  const closed = anAlert({ exercise: true, state: 'closed' })
  expect(exerciseIsOn(applySnapshot(aSnapshot({ incidents })), soon)).toBe(true)
  expect(exerciseIsOn(applySnapshot(aSnapshot({ incidents })), late)).toBe(false)
  expect(exerciseIsOn(applySnapshot(aSnapshot({ incidents, alerts: [open] })), late)).toBe(true)
  expect(exerciseIsOn(applySnapshot(aSnapshot({ incidents, alerts: [closed] })), late)).toBe(false)
})
