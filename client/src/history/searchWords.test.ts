import { formatUtc, searchParts, type SearchTongue } from '@cordon/alerts'
import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import ar from '../i18n/ar.json'
import en from '../i18n/en.json'
import { formatDay } from '../world/when.js'

function tongueIn(locale: 'en' | 'ar'): SearchTongue {
  const { t } = createI18n({ legacy: false, locale, messages: { en, ar } }).global
  const day: SearchTongue['day'] = (at) => formatDay(at, locale)
  return {
    ...{ day, comma: t('comma'), type: (of) => (locale === 'ar' ? t(`type.${of}`) : of) },
    field: (of) => t(`history.${of}`),
    severity: (of) => t(`severity.${of}`),
    kind: (of) => t(`kind.${of}`),
    status: (of) => t(`status.${of}`),
    precision: (of) => t(`timePrecisionChoice.${of}`),
    exercise: (of) => t(`exerciseChoice.${of}`),
    moment: (at) => `${day(at)} ${formatUtc(at)}`,
    weekday: (of) => `weekday ${of}`,
    zone: (id) => (id === 'z1' ? 'Prison' : null),
    source: (id) => (id === 's1' ? 'RIC' : null),
  }
}

const linesIn = (locale: 'en' | 'ar', search: Readonly<Record<string, string>>) =>
  searchParts(search, tongueIn(locale)).map(({ name, text }) => `${name}: ${text}`)

it('says what a search asks for as its fields do, in their order', () => {
  const search = {
    ...{ severity: 'extreme,severe', to: '2018-12-31T23:59:59.999Z', from: '2016-01-01T00:00:00.000Z', q: 'Raqqa' },
    ...{ precision: 'exact,hour', hour: '6', weekday: '5,6', zone: 'z1', type: 'ambush', actor: 'IS' },
    notType: 'ied',
    source: 's1,s2',
    exercise: 'without',
  }
  expect(linesIn('en', search)).toEqual([
    'Words: Raqqa',
    'Zone: Prison',
    'From: 1 Jan 2016',
    'To: 31 Dec 2018',
    'Weekday, UTC: weekday 5, weekday 6',
    'Hour: 06:00–06:59Z',
    'Time known: to the minute, to the hour',
    'Type: ambush',
    'Without: ied',
    'Severity: Extreme, Severe',
    'Actor: IS',
    'Source: RIC, s2',
    'Exercises: left out',
  ])
})

it('says in Arabic all but what somebody wrote', () => {
  const search = {
    ...{ kind: 'threat', status: 'unverified,disputed', severity: 'extreme', from: '2016-01-01T00:00:00.000Z' },
    ...{ type: 'armed-clash', bbox: '38,34,41,37', area: '40.7,36.4;40.9,36.4;40.9,36.6', precision: 'exact,day' },
    ...{ asOf: '2026-11-29T00:45:00.000Z', grade: 'B2', q: 'الرقة' },
  }
  const said = linesIn('ar', search)
  expect(said).toHaveLength(Object.keys(search).length)
  expect(said.join(' ')).not.toMatch(/[a-z]{2,}|history\./i)
})

it.each([
  ['from', '2026-11-08T06:00:00.000Z', 'From: 8 Nov 2026 06:00Z'],
  ['to', '2026-11-08T00:00:00.000Z', 'To: 8 Nov 2026 00:00Z'],
  ['bbox', '179,30,-179,40', 'In a box: 179,30 – -179,40'],
  ['area', '40.9,36.4;40.7,36.6;40.8,36.5', 'In a drawn area: 40.7,36.4 – 40.9,36.6'],
  ['area', 'nowhere', 'In a drawn area: nowhere'],
  ['zone', 'z2', 'Zone: z2'],
  ['type', 'what-a-later-version-knows', 'Type: what-a-later-version-knows'],
  ['exercise', 'all', 'Exercises: among the rest'],
  ['exercise', 'only', 'Exercises: nothing else'],
  ['later', 'thing', 'later: thing'],
])('says %s=%s as “%s”', (name, value, line) => {
  expect(linesIn('en', { [name]: value })).toEqual([line])
})

it('says nothing of what asks for nothing', () => {
  expect(linesIn('en', { q: '', severity: '' })).toEqual([])
})
