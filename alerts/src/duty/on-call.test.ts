import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RotationContent } from './duty.js'
import { onCall, turnEnds } from './on-call.js'

const watch: RotationContent = {
  name: 'Watch',
  members: ['dana', 'omar', 'lina'],
  handsOverAt: ['07:00', '19:00'],
  everyDays: 1,
  timeZone: 'Asia/Damascus',
  startsOn: '2026-11-01',
  overrides: [],
}

describe('whose turn it is', () => {
  it.each([
    ['the first from the first time on', '2026-11-01T04:00:00.000Z', 'dana'],
    ['nobody before', '2026-11-01T03:59:59.999Z', null],
    ['the next one at the next time, by the local clock', '2026-11-01T16:00:00.000Z', 'omar'],
    ['the third one the morning after', '2026-11-02T04:00:00.000Z', 'lina'],
    ['then the first one again', '2026-11-02T16:00:00.000Z', 'dana'],
  ])('%s', (_title, now, expected) => {
    expect(onCall(watch, now)).toBe(expected)
  })

  it('is the one who stands in, the later of two, and the turn goes on as if nobody had', () => {
    const whole = { from: '2026-11-01T10:00:00.000Z', to: '2026-11-01T20:00:00.000Z', accountId: 'sami' }
    const hour = { from: '2026-11-01T12:00:00.000Z', to: '2026-11-01T13:00:00.000Z', accountId: 'rami' }
    const rotation = { ...watch, overrides: [whole, hour] }
    expect(onCall(rotation, '2026-11-01T12:59:59.999Z')).toBe('rami')
    expect(onCall(rotation, '2026-11-01T13:00:00.000Z')).toBe('sami')
    expect(onCall(rotation, '2026-11-01T20:00:00.000Z')).toBe('omar')
  })

  it('keeps its local time where the clocks are changed', () => {
    const berlin = { ...watch, timeZone: 'Europe/Berlin', handsOverAt: ['07:00'], startsOn: '2026-10-24' }
    expect(onCall(berlin, '2026-10-25T05:59:59.999Z')).toBe('dana')
    expect(onCall(berlin, '2026-10-25T06:00:00.000Z')).toBe('omar')
  })

  it('changes once a week where it is handed over once a week', () => {
    const weekly = { ...watch, everyDays: 7, handsOverAt: ['09:00'], timeZone: 'UTC' }
    expect(onCall(weekly, '2026-11-08T08:59:00.000Z')).toBe('dana')
    expect(onCall(weekly, '2026-11-08T09:00:00.000Z')).toBe('omar')
  })

  it('is nobody where there is nobody', () => {
    expect(onCall({ ...watch, members: [] }, '2026-11-05T00:00:00.000Z')).toBeNull()
  })
})

describe('the end of a turn', () => {
  it('is the next time at which somebody else is on call', () => {
    expect(turnEnds(watch, '2026-11-01T05:00:00.000Z')).toBe('2026-11-01T16:00:00.000Z')
  })

  it('is none where one person has every turn', () => {
    expect(turnEnds({ ...watch, members: ['dana'] }, '2026-11-05T00:00:00.000Z')).toBeNull()
  })

  it('is where somebody begins to stand in', () => {
    const override = { from: '2026-11-01T10:00:00.000Z', to: '2026-11-01T12:00:00.000Z', accountId: 'sami' }
    expect(turnEnds({ ...watch, overrides: [override] }, '2026-11-01T05:00:00.000Z')).toBe(override.from)
  })

  it('is always a moment at which the turn changes, and none lies before it', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 })
    const zone = fc.constantFrom('UTC', 'Asia/Damascus', 'Europe/Berlin', 'America/New_York')
    const hoursOn = fc.integer({ min: 0, max: 24 * 400 })
    const everyDays = fc.constantFrom(1, 1, 2, 7)
    fc.assert(
      fc.property(
        fc.record({ times: hours, people: fc.integer({ min: 2, max: 4 }), timeZone: zone, on: hoursOn, everyDays }),
        (it) => {
          const { times, people, timeZone, on, everyDays } = it
          const handsOverAt = times.toSorted((a, b) => a - b).map((hour) => `${String(hour).padStart(2, '0')}:00`)
          const members = ['a', 'b', 'c', 'd'].slice(0, people)
          const rotation = { ...watch, handsOverAt, members, timeZone, everyDays, startsOn: '2026-01-01' }
          const now = Date.parse('2026-01-02T00:00:00Z') + on * 3_600_000
          const end = turnEnds(rotation, new Date(now).toISOString())
          if (end === null) return expect.unreachable()
          const before = onCall(rotation, new Date(now).toISOString())
          expect(onCall(rotation, end)).not.toBe(before)
          for (let at = now; at < Date.parse(end); at += 1_800_000)
            expect(onCall(rotation, new Date(at).toISOString())).toBe(before)
        },
      ),
    )
  })
})
