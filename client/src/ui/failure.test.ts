import { faultAt, finding, say, sentenceOf, type Finding } from '@cordon/alerts'
import { fieldErrors, ruleInput, zoneInput } from '@cordon/server/wire'
import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import type { Failure } from '../api/http.js'
import ar from '../i18n/ar.json'
import en from '../i18n/en.json'
import { failureWords } from './failure.js'

function wordsIn(locale: 'ar' | 'en') {
  const i18n = createI18n({ legacy: false, locale, messages: { ar, en } }).global
  return {
    t: (key: string, values: Record<string, string> = {}) => i18n.t(key, values),
    te: (key: string) => i18n.te(key),
    locale: i18n.locale,
  }
}
const words = wordsIn('ar')

/** What the server answers, as the page takes it in. */
function refusal(errors: ReturnType<typeof fieldErrors>): Extract<Failure, { kind: 'problem' }> {
  return { kind: 'problem', status: 400, code: 'invalid-input', detail: null, errors, retryAfterSeconds: null }
}

function faultsOf(schema: typeof ruleInput | typeof zoneInput, input: unknown) {
  const { error } = schema.safeParse(input)
  if (error === undefined) throw new Error('It is taken')
  return failureWords(words, refusal(fieldErrors(error, input))).errors
}

/** What a sentence itself spells in Latin letters. */
const namesOfOurs = /Asia\/Damascus|extreme|severe|moderate|minor|unknown/g
const square = [
  [
    [40, 35],
    [41, 35],
    [41, 36],
    [40, 36],
    [40, 35],
  ],
]
const disc = { type: 'Point', coordinates: [40, 35] }
const zone = (geometry: object, properties: object) => ({
  type: 'Feature',
  geometry,
  properties: { name: 'Z', ...properties },
})

it.each([
  ['a bound', ruleInput, { name: 'R', freshHours: 100_000 }, 'لا أقدم من (ساعات)', '100000'],
  ['one of a list', ruleInput, { name: 'R', minSeverity: 'grim' }, 'أدنى شدة', 'grim'],
  ['a name', ruleInput, { name: ' ' }, 'الاسم', ''],
  ['what is missing', ruleInput, {}, 'الاسم', ''],
  ['a whole number', ruleInput, { name: 'R', minOrigins: 1.5 }, 'المصادر المستقلة', '1.5'],
  [
    'rings',
    ruleInput,
    { name: 'R', rings: [1, 1].map((it) => ({ withinMetres: it, minSeverity: 'minor' })) },
    'الحلقات',
    '',
  ],
  ['hours', ruleInput, { name: 'R', hours: { timeZone: 'Nowhere', spans: [] } }, 'الساعات › التوقيت', ''],
  ['a radius', zoneInput, zone(disc, {}), 'نصف القطر (م)', ''],
  ['a team', zoneInput, zone({ type: 'Polygon', coordinates: square }, { visibility: 'team' }), 'الفريق', ''],
  ['a time', zoneInput, zone(disc, { radiusMetres: 5, valid: { from: 'soon', until: null } }), 'تُراقب › من', ''],
] as const)(
  'says what is wrong with %s in the reader’s language, and what the field is called',
  (...[, schema, input, field, got]) => {
    const [fault] = faultsOf(schema, input)
    expect(fault).toMatchObject({ field, isForeign: false, text: expect.stringContaining(got) })
    expect(fault?.text.replace(got, '').replaceAll(namesOfOurs, '')).not.toMatch(/[a-z]{3,}/i)
  },
)

const denied: readonly (readonly [string, Finding])[] = [
  ['a shape', finding('shape.crosses', { where: '36.50000, 40.50000' })],
  ['a rule that could tell nothing', finding('refused.alwaysQuiet', {})],
  ['a calendar', finding('refused.atLine', { line: 4, why: 'Expected END:VEVENT; the text ends before it' })],
  ['a silence', finding('refused.silenceLong', { daysCount: 31 })],
  ['a contact', finding('asked.code', {})],
  ['a feature of a file', finding('file.degrees', { got: '"lat=north"' })],
  ['a line of a file', finding('refused.atLine', { line: 2, why: say('refused.endsInside', {}) })],
]
it.each(denied)('says what a check of ours found wrong with %s in the reader’s language', (_, found) => {
  const [fault] = failureWords(words, refusal([faultAt('geometry', found)])).errors
  expect(fault).toMatchObject({
    field: 'الشكل',
    isForeign: false,
    text: expect.stringMatching(/^[\u0600-\u06ff]/),
  })
})

it.each([
  ['en', 'invalid-input', [/ not valid\.$/, / not valid; nothing was stored\.$/]],
  ['ar', 'invalid-input', [/صحيحًا\.$/, /؛ لم يُحفظ شيء\.$/]],
  ['en', 'unavailable', [/ just now\.$/, / just now; nothing was stored\.$/]],
  ['ar', 'not-allowed', [/بهذا\.$/, /؛ لم يتغير شيء\.$/]],
  ['en', 'not-found', [/see\.$/, /see\.$/]],
] as const)('says in %s of %s that nothing was stored only where something was to be', (locale, code, titles) => {
  const failure = { ...refusal([]), code } as const
  const both = [{ ...failure, onlyAsked: true } as const, failure]
  const [asked, told] = both.map((it) => failureWords(wordsIn(locale), it).title)
  expect(asked).toMatch(titles[0])
  expect(told).toMatch(titles[1])
})

it('says why somebody may not in the reader’s language', () => {
  const found = finding('denied.belongsTo', { name: 'Bridge', owner: 'Dana' })
  const failure = { ...refusal([]), code: 'not-allowed', detail: sentenceOf(found), finding: found } as const
  expect(failureWords(words, failure).detail).toEqual({ text: '⁨Bridge⁩ يخص ⁨Dana⁩.', isForeign: false })
})

it.each([
  [finding('denied.none', { thing: 'zone', id: '7' }), 'غير موجود: منطقة ⁨7⁩.'],
  [finding('denied.none', { thing: 'list of places', id: '7' }), 'غير موجود: قائمة أماكن ⁨7⁩.'],
  [finding('denied.aSecond', { mostCount: 200 }), 'الحد الأقصى 200 من الطلبات في الثانية.'],
  [
    finding('body.stops', { line: 3, column: '5', expected: 'a key or "}"', got: '"oops"' }),
    'السطر 3، العمود ⁨5⁩: المتوقع مفتاح أو ⁨"}"⁩؛ والوارد ⁨"oops"⁩.',
  ],
  [finding('body.method', { got: 'PUT', options: ['GET', 'POST'] }), 'الوارد ⁨PUT⁩، والمتوقع ⁨GET⁩ أو ⁨POST⁩.'],
] as const)(
  'says in the reader’s language that there is none, that it is too often, or is not so: %j',
  (found, text) => {
    const failure = { ...refusal([]), code: 'not-found', detail: sentenceOf(found), finding: found } as const
    expect(failureWords(words, failure).detail).toEqual({ text, isForeign: false })
  },
)

it.each([
  say('refused.inside', { host: '10.0.0.1', setting: 'CORDON_WEBHOOK_HOSTS' }),
  say('refused.expected', { expected: 'http or https', got: 'ftp:' }),
  say('refused.userName', {}),
  say('refused.otherFile', { got: '"B"' }),
  say('refused.inArchive', { document: 'doc.kml', why: say('refused.doctype', {}) }),
])('reads back why an address or a file is refused: %s', (message) => {
  const [fault] = failureWords(words, refusal([{ path: 'address', message }])).errors
  expect(fault).toMatchObject({ isForeign: false, text: expect.stringMatching(/[\u0600-\u06ff]/) })
})

it('marks what has no code as English, and names its place where the field has no word', () => {
  const said = { path: 'deep.thing', message: 'Expected something else' }
  expect(failureWords(words, refusal([said])).errors).toEqual([
    { path: 'deep.thing', field: null, text: 'Expected something else', isForeign: true },
  ])
})
