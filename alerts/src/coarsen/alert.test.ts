import { describe, expect, it } from 'vitest'
import { explain } from '../engine.js'
import { freshAlert, subject } from '../example.js'
import type { Alert } from '../model.js'
import { coarsenAlert, coarsenAlertEvent, coarsenExplanation } from './alert.js'
import { coarseGrid } from './grid.js'

const grid = coarseGrid(10)
const alert: Alert = { ...freshAlert, note: 'A team is at the gate' }

describe('a coarse alert', () => {
  it('says of which zone it is and no more of where', () => {
    expect(coarsenAlert(alert, grid)).toMatchObject({
      zoneName: alert.zoneName,
      incidentTitle: 'Ambush',
      certainty: 'possible',
      distanceMetres: null,
      depthMetres: null,
      bearingDegrees: null,
      note: null,
    })
    expect(coarsenAlert(alert, grid).point).not.toEqual(alert.point)
    expect(coarsenAlert(alert, grid).uncertaintyMetres).toBeGreaterThan(grid.halfDiagonalMetres)
  })

  it('is the same when it is made coarse again, with every field that it had', () => {
    const once = coarsenAlert(alert, grid)
    expect(coarsenAlert(once, grid)).toEqual(once)
    expect(Object.keys(once).toSorted()).toEqual(Object.keys(alert).toSorted())
  })
})

describe('what happened to a coarse alert', () => {
  const event = { alertId: 'a', revision: 2, at: alert.raisedAt, by: 'dana' } as const
  it.each([
    ['noted', 'At the gate', null],
    ['closed', 'acted on: at the gate', null],
    ['raised', null, null],
    ['assigned', 'omar', 'omar'],
    ['shelved', alert.raisedAt, alert.raisedAt],
    ['returned', 'due', 'due'],
    ['cleared', 'refuted', 'refuted'],
  ] as const)('%s: says "%s" as "%s"', (what, detail, told) => {
    expect(coarsenAlertEvent({ ...event, what, detail })).toEqual({ ...event, what, detail: told })
  })
})

describe('a coarse alert that is cleared', () => {
  it('says so where it was refuted', () => {
    const cleared = { clearedAt: alert.raisedAt, clearedBecause: 'refuted' } as const
    expect(coarsenAlert({ ...alert, ...cleared }, grid)).toMatchObject(cleared)
  })

  it.each(['cleared', 'recurred'] as const)('does not tell that its incident lies elsewhere (%s)', (what) => {
    const cleared = { clearedAt: alert.raisedAt, clearedBecause: 'place' } as const
    expect(coarsenAlert({ ...alert, ...cleared }, grid)).toMatchObject({ clearedAt: null, clearedBecause: null })
    const event = { alertId: 'a', revision: 2, at: alert.raisedAt, by: 'Cordon', what, detail: 'place' } as const
    expect(coarsenAlertEvent(event)).toMatchObject({ what: 'noted', detail: null })
  })
})

describe('a coarse explanation', () => {
  it('of an alert says that it was within reach, and not how near', () => {
    const told = coarsenExplanation(explain(subject), true)
    expect(told).toMatchObject({ fired: true, certainty: 'possible', distanceMetres: null })
    expect(JSON.stringify(told)).not.toContain('3.0 km inside')
  })

  it('of what did not alert is the same whether it lies within reach or not', () => {
    const near = explain({ ...subject, rule: { ...subject.rule, enabled: false } })
    const far = explain({
      ...subject,
      rule: { ...subject.rule, enabled: false },
      measure: { ...subject.measure, distanceMetres: 900_000, depthMetres: 0 },
    })
    expect(near).not.toEqual(far)
    expect(coarsenExplanation(near, false)).toEqual(coarsenExplanation(far, false))
    expect(coarsenExplanation(near, false).reason).toBe(near.reason)
    expect(coarsenExplanation(explain(subject), false)).toMatchObject({
      fired: false,
      reason: 'coarse: whether it is within reach is not told to you',
    })
  })
})
