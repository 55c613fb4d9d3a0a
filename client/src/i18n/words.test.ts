import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as house from '@cordon/alerts'
import { arabicCompass, arabicSeverities, arabicTypes, blanksOf, sentences } from '@cordon/alerts'
import { problems } from '@cordon/server/wire'
import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import ar from './ar.json'
import en from './en.json'
import { arabicForm } from './i18n.js'

const folder = path.join(import.meta.dirname, '..')
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))

function keysOf(words: object, before = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${before}${key}.`) : [`${before}${key}`],
  )
}

const known = keysOf(en)

it('has a word for every key that the page names', () => {
  const named = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => ({ file, key })),
  )
  expect(named.length).toBeGreaterThan(200)
  expect(named.filter(({ key }) => !known.includes(key))).toEqual([])
})

it('has a word for every family of keys that the page builds', () => {
  const built = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*`([\w.]+)\.\$\{/g)].map(([, family = '']) => ({ file, family })),
  )
  // English is spoken by `alerts`; Arabic names the points of the compass itself.
  const missing = built.filter(({ family }) => !known.some((key) => key.startsWith(`${family}.`)))
  expect(missing.filter(({ family }) => family !== 'compass')).toEqual([])
})

it('knows one place that says distances, beside what compares them or repeats the house in English', () => {
  const own = sources.filter(({ text }) => /formatDistance|\} km`/.test(text)).map(({ file }) => file)
  expect(own.toSorted()).toEqual(['incident/distances.ts', 'ui/distance.ts', 'ui/findingWords.ts', 'zone/zoneForm.ts'])
})

/** Families of which the house itself lists the members; that a family is there says nothing of them. */
const members: Readonly<Record<string, readonly string[]>> = {
  incidentField: [...house.contentFields, 'grade'] satisfies house.FieldChange['field'][],
  kind: house.incidentKinds,
  kindChoice: house.incidentKinds,
  severity: house.severities,
  status: house.incidentStatuses,
  certainty: house.certainties,
  locationPrecision: house.locationPrecisions,
  timePrecisionChoice: house.timePrecisions,
  class: Object.keys(house.incidentClasses),
  facilityKind: house.facilityKinds,
  sourceKind: house.sourceKinds,
  reliability: house.reliabilities,
  credibility: house.credibilities,
  gradeWord: [...house.reliabilities, ...house.credibilities],
  topic: house.claimTopics,
  visibility: house.visibilities,
  visibilityShort: house.visibilities,
  state: house.alertStates,
  disposition: house.dispositions,
  dispositionAbout: house.dispositions,
  channel: house.channels,
  webhookFormat: house.webhookFormats,
  tellingWay: house.tellingWays,
  deliveryState: house.deliveryStates,
  deliveryKind: house.deliveryKinds,
  feedFormat: house.feedFormats,
  feedWay: house.feedWays,
  feedState: house.feedStates,
  feedWarning: house.feedWarnings,
  role: house.roles,
  roleAbout: house.roles,
  'token.scope': house.scopes,
  weekday: house.weekdays,
  'link.side': house.linkSides,
  'keep.class': house.archiveClasses,
  'handover.state': house.handoverStates,
  'prepared.state': house.exportStates,
  'prepared.fault': house.exportFaults,
  'sitrep.section': house.sitrepSections,
  'sitrep.figureOf': house.sitrepFigures,
}

it.each(Object.entries(members))('has a word for every member of %s', (family, names) => {
  expect(names.length).toBeGreaterThan(1)
  expect(names.filter((name) => !known.includes(`${family}.${name}`))).toEqual([])
})

it('has a word for every problem that the server tells', () => {
  expect(Object.keys(problems).filter((code) => !known.includes(`problem.${code}`))).toEqual([])
})

it.each([
  ['English', en],
  ['Arabic', ar],
])('has words in %s for every code of a finding, with its values', (_, words) => {
  for (const code of Object.keys(sentences)) {
    const text = textAt(words, `finding.${code}`)
    expect([code, text]).not.toEqual([code, 'undefined'])
    expect([code, ...new Set(text.match(/(?<=\{)\w+(?=\})/g) ?? [])].toSorted()).toEqual(
      [code, ...blanksOf(code)].toSorted(),
    )
  }
})

it('says everything in Arabic too, with the same blanks', () => {
  const blanks = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted()
  const texts = (words: object) => new Map(keysOf(words).map((key) => [key, textAt(words, key)]))
  const arabic = texts(ar)
  for (const [key, text] of texts(en)) {
    expect(arabic.has(key), key).toBe(true)
    expect([key, ...blanks(arabic.get(key) ?? '')]).toEqual([key, ...blanks(text)])
  }
})

it.each([
  ['en', en],
  ['ar', ar],
] as const)('has words in %s that can be read, however many they speak of', (locale, words) => {
  const { t } = createI18n({
    legacy: false,
    locale,
    messages: { [locale]: words },
    pluralRules: { ar: arabicForm },
  }).global
  const unread = keysOf(words).filter((key) => {
    try {
      for (const count of [0, 1, 2, 7, 11, 100]) t(key, { n: count }, count)
      return false
    } catch {
      return true
    }
  })
  expect(unread).toEqual([])
})

it.each([
  [0, 0],
  [1, 1],
  [2, 2],
  [7, 3],
  [11, 4],
  [99, 4],
  [100, 5],
  [103, 3],
])('counts %i in Arabic by form %i', (count, form) => {
  expect(arabicForm(count, 6)).toBe(form)
})

function textAt(words: object, key: string): string {
  const found = key
    .split('.')
    .reduce<unknown>((at, part) => (at instanceof Object ? Reflect.get(at, part) : undefined), words)
  return String(found)
}

it('has the words for what happened that messages say outside the page', () => {
  const { type, severity, compass } = ar
  expect({ type, severity, compass }).toEqual({ type: arabicTypes, severity: arabicSeverities, compass: arabicCompass })
})

it.each([
  ['English', en],
  ['Arabic', ar],
])('names last, in %s, what something lies at, so that the name can be cut where there is no room', (_, { where }) => {
  const { inside, outside, edge, reach } = where
  expect([inside, outside, edge, reach].filter((it) => !it.endsWith(' {from}'))).toEqual([])
})
