import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Claim, Grade, IncidentStatus } from '../model.js'
import { credibilities, reliabilities } from '../model.js'
import { deriveGrade, gradeOf, halvesOf } from './grade.js'
import { judge, judged, type Evidence } from './judge.js'
import { independentOrigins, originKey } from './origin.js'

const by = (...names: string[]): Claim => ({ topic: 'attribution', by: names, denied: false, words: null })
const notBy = (...names: string[]): Claim => ({ topic: 'attribution', by: names, denied: true, words: null })
const denial: Claim = { topic: 'denial', words: 'nothing of the kind' }

const unsaid = { link: null, title: 'Attack', text: null }

interface Told {
  readonly origin?: string
  readonly claims?: readonly Claim[]
  readonly at?: number
  readonly withdrawn?: true
}
const report = (sourceName: string, grade: Grade, { origin, claims, at = 0, withdrawn }: Told = {}): Evidence => ({
  sourceName,
  origin: origin ?? null,
  claims: claims ?? [],
  withdrawn: withdrawn ?? false,
  ...unsaid,
  reportedAt: `2021-11-09T0${at}:00:00.000Z`,
  ...halvesOf(grade),
})

describe('judge', () => {
  const cases: readonly (readonly [string, IncidentStatus, Grade, readonly Evidence[]])[] = [
    ['nothing without reports', 'unverified', 'F6', []],
    ['one origin', 'unverified', 'B2', [report('RIC', 'B2')]],
    ['two origins', 'corroborated', 'B2', [report('RIC', 'B2'), report('SOHR', 'C3')]],
    [
      'two good origins that lift possibly to probably',
      'corroborated',
      'B2',
      [report('RIC', 'B3'), report('SOHR', 'C3')],
    ],
    ['a second that cannot be judged', 'corroborated', 'B3', [report('RIC', 'B3'), report('a call', 'F6')]],
    ['two that cannot be judged', 'corroborated', 'F6', [report('a call', 'F6'), report('another', 'F6')]],
    [
      'two outlets that quote one agency as one, as well as the worse of them',
      'unverified',
      'C3',
      [report('Al-Monitor', 'B2', { origin: 'Hawar' }), report('North Press', 'C3', { origin: 'Hawar' })],
    ],
    [
      'an outlet that quotes one that reports itself as nothing more',
      'unverified',
      'B2',
      [report('Reuters', 'A1', { origin: 'RIC' }), report('RIC', 'B2')],
    ],
    [
      'an outlet that quotes one that only repeats an agency as that agency',
      'unverified',
      'C3',
      [
        report('North Press', 'C3', { origin: 'Al-Monitor' }),
        report('Al-Monitor', 'B2', { origin: 'Hawar' }),
        report('Reuters', 'B2', { origin: 'North Press' }),
      ],
    ],
    [
      'two outlets that quote each other as one',
      'unverified',
      'C3',
      [report('North Press', 'C3', { origin: 'Al-Monitor' }), report('Al-Monitor', 'B2', { origin: 'North Press' })],
    ],
    [
      'an outlet that repeats others and tells of its own as itself',
      'corroborated',
      'B2',
      [
        report('Al-Monitor', 'B2', { origin: 'Hawar' }),
        report('Al-Monitor', 'B2'),
        report('North Press', 'C3', { origin: 'Al-Monitor' }),
      ],
    ],
    [
      'an outlet that quotes one that repeats two as one of the two',
      'corroborated',
      'C3',
      [
        report('Al-Monitor', 'C3', { origin: 'Hawar' }),
        report('Al-Monitor', 'F3', { origin: 'SANA' }),
        report('North Press', 'B2', { origin: 'Al-Monitor' }),
      ],
    ],
    ['names that differ in case and space as one', 'unverified', 'B3', [report('RIC ', 'B2'), report('ric', 'B3')]],
    ['the later word of one source', 'unverified', 'B4', [report('RIC', 'B2'), report('RIC', 'B4', { at: 3 })]],
    [
      'the later word only where it was judged',
      'unverified',
      'B2',
      [report('RIC', 'B2'), report('RIC', 'B6', { at: 3 })],
    ],
    ['a second that was judged bad as none', 'unverified', 'B2', [report('RIC', 'B2'), report('rumour', 'E3')]],
    ['a report that says it is confirmed', 'confirmed', 'C1', [report('RIC', 'C1')]],
    ['a bad source that says so', 'unverified', 'D1', [report('rumour', 'D1')]],
    ['an unknown source that says so', 'unverified', 'F1', [report('a call', 'F1')]],
    [
      'what was taken back as unsaid',
      'unverified',
      'C3',
      [report('RIC', 'A1', { withdrawn: true }), report('SOHR', 'C3')],
    ],
    [
      'two that name others as its authors',
      'disputed',
      'B2',
      [report('RIC', 'B2', { claims: [by('Islamic State')] }), report('SANA', 'C3', { claims: [by('Hurras al-Din')] })],
    ],
    [
      'one that says it was not them',
      'disputed',
      'B2',
      [report('RIC', 'B2', { claims: [by('Turkey')] }), report('Anadolu', 'C3', { claims: [notBy('Turkey')] })],
    ],
    [
      'one that does not know who as no contradiction',
      'corroborated',
      'B2',
      [
        report('RIC', 'B2', { claims: [by('suspected Islamic State cell')] }),
        report('Task force', 'B3', { claims: [by('unidentified militants')] }),
      ],
    ],
    [
      'initials as the name that they stand for',
      'corroborated',
      'B2',
      [report('RIC', 'B2', { claims: [by('IS')] }), report('SOHR', 'C3', { claims: [by('Islamic State')] })],
    ],
    ['one that denies it', 'disputed', 'B2', [report('RIC', 'B2'), report('SDF', 'C3', { claims: [denial] })]],
    ['a confirmed denial', 'refuted', 'B2', [report('RIC', 'B2'), report('SDF', 'A1', { claims: [denial] })]],
    ['nobody but deniers', 'refuted', 'C3', [report('SDF', 'C3', { claims: [denial] })]],
    [
      'a source that takes its own word back by denying it',
      'refuted',
      'B2',
      [report('RIC', 'B2'), report('RIC', 'B2', { claims: [denial], at: 2 })],
    ],
    [
      'a source that denied it and tells it again',
      'unverified',
      'B2',
      [report('RIC', 'B2', { claims: [denial] }), report('RIC', 'B2', { at: 2 })],
    ],
    [
      'the same page as one voice, whoever prints it',
      'unverified',
      'C3',
      [report('RIC', 'B2'), report('SOHR', 'C3')].map((it) => ({ ...it, link: 'https://example.org/1' })),
    ],
    [
      'the same words as one voice',
      'unverified',
      'C3',
      [report('RIC', 'B2'), report('SOHR', 'C3')].map((it) => ({ ...it, text: 'Two were killed.' })),
    ],
    [
      'the same words under another title as another',
      'corroborated',
      'B2',
      [report('RIC', 'B2'), report('SOHR', 'C3')].map((it) => ({ ...it, text: 'No details.', title: it.sourceName })),
    ],
    [
      'two that say of others that it was not them as no contradiction',
      'corroborated',
      'B2',
      [report('RIC', 'B2', { claims: [notBy('Turkey')] }), report('SANA', 'C3', { claims: [notBy('SDF')] })],
    ],
    [
      'whom a source named last',
      'corroborated',
      'B2',
      [
        report('RIC', 'B2', { claims: [by('Turkey')] }),
        report('RIC', 'B2', { claims: [by('Islamic State')], at: 2 }),
        report('SANA', 'C3', { claims: [by('Islamic State')] }),
      ],
    ],
    [
      'a denial that was judged bad as none',
      'unverified',
      'B2',
      [report('RIC', 'B2'), report('troll', 'E5', { claims: [denial] })],
    ],
  ]
  it.each(cases)('hears %s: %s, %s', (...[, status, grade, reports]) => {
    expect(judge(reports)).toMatchObject({ status, grade })
  })

  const anyClaim = fc.constantFrom<Claim>(by('Islamic State'), by('Hurras al-Din'), notBy('Islamic State'), denial)
  const anyReport = fc.record<Evidence>({
    sourceName: fc.constantFrom('RIC', 'SOHR', 'SDF', 'Reuters'),
    origin: fc.constantFrom(null, null, 'RIC', 'Hawar'),
    reliability: fc.constantFrom(...reliabilities),
    credibility: fc.constantFrom(...credibilities),
    reportedAt: fc.constantFrom('2021-11-08T20:00:00.000Z', '2021-11-09T06:00:00.000Z'),
    withdrawn: fc.boolean(),
    claims: fc.array(anyClaim, { maxLength: 2 }),
    link: fc.constantFrom(null, null, 'https://example.org/1'),
    title: fc.constant('Attack'),
    text: fc.constantFrom(null, null, 'Word for word.'),
  })

  it('does not depend on the order of reports', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (reports, keys) => {
        const shuffled = reports.map((it) => [keys.next().value, it] as const).toSorted(([a], [b]) => a - b)
        expect(judge(shuffled.map(([, it]) => it))).toEqual(judge(reports))
      }),
    )
  })

  const ladder: readonly IncidentStatus[] = ['unverified', 'corroborated', 'confirmed']
  it('is never raised by whoever repeats an origin that was heard already', () => {
    const said = anyReport.map((it) => ({ ...it, claims: [], withdrawn: false }))
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 5 }), said, fc.nat(), (reports, repeat, at) => {
        const origin = originKey(reports[at % reports.length] ?? repeat)
        const [before, after] = [judge(reports), judge([...reports, { ...repeat, sourceName: 'An outlet', origin }])]
        expect(ladder.indexOf(after.status)).toBeLessThanOrEqual(ladder.indexOf(before.status))
        expect(deriveGrade([before.grade, after.grade].map(halvesOf))).toBe(before.grade)
      }),
      { numRuns: 2_000 },
    )
  })

  it('counts an origin once, whoever repeats it', () => {
    const reports = [
      report('Al-Monitor', 'B2', { origin: 'RIC' }),
      report('North Press', 'B3', { origin: 'RIC' }),
      report('SDF', 'B2'),
    ]
    expect(independentOrigins(reports)).toBe(2)
    expect(judge(reports).origins).toBe(2)
  })

  it('is soon known of very many reports: each that comes is judged with all before it', () => {
    // Held against each other in pairs they would take minutes.
    const reports = Array.from({ length: 60_000 }, (_, n) => report(`Outlet ${n}`, 'B2', { origin: `Outlet ${n + 1}` }))
    expect(judge(reports).origins).toBe(1)
  })
})

describe('the number of origins', () => {
  it('counts neither who denies it, nor who was judged bad, nor what was taken back', () => {
    const reports = [
      report('RIC', 'B2'),
      report('SOHR', 'C3', { claims: [{ topic: 'denial', words: 'nothing happened' }] }),
      report('a rumour', 'E5'),
      report('North Press', 'B3', { withdrawn: true }),
    ]
    expect(judge(reports).origins).toBe(1)
  })
})

describe('judged', () => {
  const override = { by: 'dana', at: '2021-11-09T06:00:00.000Z', reason: 'seen on video', grade: null, status: null }
  const reports = [report('RIC', 'B2')]
  it.each([
    ['what the reports come to', {}, 'unverified', 'B2'],
    ['the status that a person gave', { override: { ...override, status: 'confirmed' } }, 'confirmed', 'B2'],
    ['the grade that a person gave', { override: { ...override, grade: gradeOf('D', '4') } }, 'unverified', 'D4'],
    [
      'merged, whatever a person said',
      { override: { ...override, status: 'confirmed' }, mergedInto: 'x' },
      'merged',
      'B2',
    ],
  ] as const)('is %s', (...[, incident, status, grade]) => {
    expect(judged(incident, reports)).toEqual({ status, grade, origins: 1 })
  })
})
