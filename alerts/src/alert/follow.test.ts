import { describe, expect, it } from 'vitest'
import { ambush, anyRule, freshAlert } from '../example.js'
import type { Alert, Incident, Measure, Rule } from '../model.js'
import { clearingOf, followIncident, hasMoved } from './follow.js'

const later: Incident = { ...ambush, revision: 2 }
const away: Measure = { distanceMetres: 30_000, depthMetres: 0, reachMetres: 5_000, uncertaintyMetres: 1_000 }

type Case = readonly [string, Partial<Incident>, Partial<Rule>, Measure | null, string | null]

describe('what clears an alert', () => {
  it.each<Case>([
    ['nothing, where all is as it was', {}, {}, null, null],
    ['that it is refuted', { status: 'refuted' }, {}, null, 'refuted'],
    ['that it is merged', { status: 'merged' }, {}, null, 'merged'],
    ['that its import was taken back', { status: 'withdrawn' }, {}, null, 'withdrawn'],
    ['that a silent feed is heard again', { type: 'feed-silent', occurredTo: ambush.occurredFrom }, {}, null, 'ended'],
    ['not that a feed is silent still', { type: 'feed-silent' }, {}, null, null],
    ['that it is a threat only', { kind: 'threat' }, { kinds: ['event'] }, null, 'kind'],
    ['that it was something else', { type: 'shelling' }, { types: ['ambush'] }, null, 'type'],
    ['not that it is told more closely', { type: 'territory-regained' }, { types: ['territory-change'] }, null, null],
    ['that it was less severe', { severity: 'minor' }, { minSeverity: 'severe' }, null, 'severity'],
    ['not that its severity is unknown', { severity: 'unknown' }, { minSeverity: 'severe' }, null, null],
    ['that it is known less well', { grade: 'E5' }, { minGrade: 'C3' }, null, 'grade'],
    ['that it lies elsewhere', {}, {}, away, 'place'],
    ['not that it may lie elsewhere', {}, {}, { ...away, uncertaintyMetres: 60_000 }, null],
    ['that it is an exercise', { exercise: true }, { types: ['shelling'] }, null, 'exercise'],
  ])('%s', (...[, incident, rule, measure, expected]) => {
    const followed = { incident: { ...later, ...incident }, rule: { ...anyRule, ...rule }, measure }
    expect(clearingOf(freshAlert, followed)).toBe(expected)
  })
})

it('an alert of an exercise is cleared by that it is real', () => {
  const clearing = (incident: Incident) => clearingOf({ exercise: true }, { incident, rule: anyRule, measure: null })
  expect([clearing({ ...later, exercise: true }), clearing(later)]).toEqual([null, 'actual'])
})

describe('a later revision of its incident', () => {
  const follow = (alert: Partial<Alert>, incident: Partial<Incident> = {}) =>
    followIncident(
      { ...freshAlert, ...alert },
      {
        ...{ incident: { ...later, ...incident }, revision: later.revision },
        ...{ rule: anyRule, measure: null },
      },
    )

  it('does nothing to an alert of which all holds', () => expect(follow({})).toEqual([]))

  it('brings an alert back that was shelved until then, and no other', () => {
    const back = { what: 'return', because: 'incident changed' }
    expect(follow({ state: 'shelved', shelvedAtRevision: 1 })).toEqual([back])
    expect(follow({ state: 'shelved', shelvedAtRevision: 2 })).toEqual([])
    expect(follow({ state: 'shelved' })).toEqual([])
  })

  it('clears it once, and again for another reason', () => {
    expect(follow({}, { status: 'refuted' })).toEqual([{ what: 'clear', because: 'refuted' }])
    const cleared = { clearedAt: freshAlert.raisedAt, clearedBecause: 'refuted' } as const
    expect(follow(cleared, { status: 'refuted' })).toEqual([])
    expect(follow(cleared, { status: 'merged' })).toEqual([{ what: 'clear', because: 'merged' }])
  })

  it('lets it hold again', () => {
    expect(follow({ clearedAt: freshAlert.raisedAt, clearedBecause: 'refuted' })).toEqual([{ what: 'recur' }])
  })

  it('clears a closed one as well, since it may be reopened', () => {
    expect(follow({ state: 'closed' }, { status: 'refuted' })).toEqual([{ what: 'clear', because: 'refuted' }])
  })
})

it('an incident has moved where its point or its disc is another one', () => {
  expect(hasMoved(freshAlert, later)).toBe(false)
  expect(hasMoved(freshAlert, { ...later, uncertaintyMetres: 25_000 })).toBe(true)
  expect(hasMoved(freshAlert, { ...later, point: { type: 'Point', coordinates: [40, 35] } })).toBe(true)
})
