import { expect, it } from 'vitest'
import { languageOfBrowser } from './i18n.js'

it.each([
  [['ar'], 'ar'],
  [['ar-SY', 'en-GB'], 'ar'],
  [['ckb', 'ar-IQ', 'en'], 'ar'],
  [['en-GB', 'ar'], 'en'],
  [['ku', 'tr'], 'en'],
  [[], 'en'],
] as const)('of the languages that a browser prefers, %j, the page speaks %s first', (preferred, language) => {
  expect(languageOfBrowser(preferred)).toBe(language)
})
