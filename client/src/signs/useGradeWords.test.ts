import { expect, it } from 'vitest'
import { i18n } from '../i18n/i18n.js'
import { gradeIn } from './useGradeWords.js'

it('says a grade in the words of the Admiralty scale', () => {
  const say = (key: string) => i18n.global.t(key)
  expect(gradeIn(say, 'B2')).toBe('usually reliable · probably true')
  expect(gradeIn(say, 'F6')).toBe('reliability cannot be judged · truth cannot be judged')
})
