import type { Incident } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { anAlert, anIncident } from '../world/samples.js'
import { revisedSince } from './revised.js'

const incident = anIncident({})
const { revision, severity, title: incidentTitle, type: incidentType, grade } = incident
const alert = anAlert({
  ...{ point: incident.point },
  incidentRevision: revision,
  severity,
  incidentTitle,
  incidentType,
  grade,
})
const later = (over: Partial<Incident>) => ({ ...incident, revision: revision + 1, ...over })

it('says how severe an incident is now, or that something else of its row was revised', () => {
  expect(revisedSince(alert, later({ severity: 'minor' }))).toEqual(['minor'])
  for (const over of [{ title: 'Two killed' }, { grade: 'A1' }, { type: 'ied' }] as const)
    expect(revisedSince(alert, later(over))).toEqual(['otherwise'])
})

it('says nothing where the row still holds, or nothing later is known', () => {
  expect(revisedSince(alert, later({ summary: 'Said in more words' }))).toEqual([])
  expect(revisedSince(alert, { ...incident, severity: 'minor' })).toEqual([])
  expect(revisedSince(alert, undefined)).toEqual([])
})

it('says that an incident lies elsewhere from a hundred metres on, beside how severe it is now', () => {
  const [longitude = 0, latitude = 0] = incident.point.coordinates
  const north = (degrees: number) => ({ point: { ...incident.point, coordinates: [longitude, latitude + degrees] } })
  expect(revisedSince(alert, later(north(0.001)))).toEqual(['moved'])
  expect(revisedSince(alert, later(north(0.0008)))).toEqual([])
  expect(revisedSince(alert, later({ ...north(0.001), severity: 'minor', title: 'Two killed' }))).toEqual([
    'minor',
    'moved',
  ])
})
