import type { Alert, Incident } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useReaderZone } from '../world/readerZone.js'
import { formatLocalOccurred, formatOccurred } from '../world/when.js'

/** When something happened, and how well that is known: what has no word for it is known exactly. */
type Known = Pick<Incident, 'occurredFrom'> & Pick<Alert, 'timePrecision'>

/** A time on the reader's own clock, in words; how well it is known where that is by no clock. */
export function useLocalTime(): (of: Known) => string {
  const { t, locale } = useI18n()
  const { zone } = useReaderZone()
  return ({ occurredFrom, timePrecision = 'exact' }) => {
    const time = formatLocalOccurred({ occurredFrom, timePrecision }, locale.value, zone.value)
    return time === null ? t(`timePrecision.${timePrecision}`) : t('localTime', { time })
  }
}

/** What stands behind an age that a row tells: the time in UTC and on the reader's own clock. */
export function useWholeTime(): (of: Known) => string {
  const { locale } = useI18n()
  const local = useLocalTime()
  return ({ occurredFrom, timePrecision = 'exact' }) =>
    `${formatOccurred({ occurredFrom, timePrecision }, null, locale.value)} · ${local({ occurredFrom, timePrecision })}`
}
