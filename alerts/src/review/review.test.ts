import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Shift } from '../shift/handover.js'
import type { Handled } from './handled.js'
import { loadOver } from './load-over.js'
import { noiseByRule } from './noise.js'
import { byOfficer, byRule, byShift, byZone } from './review.js'
import { timesOf } from './times.js'
import { uptimeOver } from './uptime.js'

const seed = Number(process.env['SEED'] ?? 20211109)
const at = (minutes: number) => new Date(Date.parse('2021-11-09T00:00:00.000Z') + minutes * 60_000).toISOString()
const minute = 60_000
const handled = (more: Partial<Handled> = {}): Handled => ({
  ...{
    id: 'a',
    incidentId: 'i',
    zoneId: 'z',
    zoneName: 'Prison',
    ruleId: 'r',
    ruleName: 'Any',
    raisedAt: at(0),
    seenAt: null,
  },
  ...{ acknowledgedAt: null, acknowledgedBy: null, closedAt: null, closedBy: null, disposition: null, escalations: 0 },
  ...more,
})

describe('how long it took', () => {
  it('is told by the median and the ninetieth percentile', () => {
    const spans = Array.from({ length: 10 }, (_, n) => [at(0), at(n + 1)] as const)
    const times = { number: 10, open: 0, medianMs: 5 * minute, ninetiethMs: 9 * minute }
    expect(timesOf([...spans, [at(0), null]])).toEqual(times)
    expect(timesOf([[at(0), null]])).toBeNull()
    expect(timesOf([[at(5), at(0)]])).toEqual({ number: 1, open: 0, medianMs: 0, ninetiethMs: 0 })
  })

  it('counts what is not done yet as longer, and tells no median where that is more than half', () => {
    const done = [1, 2, 3, 4, 5].map((minutes) => [at(0), at(minutes)] as const)
    expect(timesOf(done, 9)).toEqual({ number: 5, open: 9, medianMs: null, ninetiethMs: null })
    expect(timesOf(done, 3)).toEqual({ number: 5, open: 3, medianMs: 4 * minute, ninetiethMs: null })
    expect(timesOf([], 2)).toEqual({ number: 0, open: 2, medianMs: null, ninetiethMs: null })
  })

  it('waits for no step before the end of what was closed without it', () => {
    const closed = handled({ closedAt: at(9), closedBy: 'omar' })
    const open = handled({})
    const [row] = byZone([handled({ acknowledgedAt: at(2) }), closed, open])
    expect(row?.acknowledged).toEqual({ number: 1, open: 1, medianMs: 2 * minute, ninetiethMs: null })
  })
})

describe('a review', () => {
  const alerts = [
    handled({
      acknowledgedAt: at(2),
      acknowledgedBy: 'omar',
      closedAt: at(30),
      closedBy: 'lina',
      disposition: 'acted on',
    }),
    handled({ raisedAt: at(10), acknowledgedAt: at(20), acknowledgedBy: 'lina', escalations: 2 }),
    handled({ zoneId: 'y', zoneName: 'Camp', ruleId: 's', raisedAt: at(100), seenAt: at(101) }),
  ]

  it('tells zones and rules apart, those with most alerts first', () => {
    expect(byZone(alerts).map(({ name, alerts, open, escalated }) => [name, alerts, open, escalated])).toEqual([
      ['Prison', 2, 1, 1],
      ['Camp', 1, 1, 0],
    ])
    expect(byRule(alerts).map(({ name }) => name)).toEqual(['Any · Prison', 'Any · Camp'])
  })

  it('gives each officer what they acknowledged first and what they closed, and nothing of others', () => {
    const [lina, omar, ...others] = byOfficer(alerts)
    expect(others).toEqual([])
    expect(omar).toMatchObject({ name: 'omar', alerts: 1, acknowledged: { medianMs: 2 * minute }, closed: null })
    expect(lina).toMatchObject({ name: 'lina', alerts: 2, acknowledged: { number: 1, medianMs: 10 * minute } })
    expect(lina).toMatchObject({ closed: { number: 1, medianMs: 30 * minute } })
  })

  it('counts what rose in a shift for whoever was on watch', () => {
    const shift = (id: string, from: number, to: number | null): Shift => ({
      ...{ id, officer: { id, name: id }, beganAt: at(from), endedAt: to === null ? null : at(to), relieves: null },
    })
    const shifts = [shift('night', -10, 10), shift('day', 10, null), shift('before', -90, -10)]
    expect(byShift(alerts, shifts).map(({ name, alerts }) => [name, alerts])).toEqual([
      ['day', 2],
      ['night', 1],
    ])
  })

  it('calls a rule noisy for what was wrong, a duplicate or of no impact, among what was closed', () => {
    const closed = (disposition: Handled['disposition']) => handled({ closedAt: at(9), disposition })
    const [noise] = noiseByRule([closed('false positive'), closed('duplicate'), closed('acted on'), handled()])
    expect(noise).toMatchObject({ raised: 4, closed: 3, noise: 2 / 3 })
    expect(noiseByRule([handled()])[0]?.noise).toBeNull()
  })
})

it('holds alarms against the target for every ten minutes, quiet ones too', () => {
  const raised = [0, 1, 2, 25, ...Array.from({ length: 11 }, () => 40)].map((it) => it * minute)
  const load = loadOver(raised, { fromMs: 0, untilMs: 100 * minute })
  expect(load).toEqual({ mean: 1.5, most: 11, over: 2, floods: 1, spans: 10 })
})

it('counts no moment of an outage twice, and none outside the time', () => {
  const span = fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 60 }))
  const law = fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
    const outages = spans.map(([fromMs, length]) => ({ fromMs, untilMs: fromMs + length }))
    const isUp = (ms: number) => outages.every((it) => ms < it.fromMs || ms >= it.untilMs)
    const up = Array.from({ length: 100 }, (_, ms) => ms).filter(isUp).length
    expect(uptimeOver(outages, { fromMs: 0, untilMs: 100 })).toBeCloseTo(up / 100)
  })
  fc.assert(law, { seed })
  expect(uptimeOver([], { fromMs: 5, untilMs: 5 })).toBeNull()
})
