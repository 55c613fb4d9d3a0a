import type { Zone } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { distanceIn } from '../ui/distance.js'
import { isolated } from '../ui/isolated.js'

/** What shape a zone has, in words. */
export function useShapeText() {
  const { t, locale } = useI18n()
  const far = (metres: number) => isolated(distanceIn(locale.value, metres))
  return ({ geometry, radiusMetres, widthMetres }: Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres'>): string => {
    switch (geometry.type) {
      case 'Point':
        return t('zone.circleOf', { radius: far(radiusMetres ?? 0) })
      case 'LineString':
      case 'MultiLineString':
        return t('zone.corridorOf', { width: far(widthMetres ?? 0) })
      case 'Polygon':
        return t('zone.polygonOf', { n: (geometry.coordinates[0]?.length ?? 1) - 1 })
      case 'MultiPolygon':
        return t('zone.areasOf', { n: geometry.coordinates.length })
    }
  }
}
