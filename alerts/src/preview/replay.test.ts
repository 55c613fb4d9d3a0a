import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAll } from '../engine.js'
import { ambush, anyRule, subject } from '../example.js'
import type { Incident, Rule } from '../model.js'
import { instantOf } from '../time.js'
import { Replay, type PastRevision } from './replay.js'

const startMs = Date.parse('2021-11-08T20:00:00Z')
const zone = { id: 'zone-1', version: 3, name: 'Busayrah 15 km' }
const inside = subject.measure
const outside = { ...inside, distanceMetres: 90_000, depthMetres: 0 }

function past(over: Partial<Incident> & { readonly minute?: number } = {}, more: Partial<PastRevision> = {}) {
  const { minute = 5, ...said } = over
  return {
    incident: { ...ambush, ...said },
    at: instantOf(startMs + minute * 60_000),
    mergedInto: null,
    measure: inside,
    ...more,
  }
}

function toldBy(rule: Rule, revisions: readonly PastRevision[]): readonly string[] {
  const replay = new Replay(rule, zone)
  return revisions.flatMap((it) => (replay.take(it)?.fired === true ? [`${it.incident.id} ${it.at}`] : []))
}

/** Most come in near, fresh and believed: of what a rule is not told there is nothing to compare. */
const revisions = fc
  .array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      type: fc.constantFrom('ambush' as const, 'ambush' as const, 'ied' as const),
      severity: fc.constantFrom('extreme' as const, 'extreme' as const, 'minor' as const),
      status: fc.constantFrom(...(['unverified', 'unverified', 'unverified', 'refuted'] as const)),
      near: fc.constantFrom(true, true, true, false),
      exercise: fc.constantFrom(false, false, false, false, true),
      after: fc.nat(30),
    }),
    { minLength: 2, maxLength: 30 },
  )
  .map((list) => {
    let minute = 0
    return list.map(({ near, after, ...said }) => {
      minute += after
      return past({ ...said, minute }, { measure: near ? inside : outside })
    })
  })

const rules = fc
  .record(
    {
      types: fc.constantFrom(null, ['ambush'] as const),
      minSeverity: fc.constantFrom(null, 'severe' as const),
      cooldownMinutes: fc.constantFrom(0, 30, 240),
      freshHours: fc.constantFrom(1, 72, 72),
      count: fc.constant({ atLeast: 2, withinMinutes: 60 }),
    },
    { requiredKeys: ['types', 'minSeverity', 'cooldownMinutes', 'freshHours'] },
  )
  .map((over) => ({ ...anyRule, ...over }))

describe('what a rule would have told', () => {
  it('is what the live evaluator tells of the same revisions, whatever they are', () => {
    let told = 0
    fc.assert(
      fc.property(rules, revisions, (rule, list) => {
        const memory = { toldBefore: false, lastAlertAt: null }
        const decisions = decideAll(
          list.map(({ incident, at, measure }) => ({
            ...{ incident, rule, zone, memory },
            measure: measure ?? outside,
            now: at,
          })),
        )
        // What is played is told as such, and is no part of what a rule would have told.
        const real = (at: number) => decisions[at]?.fired === true && list[at]?.incident.exercise === false
        const live = list.flatMap((it, at) => (real(at) ? [`${it.incident.id} ${it.at}`] : []))
        told += Math.min(1, live.length)
        expect(toldBy(rule, list)).toEqual(live)
      }),
    )
    expect(told).toBeGreaterThan(30)
  })

  it('is of what was kept what it would have told, had nothing been kept', () => {
    const rule = { ...anyRule, cooldownMinutes: 30 }
    const kept = (minute: number) => {
      const keptSince = instantOf(startMs + minute * 60_000)
      return past({ id: `at ${minute}`, minute: 600 }, { keptSince })
    }
    const told = toldBy(rule, [past({ id: 'before', minute: 10 }), ...[35, 70, 30, 90, 100].map(kept)])
    expect(told.map((it) => it.slice(0, it.lastIndexOf(' ')))).toEqual(['before', 'at 70', 'at 100'])
  })

  it('is told once of two incidents that are one by then, and of both before they were', () => {
    const [a, b] = [past({ id: 'a' }), past({ id: 'b', minute: 10 })]
    const merged = past({ id: 'a', status: 'merged', minute: 8 }, { mergedInto: 'b' })
    expect(toldBy(anyRule, [a, b])).toHaveLength(2)
    expect(toldBy(anyRule, [a, merged, b])).toEqual([`a ${a.at}`])
  })

  it('follows what stands for what stands, though that was never near', () => {
    const far = { measure: null }
    const list = [
      past({ id: 'a' }),
      past({ id: 'a', status: 'merged', minute: 6 }, { mergedInto: 'b' }),
      past({ id: 'b', status: 'merged', minute: 7 }, { mergedInto: 'c', ...far }),
      past({ id: 'c', minute: 8 }),
    ]
    expect(toldBy(anyRule, list)).toHaveLength(1)
  })

  it('ends where two stand for each other, which no database holds', () => {
    const list = [past({ id: 'a' }), past({ id: 'b' }, { mergedInto: 'c' }), past({ id: 'c' }, { mergedInto: 'b' })]
    expect(toldBy(anyRule, list).length).toBeGreaterThan(0)
  })
})
