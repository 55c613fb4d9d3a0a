import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import { finding } from '../tell/finding.js'
import { instantOf } from '../time.js'
import { compared, perDay, previewWarnings, weekly, type PreviewAlert } from './preview.js'

function alert(incidentId: string, at = '2021-11-09T05:52:00.000Z'): PreviewAlert {
  const { title, kind, type, severity, grade, occurredFrom, point, uncertaintyMetres } = ambush
  const said = { title, kind, type, severity, grade, occurredFrom, point, uncertaintyMetres }
  const why = finding('rule.definiteEdge', { zone: 'Busayrah 15 km', uncertaintyMetres: 0, reachMetres: 0 })
  return {
    ...said,
    incidentId,
    revision: 1,
    at,
    certainty: 'definite',
    distanceMetres: 0,
    imported: false,
    change: 'both',
    why,
  }
}

const span = { from: '2021-11-08T12:00:00.000Z', until: '2021-11-10T12:00:00.000Z' }

describe('a preview', () => {
  it('says what a change adds and takes away, the newest first', () => {
    const would = [alert('a'), alert('b', '2021-11-09T07:00:00.000Z')]
    const stands = [alert('a', '2021-11-09T04:00:00.000Z'), alert('c', '2021-11-09T06:00:00.000Z')]
    const told = compared(would, stands).map(({ incidentId, change }) => `${incidentId} ${change}`)
    expect(told).toEqual(['b added', 'c removed', 'a both'])
  })

  it('compares a new rule with nothing', () => {
    expect(compared([alert('a')], null).map(({ change }) => change)).toEqual(['both'])
  })

  it('counts every alert on one day of its time, and every day once', () => {
    const times = fc.integer({ min: Date.parse(span.from), max: Date.parse(span.until) }).map(instantOf)
    fc.assert(
      fc.property(fc.array(times), fc.array(times), (would, stands) => {
        const days = perDay(
          would.map((at) => ({ at })),
          stands.map((at) => ({ at })),
          span,
        )
        expect(days.map(({ day }) => day)).toEqual(['2021-11-08', '2021-11-09', '2021-11-10'])
        expect(days.reduce((sum, it) => sum + it.would, 0)).toBe(would.length)
        expect(days.reduce((sum, it) => sum + it.stands, 0)).toBe(stands.length)
      }),
    )
  })

  it('warns of a rule that tells too often, with the figure, and of one that never does', () => {
    const rule = { enabled: true, archived: false, name: 'Busayrah 15 km' }
    const week = { from: '2021-11-01T00:00:00.000Z', until: '2021-11-08T00:00:00.000Z' }
    expect(weekly(4_000, week)).toBe(4_000)
    expect(previewWarnings({ near: 5_000, would: 4_000, ...week }, rule)).toEqual([
      finding('preview.often', { count: 4_000 }),
    ])
    expect(previewWarnings({ near: 5_000, would: 168, ...week }, rule)).toEqual([])
    expect(previewWarnings({ near: 7, would: 0, ...week }, rule)).toEqual([finding('preview.never', { count: 7 })])
    expect(previewWarnings({ near: 7, would: 3, ...week }, { ...rule, enabled: false })).toEqual([
      finding('preview.off', {}),
    ])
    expect(previewWarnings({ near: 0, would: 0, ...week }, rule).map(({ code }) => code)).toEqual([
      'preview.nothingNear',
    ])
  })

  it('warns of a ring that is wider than its zone listens', () => {
    const rule = { enabled: true, archived: false, name: 'Busayrah 15 km' }
    const told = (withinMetres: number) =>
      previewWarnings({ near: 7, would: 3, ...span }, { ...rule, farthest: { withinMetres, reachMetres: 15_000 } })
    expect(told(50_000)).toEqual([
      finding('preview.ringBeyond', { zone: 'Busayrah 15 km', withinMetres: 50_000, reachMetres: 15_000 }),
    ])
    expect(told(15_000)).toEqual([])
  })
})
