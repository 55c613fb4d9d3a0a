import { dispositions, parseInstant, type AlertEvent } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useIsPaper } from '../ui/paper.js'
import { useNow } from '../world/clock.js'
import { formatInstant } from '../world/when.js'

/**
 * The words that go with what happened to an alert: what a person wrote stands as it is; times and reasons of the house are
 * put into the reader's words.
 */
export function useEventDetail() {
  const { t, locale } = useI18n()
  const now = useNow()
  const isPaper = useIsPaper()

  /** `2: dana, room` */
  function stepWords(detail: string): string {
    const [n = '', names = ''] = detail.split(': ')
    const words = names.split(', ').map((name) => (name === 'room' ? t('event.room') : name))
    return t('event.step', { n, names: words.join(t('comma')) })
  }
  function until(detail: string): string {
    if (detail.startsWith('revision')) return t('event.untilRevised')
    const time = parseInstant(detail)
    return time.ok
      ? t('event.until', { time: formatInstant(time.instant, isPaper ? null : now.value, locale.value) })
      : detail
  }
  /** `acted on: Patrol sent`, of which the first is one of ours. */
  function ending(detail: string): string {
    const as = dispositions.find((it) => detail === it || detail.startsWith(`${it}: `))
    return as === undefined ? detail : t(`disposition.${as}`) + detail.slice(as.length)
  }
  return ({ what, detail }: Pick<AlertEvent, 'what' | 'detail'>): string | null => {
    if (detail === null) return null
    if (what === 'acknowledged') return t('event.oneOfTwo')
    if (what === 'cleared' || what === 'recurred') return t(`cleared.${detail}`)
    if (what === 'returned') return t(`event.returnedBecause.${detail}`)
    if (what === 'escalated') return stepWords(detail)
    if (what === 'closed') return ending(detail)
    return what === 'shelved' ? until(detail) : detail
  }
}
