import {
  compass,
  expectationIn,
  faultIn,
  findingIn,
  formatBearing,
  formatDistance,
  formatRadius,
  formatSpan,
  formatUtcAt,
  nameIn,
  type Finding,
  type FindingValue,
} from '@cordon/alerts'
import { spanIn } from '../world/age.js'
import { distanceIn } from './distance.js'
import { isolated } from './isolated.js'

/** The page's words and its language, as vue-i18n has them. */
export interface Words {
  readonly t: (key: string, values?: Record<string, string>) => string
  readonly te: (key: string) => boolean
  readonly locale: { readonly value: string }
}

/** A finding in the reader's language. */
export function said(words: Words, { code, values }: Finding): string {
  const texts = Object.entries(values).map(([name, value]) => [name, valueText(words, name, value)] as const)
  return words.t(`finding.${code}`, Object.fromEntries(texts))
}

/** A text that is kept: in the reader's language where it is the house's own, else as somebody wrote it. */
export function kept(words: Words, text: string): string {
  const found = isEnglish(words) ? null : findingIn(text)
  return found === null ? text : said(words, found)
}

/** A name as it is kept: in the reader's language where the house says it for nobody's own. */
export function named(words: Words, name: string): string {
  const found = isEnglish(words) ? null : nameIn(name)
  return found === null ? kept(words, name) : said(words, found)
}

function isEnglish({ locale }: Words): boolean {
  return locale.value === 'en'
}

/** English runs as its values do; elsewhere a name keeps its own direction. */
function own(words: Words, text: string): string {
  return isEnglish(words) ? text : isolated(text)
}

function valueText(words: Words, name: string, value: FindingValue): string {
  if (typeof value === 'number') return numberText(words, name, value)
  if (typeof value === 'string') return stringText(words, name, value)
  return value.length === 0 ? words.t('finding.none') : listText(words, name, value)
}

function listText(words: Words, name: string, values: readonly string[]): string {
  const or = ` ${words.t('finding.or')} `
  if (name === 'options') return values.map((it) => own(words, it)).join(or)
  return values.map((it) => stringText(words, name, it)).join(name.endsWith('Options') ? or : words.t('comma'))
}

function numberText(words: Words, name: string, value: number): string {
  if (name === 'uncertaintyMetres') return radiusText(words, value)
  if (name.endsWith('Metres')) return metresText(words, value)
  if (name.endsWith('Ms')) return isEnglish(words) ? formatSpan(value) : spanIn(words.locale.value, value)
  if (!name.endsWith('Degrees')) return String(value)
  if (isEnglish(words)) return formatBearing(value)
  return `${words.t(`compass.${compass(value)}`)} ${own(words, `${Math.round(value)}°`)}`
}

function stringText(words: Words, name: string, value: string): string {
  if (name === 'why' || name === 'error') return whyText(words, value)
  if (name === 'options') return listText(words, name, value.split(' or '))
  if (name.endsWith('At') && value.endsWith('Z') && value.includes('T'))
    return own(words, formatUtcAt(value, new Date().toISOString()))
  if (name === 'uncertaintyMetres') return keptRadius(words, value)
  if (isEnglish(words)) return value
  if (name === 'expected') return innerText(words, value, expectationIn)
  if (name === 'fault') return innerText(words, value, faultIn)
  if (name === 'by' || name === 'owner') return isolated(named(words, value))
  if (name === 'direction') return windText(words, value)
  if (name.endsWith('Ms')) return spanText(words, value)
  if (name.endsWith('Metres')) return farText(words, value)
  const family = families[name]
  const key = [value, value.replaceAll(' ', '-')].map((it) => `${family ?? ''}.${it}`).find((it) => words.te(it))
  return family === undefined || key === undefined ? isolated(value) : words.t(key)
}

/** A sentence in a sentence: one of the house's own, or several of them, or what somebody wrote. */
function whyText(words: Words, value: string): string {
  const parts = value.split('; ')
  if (!parts.every((it) => findingIn(it) !== null)) return kept(words, value)
  return parts.map((it) => kept(words, it)).join(words.t('finding.join'))
}

/** What was expected or went wrong, where it is in words of ours. */
function innerText(words: Words, value: string, read: (text: string) => Finding | null): string {
  const found = read(value)
  return found === null ? isolated(value) : said(words, found)
}

/** A span as it was worded, `47 h`, in the reader's language. */
function spanText(words: Words, value: string): string {
  const [, count = '', unit = ''] = /^(\d+) (s|min|h|d|y)$/.exec(value) ?? []
  const ms = unitsMs[unit]
  return ms === undefined ? isolated(value) : spanIn(words.locale.value, Number(count) * ms)
}

function metresText(words: Words, metres: number): string {
  return isEnglish(words) ? formatDistance(metres) : isolated(distanceIn(words.locale.value, metres))
}

/** How far from its place something may lie, after the sentence's own "within": nobody knows it better than to a metre. */
function radiusText(words: Words, metres: number): string {
  if (isEnglish(words)) return formatRadius(metres)
  return words.t(metres < 1 ? 'where.metre' : 'where.about', { distance: metresText(words, metres) })
}

/** The same as it was worded, `about 5 km` or `a metre`; what was kept earlier may say `about 0 m`. */
function keptRadius(words: Words, value: string): string {
  if (value === 'a metre') return radiusText(words, 0)
  const [, count = '', kilo = ''] = measuredIn(value.replace(/^about /, ''))
  return count === '' ? own(words, value) : radiusText(words, Number(count) * (kilo === '' ? 1 : 1_000))
}

/** Number and prefix of a distance as it was worded. */
function measuredIn(value: string): readonly string[] {
  return /^(-?[\d.]+) (k?)m$/.exec(value) ?? []
}

/** A distance as it was worded, `3.1 km`, in the reader's language. */
function farText(words: Words, value: string): string {
  const [, count = '', kilo = ''] = measuredIn(value)
  return count === '' ? isolated(value) : metresText(words, Number(count) * (kilo === '' ? 1 : 1_000))
}

/** `southeast` as the point of the compass that it is. */
function windText(words: Words, direction: string): string {
  const letters = (direction.match(/north|east|south|west/g) ?? []).map((it) => it.charAt(0).toUpperCase())
  const key = `compass.${letters.join('')}`
  return words.te(key) ? words.t(key) : isolated(direction)
}

const unitsMs: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  y: 365.25 * 86_400_000,
}

/** Values that are words of ours, by the family of keys that names them. */
const families: Readonly<Record<string, string>> = {
  type: 'type',
  types: 'type',
  kind: 'kind',
  kinds: 'kind',
  severity: 'severity',
  leastSeverity: 'severity',
  status: 'status',
  weekday: 'weekday',
  thing: 'thing',
  role: 'role',
  state: 'state',
  fileState: 'prepared.state',
  fileStateOptions: 'prepared.state',
  fileMove: 'fileMove',
  importState: 'importState',
  importStateOptions: 'importState',
  importMove: 'importMove',
  disposition: 'disposition',
  dispositions: 'disposition',
}
