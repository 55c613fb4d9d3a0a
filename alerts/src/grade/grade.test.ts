import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Grade } from '../model.js'
import { credibilities, reliabilities } from '../model.js'
import { deriveGrade, gradeOf, halvesOf, meetsGrade } from './grade.js'

const grades = reliabilities.flatMap((half) => credibilities.map((other) => gradeOf(half, other)))
const anyGrade = fc.constantFrom(...grades)

describe('gradeOf and halvesOf', () => {
  it.each(grades)('make and take apart %s', (grade) => {
    const { reliability, credibility } = halvesOf(grade)
    expect(gradeOf(reliability, credibility)).toBe(grade)
  })
})

describe('deriveGrade', () => {
  const best = (...list: Grade[]) => deriveGrade(list.map(halvesOf))

  it.each([
    ['is F6 without reports', [], 'F6'],
    ['is that of the only report', ['D4'], 'D4'],
    ['is that of the best-supported report', ['C3', 'A1', 'B2'], 'A1'],
    ['prefers a report judged good to one that cannot be judged', ['F6', 'C3', 'A6', 'F1'], 'C3'],
    ['prefers one that cannot be judged to one judged bad', ['A4', 'F6', 'D1', 'E5'], 'F6'],
    ['prefers a half that is known to none', ['F6', 'F2'], 'F2'],
    ['prefers the more credible of two equal sums', ['A3', 'C1', 'B2'], 'C1'],
    ['is the least bad where all were judged bad', ['E5', 'D4'], 'D4'],
  ] as const)('%s', (_title, list, expected) => {
    expect(best(...list)).toBe(expected)
  })

  it('does not depend on the order of reports, and is one of theirs', () => {
    fc.assert(
      fc.property(fc.array(anyGrade, { minLength: 1, maxLength: 6 }), (list) => {
        expect(best(...list)).toBe(best(...[...list].reverse()))
        expect(list).toContain(best(...list))
      }),
    )
  })
})

describe('meetsGrade', () => {
  it.each([
    ['B2', 'B2', true],
    ['A1', 'B2', true],
    ['A3', 'B2', false],
    ['C1', 'B2', false],
    ['F1', 'E5', false],
    ['A6', 'E5', false],
    ['F6', 'F6', true],
    ['E5', 'F6', true],
    ['F2', 'F3', true],
    ['F4', 'F3', false],
    ['A6', 'C6', true],
  ] as const)('of %s against a minimum of %s is %s', (grade, minimum, met) => {
    expect(meetsGrade(grade, minimum)).toBe(met)
  })

  it('orders grades: each meets itself, and what meets more meets less', () => {
    fc.assert(
      fc.property(anyGrade, anyGrade, anyGrade, (a, b, c) => {
        expect(meetsGrade(a, a)).toBe(true)
        if (meetsGrade(a, b) && meetsGrade(b, c)) expect(meetsGrade(a, c)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
