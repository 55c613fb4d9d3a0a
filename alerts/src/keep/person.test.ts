import { describe, expect, it } from 'vitest'
import { formerName, valueWithoutName, withoutName } from './person.js'

describe('a name that is forgotten', () => {
  const ali = { name: 'Ali', instead: formerName(7) }
  it.each([
    ['Ali', 'Former member 7'],
    ['seen by ali, and by ALI’s brother', 'seen by Former member 7, and by Former member 7’s brother'],
    ['Alia and Khalil stay', 'Alia and Khalil stay'],
    ['by=Ali&q=attack', 'by=Former member 7&q=attack'],
  ])('is taken out of %j as a word of its own', (text, then) => {
    expect(withoutName(text, ali)).toBe(then)
  })

  it('is taken for what it is, not for a pattern, in any script', () => {
    expect(withoutName('a.b (x) and acb (x)', { name: 'a.b (x)', instead: '…' })).toBe('… and acb (x)')
    expect(withoutName('كتبه علي، لا عليّة', { name: 'علي', instead: '…' })).toBe('كتبه …، لا عليّة')
  })

  it.each([
    ['Jean-Luc', 'for JEAN-LUC, not for Jean', 'for …, not for Jean'],
    ['Zoë', 'for ZOE\u0308, not for Zoe', 'for …, not for Zoe'],
    ['İlker', 'for i̇lker', 'for …'],
    ['Wide', 'for Ｗｉｄｅ', 'for …'],
    ['$&', 'for $&', 'for …'],
  ])('%j is taken out in any spelling', (name, text, then) => {
    expect(withoutName(text, { name, instead: '…' })).toBe(then)
  })

  it('is taken out of values at any depth, and of no key', () => {
    const said = { ali: 1, by: ['Ali', { note: 'for Ali' }], n: 2, no: null }
    const then = { ali: 1, by: ['Former member 7', { note: 'for Former member 7' }], n: 2, no: null }
    expect(valueWithoutName(said, ali)).toEqual(then)
  })
})
