import {
  alertSentence,
  compass,
  formatDistance,
  formatUncertainty,
  incidentTypes,
  instantOf,
  whereWords,
  type Alert,
  type Incident,
  type IncidentType,
  type Where,
} from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useSession } from '../session/useSession.js'
import { ageIn } from '../world/age.js'
import { isolated } from './isolated.js'
import { useFindings } from './useFindings.js'

/** The house's sentences in the reader's language. English is spoken by `alerts` itself, as in what is sent out. */
export function useWords() {
  const words = useI18n()
  const { t, locale } = words
  const { kept } = useFindings()
  const { coarseKm } = useSession()

  const far = (metres: number) => isolated(formatDistance(metres))

  const type = (of: IncidentType) => (words.te(`type.${of}`) ? t(`type.${of}`) : incidentTypes[of].label)

  /**
   * A title as it was told. The house's own are in English, and said in the reader's language: of a silent feed, and the
   * name of the type where places are told coarsely.
   */
  function title({ type: of, title: told }: Pick<Incident, 'type' | 'title'>): string {
    if (coarseKm.value !== null) return type(of)
    return of === 'feed-silent' ? kept(told) : told
  }

  const titleOf = (alert: Alert) => title({ type: alert.incidentType, title: alert.incidentTitle })

  function where(of: Where): string {
    if (locale.value === 'en') return whereWords(of)
    if (of.distanceMetres === null || of.depthMetres === null) return t('where.reach', { from: isolated(of.from) })
    if (of.depthMetres >= 0.5) return t('where.inside', { distance: far(of.depthMetres), from: isolated(of.from) })
    if (of.distanceMetres < 0.5) return t('where.edge', { from: isolated(of.from) })
    const direction = of.bearingDegrees === null ? '' : t(`compass.${compass(of.bearingDegrees)}`)
    return t('where.outside', { distance: far(of.distanceMetres), direction, from: isolated(of.from) })
  }

  function within(metres: number): string {
    if (locale.value === 'en') return formatUncertainty(metres)
    return t('where.within', { distance: far(metres) })
  }

  function sentence(alert: Alert, nowMs: number): string {
    if (locale.value === 'en') return alertSentence(alert, instantOf(nowMs))
    const sure = t(`certainty.${alert.certainty}`)
    const parts = [
      alert.exercise ? t('exercise.title') : '',
      `${type(alert.incidentType)} (${t(`severity.${alert.severity}`)})`,
      alert.certainty === 'possible' ? `${sure}، ${within(alert.uncertaintyMetres)}` : sure,
      where({ ...alert, from: alert.zoneName }),
      isolated(alert.grade),
      ageIn(locale.value, Date.parse(alert.occurredFrom), nowMs),
      alert.source === null ? t('source.notStated') : isolated(alert.source),
    ]
    return `${parts.filter((part) => part !== '').join('، ')}.`
  }

  return { type, title, titleOf, where, within, sentence }
}
