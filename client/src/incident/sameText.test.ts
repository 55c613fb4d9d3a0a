import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import ar from '../i18n/ar.json'
import en from '../i18n/en.json'
import { sameText } from './sameText.js'

const i18n = createI18n({ legacy: false, locale: 'en', messages: { en, ar } }).global
const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ')
const second = 1 / 3_600

it.each([
  ['en', 0, 'at the same time, as far as that is known'],
  ['en', 0.032 * second, 'at the same time, as far as that is known'],
  ['en', 59 * second, 'at the same time, as far as that is known'],
  ['en', 60 * second, '1 minute apart'],
  ['en', 0.75, '45 minutes apart'],
  ['en', 1, '1 hour apart'],
  ['en', 5.4, '5 hours apart'],
  ['en', 72, '3 days apart'],
  ['ar', 0.032 * second, 'في الوقت نفسه بقدر ما هو معروف'],
  ['ar', 0.75, 'تفصلهما 45 دقيقة'],
] as const)('says in %s of two that are %d h apart: %s', (locale, apartHours, text) => {
  i18n.locale.value = locale
  expect(sameText(i18n, { part: 'time', apartHours, score: 1 })).toBe(text)
})

it.each([
  ['en', 847, '847 m apart, more than both places together are uncertain by (200 m)'],
  ['en', 150, '150 m apart, no more than both places together are uncertain by (200 m)'],
  ['ar', 847, i18n.t('same.beyond', { metres: '847 م', within: '200 م' }, { locale: 'ar' })],
] as const)('says in %s whether places %d m apart can be one that are uncertain by 200 m', (locale, metres, text) => {
  i18n.locale.value = locale
  expect(bare(sameText(i18n, { part: 'distance', metres, withinMetres: 200, score: 1 }))).toBe(text)
})
