import { formatDistance, type Zone } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { isolated } from '../ui/isolated.js'

/** What shape a zone has, in words. */
export function useShapeText() {
  const { t } = useI18n()
  return ({ geometry, radiusMetres, widthMetres }: Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres'>): string => {
    switch (geometry.type) {
      case 'Point':
        return t('zone.circleOf', { radius: isolated(formatDistance(radiusMetres ?? 0)) })
      case 'LineString':
      case 'MultiLineString':
        return t('zone.corridorOf', { width: isolated(formatDistance(widthMetres ?? 0)) })
      case 'Polygon':
        return t('zone.polygonOf', { n: (geometry.coordinates[0]?.length ?? 1) - 1 })
      case 'MultiPolygon':
        return t('zone.areasOf', { n: geometry.coordinates.length })
    }
  }
}
