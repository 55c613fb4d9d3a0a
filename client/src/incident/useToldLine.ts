import type { Incident } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { coordinateText } from '../ui/coordinates.js'
import { isolated } from '../ui/isolated.js'
import { useIsPaper } from '../ui/paper.js'
import { useNow } from '../world/clock.js'
import { formatOccurred } from '../world/when.js'

/** When, where and by whom an incident is told, in one line: what tells two of one title apart. */
export function useToldLine() {
  const { t, locale } = useI18n()
  const now = useNow()
  const isPaper = useIsPaper()
  return (of: Incident): string =>
    [
      formatOccurred(of, isPaper ? null : now.value, locale.value),
      of.place ?? coordinateText(of.point.coordinates),
      of.source ?? t('source.notStated'),
    ]
      .map(isolated)
      .join(' · ')
}
