import type { Incident } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { anAlert, anIncident } from '../world/samples.js'
import { revisedSince } from './revised.js'

const incident = anIncident({})
const { revision, severity, title: incidentTitle, type: incidentType, grade } = incident
const alert = anAlert({ incidentRevision: revision, severity, incidentTitle, incidentType, grade })
const later = (over: Partial<Incident>) => ({ ...incident, revision: revision + 1, ...over })

it('says how severe an incident is now, or that something else of its row was revised', () => {
  expect(revisedSince(alert, later({ severity: 'minor' }))).toBe('minor')
  for (const over of [{ title: 'Two killed' }, { grade: 'A1' }, { type: 'ied' }] as const)
    expect(revisedSince(alert, later(over))).toBe('otherwise')
})

it('says nothing where the row still holds, or nothing later is known', () => {
  expect(revisedSince(alert, later({ summary: 'Said in more words' }))).toBeNull()
  expect(revisedSince(alert, { ...incident, severity: 'minor' })).toBeNull()
  expect(revisedSince(alert, undefined)).toBeNull()
})
