import { describe, expect, it } from 'vitest'
import type { Attributed } from './status.js'
import { deriveStatus, independentOrigins } from './status.js'
import { halvesOf } from './grade.js'
import type { Grade, IncidentStatus } from '../model.js'

const report = (sourceName: string, grade: Grade, origin: string | null = null): Attributed => ({
  sourceName,
  origin,
  ...halvesOf(grade),
})

describe('deriveStatus', () => {
  const cases: readonly (readonly [string, readonly Attributed[], IncidentStatus])[] = [
    ['unverified without reports', [], 'unverified'],
    ['unverified with one origin', [report('RIC', 'B2')], 'unverified'],
    ['corroborated by two', [report('RIC', 'B2'), report('SOHR', 'C3')], 'corroborated'],
    ['corroborated where the second cannot be judged', [report('RIC', 'B2'), report('a call', 'F6')], 'corroborated'],
    [
      'unverified where two outlets quote one origin',
      [report('Al-Monitor', 'B2', 'RIC'), report('RIC', 'B2')],
      'unverified',
    ],
    [
      'unverified where the names differ in case and space only',
      [report('RIC ', 'B2'), report('ric', 'B3')],
      'unverified',
    ],
    ['unverified where the second was judged bad', [report('RIC', 'B2'), report('rumour', 'E3')], 'unverified'],
    ['unverified where the second was judged improbable', [report('RIC', 'B2'), report('SDF', 'B5')], 'unverified'],
    ['confirmed by a report confirmed by others', [report('RIC', 'C1')], 'confirmed'],
    ['unverified where a bad source calls itself confirmed', [report('rumour', 'D1')], 'unverified'],
    ['unverified where an unknown source calls itself confirmed', [report('a call', 'F1')], 'unverified'],
  ]
  it.each(cases)('is %s', (_title, reports, status) => {
    expect(deriveStatus(reports, 'unverified')).toBe(status)
  })

  it.each(['disputed', 'refuted', 'merged'] as const)('stays %s whatever is reported', (status) => {
    expect(deriveStatus([report('RIC', 'A1'), report('SDF', 'A1')], status)).toBe(status)
  })

  it('does not fall because one more report came in', () => {
    expect(deriveStatus([report('RIC', 'B2')], 'confirmed')).toBe('confirmed')
    expect(deriveStatus([report('RIC', 'B2')], 'corroborated')).toBe('corroborated')
  })
})

describe('independentOrigins', () => {
  it('counts an origin once, whoever repeats it', () => {
    const reports = [report('Al-Monitor', 'B2', 'RIC'), report('North Press', 'B3', 'RIC'), report('SDF', 'B2')]
    expect(independentOrigins(reports)).toBe(2)
  })
})
