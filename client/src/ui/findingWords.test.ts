import { faultText, finding, findingIn, isNobodysName, say, sentenceOf, verdictIn } from '@cordon/alerts'
import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import ar from '../i18n/ar.json'
import { kept, named, said } from './findingWords.js'

const { global } = createI18n({ legacy: false, locale: 'ar', messages: { ar } })
const words = {
  t: (key: string, values: Record<string, string> = {}) => global.t(key, values),
  te: (key: string) => global.te(key),
  locale: global.locale,
}

it.each([
  ['the time at which it happened', ''],
  ['a title', ''],
  ['a latitude between -90 and 90; are longitude and latitude swapped?', '139.7'],
  ['a date with its day first, such as 31/01/2021 or 31 January 2021 08:52', '5x'],
  ['a whole number of 0 or more', '3,5'],
])('says in the reader’s language what was expected of a record: %s, not "%s"', (expectation, value) => {
  const told = kept(words, `Record 998: ${faultText({ value, expectation })}`)
  expect(told).toMatch(/^السجل .*998/)
  expect(told).not.toMatch(/[a-z]{4,}/i)
})

it('says a distance in the reader’s language, whether it comes as a number or in a text that was kept', () => {
  const values = { anchor: 'Homs', place: 'Tadmor', statedMetres: 850, measuredMetres: 19_300 }
  const found = finding('place.distance', values)
  for (const text of [said(words, found), kept(words, sentenceOf(found))]) {
    expect(text.match(/[\d.]+\u00a0\S+(?=\u2069)/g)).toEqual(['850\u00a0م', '19.3\u00a0كم'])
    expect(text).not.toMatch(/\bk?m\b/)
  }
})

it.each([0, 0.6, 5_000])(
  'says in the reader’s language how far from its place something may lie: %s m',
  (uncertaintyMetres) => {
    const values = { zone: 'Busayrah, the gate', depthMetres: 3_000, uncertaintyMetres, reachMetres: 5_000 }
    const found = finding('rule.definiteInside', values)
    const read = verdictIn(sentenceOf(found))
    const expected = uncertaintyMetres < 1 ? 'ضمن متر واحد،' : /ضمن نحو \S*5\u00a0كم/
    for (const it of [found, read]) expect(it === null ? '' : said(words, it)).toMatch(expected)
    const early = verdictIn('definite: 3 km inside Busayrah, within about 0 m, reach 5 km')
    expect(early === null ? '' : said(words, early)).toContain('ضمن متر واحد،')
  },
)

it('takes nobody’s words for what was expected', () => {
  expect([findingIn('a title'), findingIn('one of them')]).toEqual([null, null])
  expect(kept(words, 'a title')).toBe('a title')
})

it.each([
  '127.0.0.1 is inside the network; an operator allows it with CORDON_FEED_HOSTS',
  'It redirects more than 5 times',
  'Nothing came for 15 s',
  'The answer is larger than 20 MB',
])('says in the reader’s language why a feed cannot be had: %s', (why) => {
  expect(kept(words, why)).not.toMatch(/network|redirects|came|larger/)
})

it.each([
  ['command line', 'سطر الأوامر'],
  ['command line, 2026-03-01', /^سطر الأوامر، .*2026-03-01/],
  ['Former member 3', /^عضو سابق .*3/],
  ['Dana of the command line', 'Dana of the command line'],
])('says in the reader’s language what stands where a name does: %s', (name, told) => {
  expect(named(words, name)).toMatch(told)
})

it.each(['command line', 'Former member 3'])('calls nobody by words that an account may bear: %s', (name) => {
  expect([name, named(words, name)].map(isNobodysName)).toEqual([true, true])
})

it('takes the same words for no more than words where they are not a name', () => {
  expect(kept(words, 'command line')).toBe('command line')
})

it('names whose a zone is in a sentence as it names them alone', () => {
  const told = said(words, finding('denied.belongsTo', { name: 'Depot', owner: 'command line' }))
  expect(told).toMatch(/Depot.*سطر الأوامر/)
})

it('tells a time of another day with its day, and one of today without', () => {
  const told = (fromAt: string) => said(words, finding('rule.validNotYet', { zone: 'Depot', fromAt }))
  const now = new Date().toISOString()
  expect(told('2021-11-08T20:20:00.000Z')).toContain('2021-11-08 20:20Z')
  expect(told(now)).not.toContain(now.slice(0, 10))
  expect(told(now)).toContain(`${now.slice(11, 16)}Z`)
})

it('says a state and how something ended in the reader’s words', () => {
  expect(said(words, finding('alert.onlyClosed', { state: 'shelved' }))).toMatch(/مؤجل/)
  const dispositions = ['duplicate', 'false positive']
  expect(said(words, finding('alert.acknowledgeFirst', { disposition: 'acted on', dispositions }))).not.toMatch(/[a-z]/)
})

it.each([
  say('refused.noAnswer', { fault: say('fault.refused', {}) }),
  say('refused.noAnswer', { fault: say('way.brokenOff', {}) }),
  say('way.mailNotTaken', { fault: say('fault.expired', {}) }),
  say('way.late', {}),
  say('way.notSeen', {}),
])('says in the reader’s language why a message did not arrive: %s', (why) => {
  expect(kept(words, why)).not.toMatch(/[a-z]/i)
})

it('leaves what others said of a fault as they said it', () => {
  expect(kept(words, say('way.mailRefused', { fault: '550 No such user' }))).toMatch(/البريد.*550 No such user/)
})
