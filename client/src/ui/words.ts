import {
  alertSentence,
  compass,
  formatUncertainty,
  incidentTypes,
  instantOf,
  isSilence,
  whereWords,
  type Alert,
  type Incident,
  type IncidentType,
  type Where,
} from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useSession } from '../session/useSession.js'
import { ageKnown, formatOccurred } from '../world/when.js'
import { distanceIn } from './distance.js'
import { isolated } from './isolated.js'
import { useFindings } from './useFindings.js'

/** The house's sentences in the reader's language. English is spoken by `alerts` itself, as in what is sent out. */
export function useWords() {
  const words = useI18n()
  const { t, locale } = words
  const [{ kept }, { coarseKm }] = [useFindings(), useSession()]

  const far = (metres: number) => isolated(distanceIn(locale.value, metres))

  function type(of: IncidentType): string {
    const key = `type.${of}`
    return words.te(key) ? t(key) : incidentTypes[of].label
  }

  /**
   * A title as it was told. The house's own are in English, and said in the reader's language: of a silence, and the
   * name of the type where places are told coarsely.
   */
  function title({ type: of, title: told }: Pick<Incident, 'type' | 'title'>): string {
    if (coarseKm.value !== null) return type(of)
    return isSilence(of) ? kept(told) : told
  }

  const titleOf = (alert: Alert) => title({ type: alert.incidentType, title: alert.incidentTitle })

  const wind = ({ bearingDegrees: it }: Where) => (it === null ? '' : t(`compass.${compass(it)}`))

  function where(of: Where): string {
    if (locale.value === 'en') return whereWords(of)
    if (of.distanceMetres === null || of.depthMetres === null) return t('where.reach', { from: isolated(of.from) })
    if (of.depthMetres >= 0.5) return t('where.inside', { distance: far(of.depthMetres), from: isolated(of.from) })
    if (of.distanceMetres < 0.5) return t('where.edge', { from: isolated(of.from) })
    return t('where.outside', { distance: far(of.distanceMetres), direction: wind(of), from: isolated(of.from) })
  }

  const elsewhere = (metres: number) => t(metres < 1 ? 'where.withinMetre' : 'where.within', { distance: far(metres) })
  const within = (metres: number) => (locale.value === 'en' ? formatUncertainty(metres) : elsewhere(metres))

  /** With the time itself where no now is given. */
  function sentence(alert: Alert, nowMs: number | null): string {
    if (locale.value === 'en') return alertSentence(alert, nowMs === null ? null : instantOf(nowMs))
    const sure = t(`certainty.${alert.certainty}`)
    const parts = [
      alert.exercise ? t('exercise.title') : '',
      `${type(alert.incidentType)} (${t(`severity.${alert.severity}`)})`,
      alert.certainty === 'possible' ? `${sure}، ${within(alert.uncertaintyMetres)}` : sure,
      where({ ...alert, from: alert.zoneName }),
      isolated(alert.grade),
      nowMs === null ? timeOf(alert, locale.value) : ageKnown(alert, nowMs, locale.value),
      alert.source === null ? t('source.notStated') : isolated(alert.source),
    ]
    return `${parts.filter((part) => part !== '').join('، ')}.`
  }

  return { type, title, titleOf, where, within, sentence }
}

function timeOf({ occurredFrom, timePrecision = 'exact' }: Alert, locale: string): string {
  return formatOccurred({ occurredFrom, timePrecision }, null, locale)
}
