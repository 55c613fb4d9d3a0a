import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, decideAll, explain, explainArchived } from './engine.js'
import { subject } from './example.js'
import { credibilities, incidentKinds, incidentStatuses, reliabilities, severities, timePrecisions } from './model.js'
import type { Rule } from './model.js'
import { gradeOf } from './grade/grade.js'
import { asks, type Subject } from './rule/stage.js'
import { stages } from './rule/stages.js'

const metres = fc.constantFrom(0, 100, 900, 1_000, 5_000, 25_000)
const time = fc
  .integer({ min: 0, max: 400 })
  .map((hours) => new Date(1636_000_000_000 + hours * 3_600_000).toISOString())
const grade = fc
  .tuple(fc.constantFrom(...reliabilities), fc.constantFrom(...credibilities))
  .map(([r, c]) => gradeOf(r, c))
const types = ['ambush', 'ied', 'drone'] as const

/** Few stages stop a subject: where all is drawn evenly next to nothing is told, and nothing is said of what is. */
const mostly = <T, U>(usual: T, others: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others })

const incident = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  kind: mostly('event' as const, fc.constantFrom(...incidentKinds)),
  type: fc.constantFrom(...types),
  severity: fc.constantFrom(...severities),
  status: mostly('unverified' as const, fc.constantFrom(...incidentStatuses)),
  timePrecision: fc.constantFrom(...timePrecisions),
  hoursOld: mostly(0.5, fc.integer({ min: -90, max: 400 })),
  hoursLong: mostly(null, fc.nat(90)),
  history: mostly(false, fc.boolean()),
  grade,
})

const rule: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.constantFrom('r', 's'),
    version: fc.constantFrom(1, 2),
    enabled: mostly(true, fc.boolean()),
    kinds: mostly(null, fc.subarray([...incidentKinds])),
    types: mostly(null, fc.subarray([...types])),
    minSeverity: mostly(null, fc.constantFrom(...severities)),
    minGrade: mostly(null, grade),
    certainty: fc.constantFrom('definite', 'possible', 'possible'),
    freshHours: fc.constantFrom(1, 72, 1_000),
    cooldownMinutes: fc.constantFrom(0, 60, 600),
    more: mostly(
      {},
      fc.record(
        {
          minOrigins: fc.constantFrom(1, 2, 3),
          actors: fc.constantFrom(['IS'], ['SDF', 'Turkey']),
          words: fc.constantFrom(['attack'], ['drone']),
          rings: fc.constantFrom([{ withinMetres: 1_000, minSeverity: 'minor' } as const]),
          hours: fc.constantFrom({
            timeZone: 'Asia/Damascus',
            spans: [{ days: ['Mon', 'Wed'], from: '06:00', to: '20:00' }],
          } as const),
          quietHours: fc.constantFrom({
            timeZone: 'UTC',
            spans: [{ days: ['Mon', 'Tue', 'Wed'], from: '20:00', to: '05:00' }],
            tellsFrom: 'extreme',
          } as const),
        },
        { requiredKeys: [] },
      ),
    ),
  })
  .map(({ more, ...some }) => ({ ...subject.rule, ...some, ...more }))

const measure = fc
  .record({
    signed: fc.oneof(
      metres,
      metres.map((m) => -m),
    ),
    reachMetres: metres,
    uncertaintyMetres: metres,
  })
  .map(({ signed, ...rest }) => ({ ...rest, distanceMetres: Math.max(0, signed), depthMetres: Math.max(0, -signed) }))

const memory = fc.record({ toldBefore: mostly(false, fc.boolean()), minutesCooled: mostly(null, fc.nat(900)) })
const blank = { toldBefore: false, lastAlertAt: null }
const later = (now: string, hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString()
const anySubject: fc.Arbitrary<Subject> = fc
  .record({ incident, rule, measure: mostly(subject.measure, measure), memory, now: time })
  .map(({ incident: { hoursOld, hoursLong, ...said }, memory: { toldBefore, minutesCooled }, now, ...some }) => {
    const occurredFrom = later(now, -hoursOld)
    const occurredTo = hoursLong === null ? null : later(occurredFrom, hoursLong)
    const lastAlertAt = minutesCooled === null ? null : later(now, -minutesCooled / 60)
    const memory = { toldBefore, lastAlertAt }
    return { ...subject, ...some, incident: { ...subject.incident, ...said, occurredFrom, occurredTo }, memory, now }
  })

/** Subjects that little else than memory stops, so that batches do fire. */
const easySubject: fc.Arbitrary<Subject> = fc
  .record({ id: fc.constantFrom('a', 'b', 'c', 'd'), rule, now: time })
  .map(({ id, rule: { id: ruleId, version, cooldownMinutes }, now }) => ({
    ...subject,
    incident: { ...subject.incident, id, occurredFrom: now },
    rule: { ...subject.rule, id: ruleId, version, cooldownMinutes },
    memory: blank,
    now,
  }))
const batch = fc.array(easySubject, { maxLength: 20 }).map((list) => list.sort((x, y) => (x.now < y.now ? -1 : 1)))
const runs = { numRuns: 1_000 }

describe('decide', () => {
  it('fires with the reason of the place where nothing stops it', () => {
    const decision = decide(subject)
    expect(decision).toMatchObject({ fired: true, certainty: 'definite' })
    expect(decision.reason).toBe('definite: 3 km inside Busayrah 15 km, within about 1 km, reach 5 km')
    expect(decision.stages).toHaveLength(stages.filter((stage) => asks(stage, subject)).length)
  })

  it('ends with the first stage that stops, and gives its reason', () => {
    const decision = decide({
      ...subject,
      rule: { ...subject.rule, enabled: false },
      memory: { ...blank, toldBefore: true },
    })
    expect(decision.fired).toBe(false)
    expect(decision.stages.map(({ stage, verdict }) => `${stage} ${verdict}`)).toEqual([
      'history pass',
      'status pass',
      'enabled stop',
    ])
    expect(decision.stages.at(-1)).toMatchObject({ code: 'rule.off', values: { rule: 'Anything near' } })
    expect(decision.reason).toBe('switched off: the rule "Anything near" is switched off')
  })

  it('agrees with explain, which goes on after a stop', () => {
    fc.assert(
      fc.property(anySubject, (it) => {
        const [short, long] = [decide(it), explain(it)]
        expect(long).toMatchObject({
          fired: short.fired,
          reason: short.reason,
          certainty: short.certainty,
          zoneVersion: 3,
        })
        expect(long.stages).toHaveLength(stages.filter((stage) => asks(stage, it)).length)
        expect(long.stages.slice(0, short.stages.length)).toMatchObject(short.stages)
        expect(long.fired).toBe(long.stages.every((verdict) => verdict.verdict === 'pass'))
      }),
      runs,
    )
  })

  it('never wakes anybody for history, for what holds no more, or for what the rule does not ask for', () => {
    let told = 0
    fc.assert(
      fc.property(anySubject, (it) => {
        const { fired, certainty } = decide(it)
        if (!fired) return
        told += 1
        const { incident, rule, memory } = it
        expect({ ...rule, ...incident, ...memory }).toMatchObject({ enabled: true, history: false, toldBefore: false })
        expect(['refuted', 'merged', 'withdrawn']).not.toContain(incident.status)
        expect(certainty === 'definite' || rule.certainty === certainty).toBe(true)
        expect(rule.kinds ?? [incident.kind]).toContain(incident.kind)
        expect(rule.types ?? [incident.type]).toContain(incident.type)
        // The worst comes first in both lists.
        const upTo = severities.indexOf(rule.minSeverity ?? 'unknown')
        expect(severities.indexOf(incident.severity)).toBeLessThanOrEqual(upTo)
        const [[reliability, credibility], [leastReliability, leastCredibility]] = [
          incident.grade,
          rule.minGrade ?? 'F6',
        ]
        expect([`${reliability}` <= `${leastReliability}`, `${credibility}` <= `${leastCredibility}`]).toEqual([
          true,
          true,
        ])
      }),
      runs,
    )
    // Of what is not told nothing is said.
    expect(told).toBeGreaterThan(300)
  })

  it.each([
    ['any kind', { kinds: null }],
    ['any type', { types: null }],
    ['any severity', { minSeverity: null }],
    ['any grade', { minGrade: null }],
    ['what is only possible', { certainty: 'possible' }],
    ['older incidents', { freshHours: 100_000 }],
    ['no cooldown', { cooldownMinutes: 0 }],
  ] as const)('is not silenced by a rule that takes %s', (_title, wider) => {
    let told = 0
    fc.assert(
      fc.property(anySubject, (it) => {
        if (!decide(it).fired) return
        told += 1
        expect(decide({ ...it, rule: { ...it.rule, ...wider } }).fired).toBe(true)
      }),
      runs,
    )
    expect(told).toBeGreaterThan(300)
  })
})

describe('explain', () => {
  it('says each reason as a code with its values, beside the sentence', () => {
    const place = explain(subject).stages.find(({ stage }) => stage === 'place')
    expect(place).toEqual({
      stage: 'place',
      verdict: 'pass',
      reason: 'definite: 3 km inside Busayrah 15 km, within about 1 km, reach 5 km',
      code: 'rule.definiteInside',
      values: { depthMetres: 3_000, zone: 'Busayrah 15 km', uncertaintyMetres: 1_000, reachMetres: 5_000 },
    })
  })

  it('gives the distance to the drawn shape', () => {
    const far = { ...subject.measure, depthMetres: 0, distanceMetres: 12_300 }
    expect(explain({ ...subject, measure: far })).toMatchObject({
      fired: false,
      certainty: 'none',
      distanceMetres: 12_300,
    })
  })
})

describe('decideAll', () => {
  it('tells one incident once per version of a rule, however often the batch holds it', () => {
    const again = { ...subject, rule: { ...subject.rule, version: 2 } }
    const decisions = decideAll([subject, subject, again, again])
    expect(decisions.map((decision) => decision.fired)).toEqual([true, false, true, false])
    expect(decisions[1]?.reason).toContain('already told')
  })

  it('remembers what was told before the batch', () => {
    const told = { ...subject, memory: { ...blank, toldBefore: true } }
    expect(decideAll([told]).map((decision) => decision.reason.slice(0, 12))).toEqual(['already told'])
  })

  it('cools down after an alert of the same batch, for that rule alone', () => {
    const slow = { ...subject, rule: { ...subject.rule, cooldownMinutes: 30 } }
    const other = { ...slow, incident: { ...slow.incident, id: 'incident-2' } }
    const elsewhere = { ...other, rule: { ...other.rule, id: 'rule-2' } }
    expect(decideAll([slow, other, elsewhere]).map((decision) => decision.fired)).toEqual([true, false, true])
  })

  it('keeps the later of the memory it was given and the one it made', () => {
    const slow = { ...subject, rule: { ...subject.rule, cooldownMinutes: 30 } }
    const later = { ...slow, incident: { ...slow.incident, id: 'incident-2' }, now: '2021-11-08T21:00:00.000Z' }
    const remembered = { ...later, memory: { ...blank, lastAlertAt: '2021-11-08T20:45:00.000Z' } }
    expect(decideAll([slow, remembered]).map((decision) => decision.fired)).toEqual([true, false])
  })

  it('tells of several that are one once, in each version of a rule', () => {
    const merged = { ...subject, incident: { ...subject.incident, id: 'incident-2' }, one: subject.incident.id }
    const again = { ...merged, rule: { ...subject.rule, version: 2 } }
    expect(decideAll([subject, merged, again]).map((decision) => decision.fired)).toEqual([true, false, true])
  })

  it('tells of what was kept what it would have told, had nothing been kept', () => {
    const kept = (clock: string): Subject => ({
      ...subject,
      incident: { ...subject.incident, id: clock },
      rule: { ...subject.rule, cooldownMinutes: 30 },
      memory: { ...blank, lastAlertAt: '2021-11-08T20:50:00.000Z', keptSince: `2021-11-08T${clock}:00.000Z` },
      now: '2021-11-09T06:00:00.000Z',
    })
    // Too soon after the last alert, long after it, too soon after that or the last again, and long after both.
    const batch = ['21:15', '21:50', '21:10', '22:10', '22:20'].map(kept)
    expect(decideAll(batch).map(({ fired }) => fired)).toEqual([false, true, false, false, true])
  })

  it('decides a batch as it would one by one with a memory that is written after each', () => {
    fc.assert(
      fc.property(batch, (subjects) => {
        expect(decideAll(subjects)).toEqual(oneByOne(subjects))
      }),
      runs,
    )
  })

  it('never alerts twice for an incident and a version, nor within a cooldown', () => {
    fc.assert(
      fc.property(batch, (subjects) => {
        const decisions = decideAll(subjects)
        const fired = subjects.filter((_, n) => decisions[n]?.fired)
        const keys = fired.map(({ incident, rule }) => `${incident.id} ${rule.id} ${rule.version}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const [n, it] of fired.entries()) {
          const before = fired.slice(0, n).filter((earlier) => earlier.rule.id === it.rule.id)
          const gaps = before.map((earlier) => Date.parse(it.now) - Date.parse(earlier.now))
          expect(gaps.every((gap) => gap >= it.rule.cooldownMinutes * 60_000)).toBe(true)
        }
      }),
      runs,
    )
  })
})

function oneByOne(subjects: readonly Subject[]) {
  const alerts: Subject[] = []
  return subjects.map((it) => {
    const ofRule = alerts.filter((alert) => alert.rule.id === it.rule.id)
    const toldBefore = ofRule.some(
      (alert) => alert.incident.id === it.incident.id && alert.rule.version === it.rule.version,
    )
    const decision = decide({ ...it, memory: { toldBefore, lastAlertAt: ofRule.at(-1)?.now ?? null } })
    if (decision.fired) alerts.push(it)
    return decision
  })
}

describe('a zone that is archived', () => {
  it('hears nothing, and says so instead of a distance', () => {
    const { fired, reason, certainty, distanceMetres, stages } = explainArchived(subject)
    expect({ fired, certainty, distanceMetres }).toEqual({ fired: false, certainty: 'none', distanceMetres: null })
    expect(reason).toBe('archived: Busayrah 15 km is archived and hears nothing')
    expect(stages.find(({ stage }) => stage === 'place')).toMatchObject({ verdict: 'stop', reason })
  })
})
