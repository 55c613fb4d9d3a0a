import { describe, expect, it } from 'vitest'
import { archiveClasses, archivedBefore, forEver, nextNight } from './kept.js'

describe('what is kept', () => {
  it('is kept for ever unless somebody says otherwise', () => {
    expect(archivedBefore(forEver, '2026-11-28T00:00:00.000Z')).toEqual([])
  })

  it('goes by days of 24 hours, what refers to others before them', () => {
    const old = archivedBefore({ ...forEver, incident: 731, alert: 90 }, '2026-11-28T06:30:00.000Z')
    expect(old).toEqual([
      { kind: 'alert', before: '2026-08-30T06:30:00.000Z' },
      { kind: 'incident', before: '2024-11-27T06:30:00.000Z' },
    ])
    expect(archiveClasses.indexOf('message')).toBeLessThan(archiveClasses.indexOf('alert'))
  })

  it.each([
    ['2026-11-28T00:59:59.999Z', '2026-11-28T01:00:00.000Z'],
    ['2026-11-28T01:00:00.000Z', '2026-11-29T01:00:00.000Z'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01T01:00:00.000Z'],
  ])('after %s the night begins at %s', (now, night) => {
    expect(nextNight(now)).toBe(night)
  })
})
