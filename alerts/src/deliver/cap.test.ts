import { describe, expect, it } from 'vitest'
import { ambush, freshAlert } from '../example.js'
import { capWords } from './cap.js'
import { knownOf } from './correct.js'

const now = freshAlert.raisedAt
const threat = { ...freshAlert, incidentKind: 'threat' } as const
const after = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()

describe('an alert in the words of CAP', () => {
  it.each([
    ['ambush', 'Security'],
    ['chemical-weapon', 'CBRNE'],
    ['natural-hazard', 'Geo'],
    ['accident', 'Safety'],
    ['feed-silent', 'Infra'],
    ['other', 'Other'],
    ['prison-break', 'Security'],
  ] as const)('has %s in the category %s', (incidentType, category) => {
    expect(capWords({ ...freshAlert, incidentType }, null, now)).toMatchObject({ category })
  })

  it.each([
    ['B1', 'event', 'Observed'],
    ['B1', 'threat', 'Likely'],
    ['A2', 'event', 'Likely'],
    ['C3', 'event', 'Possible'],
    ['C4', 'event', 'Possible'],
    ['E5', 'event', 'Unlikely'],
    ['F6', 'event', 'Unknown'],
  ] as const)('of a grade of %s, of what is a %s, is %s', (grade, incidentKind, certainty) => {
    expect(capWords({ ...freshAlert, grade, incidentKind }, null, now)).toMatchObject({ certainty })
  })

  it('is urgent at once where it has happened, and a threat as its window comes', () => {
    expect(capWords(freshAlert, null, now).urgency).toBe('Immediate')
    const urgencies = [-5, 0, 1, 60, 61].map(
      (it) => capWords({ ...threat, occurredFrom: after(it) }, null, now).urgency,
    )
    expect(urgencies).toEqual(['Immediate', 'Immediate', 'Expected', 'Expected', 'Future'])
  })

  it('that is cancelled is past, and unlikely where it is refuted', () => {
    const cancel = (because: 'refuted' | 'ended') =>
      capWords(freshAlert, { kind: 'cancel', because, known: knownOf(ambush, because) }, now)
    expect(cancel('refuted')).toMatchObject({ urgency: 'Past', certainty: 'Unlikely' })
    expect(cancel('ended')).toMatchObject({ urgency: 'Past', certainty: 'Likely' })
  })

  it('that is corrected has the severity, the category and the certainty of what is known now', () => {
    const known = knownOf({ ...ambush, severity: 'extreme', type: 'chemical-weapon', grade: 'A1' }, null)
    const told = capWords(freshAlert, { kind: 'update', changes: ['upgraded', 'confirmed'], known }, now)
    expect(told).toMatchObject({ severity: 'Extreme', category: 'CBRNE', certainty: 'Observed' })
  })
})
