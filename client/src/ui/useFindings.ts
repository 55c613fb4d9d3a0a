import {
  compass,
  findingIn,
  formatBearing,
  formatDistance,
  formatSpan,
  formatUtcAt,
  type Finding,
  type FindingValue,
} from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { spanIn } from '../world/age.js'
import { isolated } from './isolated.js'

/** What the house says, in the reader's language: a sentence for each code, and its values by the units in their names. */
export function useFindings() {
  const { t, te, locale } = useI18n()
  const isEnglish = () => locale.value === 'en'

  function said({ code, values }: Finding): string {
    const words = Object.entries(values).map(([name, value]) => [name, valueText(name, value)] as const)
    return t(`finding.${code}`, Object.fromEntries(words))
  }

  const saidAll = (findings: readonly Finding[], between = ' ') => findings.map(said).join(between)

  /** A text that is kept: in the reader's language where it is the house's own, else as somebody wrote it. */
  function kept(text: string): string {
    const found = isEnglish() ? null : findingIn(text)
    return found === null ? text : said(found)
  }

  function valueText(name: string, value: FindingValue): string {
    if (typeof value === 'number') return numberText(name, value)
    if (typeof value === 'string') return stringText(name, value)
    return value.length === 0 ? t('finding.none') : listText(name, value)
  }

  function listText(name: string, values: readonly string[]): string {
    if (name === 'options') return values.map(own).join(` ${t('finding.or')} `)
    return values.map((it) => stringText(name, it)).join(t('comma'))
  }

  function numberText(name: string, value: number): string {
    if (name.endsWith('Metres')) return own(formatDistance(value))
    if (name.endsWith('Ms')) return isEnglish() ? formatSpan(value) : spanIn(locale.value, value)
    if (!name.endsWith('Degrees')) return String(value)
    return isEnglish() ? formatBearing(value) : `${t(`compass.${compass(value)}`)} ${own(`${Math.round(value)}°`)}`
  }

  function stringText(name: string, value: string): string {
    if (name === 'why' || name === 'error') return whyText(value)
    if (name.endsWith('At') && value.endsWith('Z') && value.includes('T')) return own(formatUtcAt(value, value))
    if (name === 'options') return listText(name, value.split(' or '))
    if (name === 'direction') return isEnglish() ? value : windText(value)
    if (name.endsWith('Ms') && !isEnglish()) return spanText(value)
    const family = families[name]
    return family !== undefined && !isEnglish() && te(`${family}.${value}`) ? t(`${family}.${value}`) : own(value)
  }

  /** A sentence in a sentence: one of the house's own, or several of them, or what somebody wrote. */
  function whyText(value: string): string {
    const parts = value.split('; ')
    return parts.every((it) => findingIn(it) !== null) ? parts.map(kept).join(t('finding.join')) : kept(value)
  }

  /** A span as it was worded, `47 h`, in the reader's language. */
  function spanText(value: string): string {
    const [, count = '', unit = ''] = /^(\d+) (s|min|h|d|y)$/.exec(value) ?? []
    const ms = unitsMs[unit]
    return ms === undefined ? own(value) : spanIn(locale.value, Number(count) * ms)
  }

  /** `southeast` as the point of the compass that it is. */
  function windText(direction: string): string {
    const letters = (direction.match(/north|east|south|west/g) ?? []).map((it) => it.charAt(0).toUpperCase())
    return te(`compass.${letters.join('')}`) ? t(`compass.${letters.join('')}`) : own(direction)
  }

  /** English runs as its values do; elsewhere a name keeps its own direction. */
  const own = (text: string) => (isEnglish() ? text : isolated(text))

  return { said, saidAll, kept }
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
}
