import { formatDistance, type Reason, type Sameness } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { isolated } from '../ui/isolated.js'

/** Why two accounts may be one, in words. */
export function useSameText() {
  const { t } = useI18n()
  function text(reason: Reason): string {
    switch (reason.part) {
      case 'distance':
        return t('same.distance', {
          metres: isolated(formatDistance(reason.metres)),
          within: isolated(formatDistance(reason.withinMetres)),
        })
      case 'time':
        return reason.apartHours === 0 ? t('same.together') : t('same.apart', { hours: Math.ceil(reason.apartHours) })
      case 'type':
        return t(`same.type.${reason.alike}`)
      case 'actors':
      case 'place':
      case 'words':
        return reason.shared.length === 0
          ? t(`same.none.${reason.part}`)
          : t(`same.shared.${reason.part}`, { shared: [...new Set(reason.shared)].join(t('comma')) })
      case 'attribution':
        return t('same.attribution', { one: reason.told[0], other: reason.told[1] })
      case 'harm':
        return t('same.harmUnlike')
      case 'source':
        return t('same.keptApart')
    }
  }
  /** What nobody knows, and what forbids nothing, is no reason. */
  const toldOf = ({ reasons }: Sameness) =>
    reasons.filter(({ part, score }) => score !== 0.4 && !((part === 'harm' || part === 'source') && score === 1))
  return { text, toldOf }
}
