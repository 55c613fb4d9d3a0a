import { roles, type Role } from '@cordon/alerts'
import { roleGrants, type Permission } from '@cordon/server/wire'
import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import ar from '../i18n/ar.json'
import en from '../i18n/en.json'
import { maySee } from '../placeNeeds.js'
import { allPlaces } from '../places.js'
import { foundIn, readEntry } from './found.js'
import { onceEach, waysOf } from './ways.js'

const { global } = createI18n({ legacy: false, locale: 'en', messages: { en, ar } })

function found(sought: string, locale: 'en' | 'ar', role: Role): readonly string[] {
  const may = (it: Permission) => roleGrants[role].includes(it)
  const ways = waysOf(
    allPlaces.filter(({ to }) => maySee(to, may)),
    may,
  )
  const t = (key: string) => global.t(key, {}, { locale })
  const read = ways.map(({ to, label, also }) =>
    readEntry({
      id: to,
      text: t(label),
      also: t(`palette.also.${also}`),
      key: null,
      kind: 'place',
      run: () => undefined,
    }),
  )
  return foundIn(read, sought, 50).map(({ id }) => id)
}

it.each([
  ['notifications', 'إشعارات', '/me#told'],
  ['contact', 'جهة اتصال', '/me#told'],
  ['webhook', 'ويب هوك', '/me#told'],
  ['export', 'تصدير', '/history'],
  ['snooze', 'غفوة', '/zones'],
  ['silence', 'إسكات', '/zones'],
  ['calendar', 'تقويم', '/calendars'],
  ['import', 'استيراد', '/import'],
  ['users', 'مستخدمون', '/admin?tab=accounts'],
] as const)('finds by what people look for: %s, %s', (english, arabic, to) => {
  expect(found(english, 'en', 'administrator')).toContain(to)
  expect(found(arabic, 'ar', 'administrator')).toContain(to)
})

it('leads nobody to where they may not go', () => {
  expect(['import', 'users', 'audit', 'api'].flatMap((it) => found(it, 'en', 'viewer'))).toEqual([])
  expect(found('reliability', 'en', 'supervisor')).toEqual(['/admin?tab=sources'])
})

it.each([
  ['en', 'duty'],
  ['ar', 'نوبة'],
] as const)(
  'leads to where a watch is taken by the words that the list of keys has for it, and by duty, in %s',
  (locale, duty) => {
    const { takeWatch } = (locale === 'en' ? en : ar).keys
    for (const sought of [takeWatch, duty]) expect(found(sought, locale, 'officer')).toContain('/handover')
  },
)

it.each(['en', 'ar'] as const)('has other words for every way, and none twice, in %s', (locale) => {
  for (const role of roles) expect(new Set(found('', locale, role)).size).toBe(found('', locale, role).length)
  const words = Object.values((locale === 'en' ? en : ar).palette.also)
  expect(words.filter((it) => it.trim() === '')).toEqual([])
})

it('is no second entry where a key leads there already, which is found by the same words', () => {
  const keeping = { to: '/admin?tab=keeping', label: 'admin.keeping', also: 'keeping' }
  const tokens = { to: '/admin?tab=tokens', label: 'admin.tokens', also: 'tokens' }
  const eight = { label: 'admin.keeping', key: '8' }
  expect(onceEach([eight, { label: 'other', key: 'x' }], [keeping, tokens])).toEqual({
    keyed: [
      { it: eight, also: 'keeping' },
      { it: { label: 'other', key: 'x' }, also: null },
    ],
    ways: [tokens],
  })
})
