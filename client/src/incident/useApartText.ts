import { distanceMetres, type Incident } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { distanceIn } from '../ui/distance.js'
import { isolated } from '../ui/isolated.js'
import { spanIn } from '../world/age.js'

/** How far another incident is from one, in place and in time: the nearest may be very far. */
export function useApartText() {
  const { t, locale } = useI18n()
  return (one: Incident, other: Incident): string => {
    const metres = isolated(distanceIn(locale.value, distanceMetres(one.point.coordinates, other.point.coordinates)))
    const apartMs = Math.abs(Date.parse(one.occurredFrom) - Date.parse(other.occurredFrom))
    if (apartMs < 60_000) return t('pick.awayTogether', { metres })
    return t('pick.away', { metres, span: spanIn(locale.value, apartMs) })
  }
}
