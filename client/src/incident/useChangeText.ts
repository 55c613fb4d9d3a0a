import { bearingDegrees, distanceMetres, formatBearing, type FieldChange, type Incident } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { distanceIn } from '../ui/distance.js'
import { isolated } from '../ui/isolated.js'
import { useWords } from '../ui/words.js'
import { valueText } from './changes.js'

/** A value of a revision in the reader's words: what is one of ours in their language, what a source said as it is. */
export function useChangeText() {
  const texts = useI18n()
  const words = useWords()
  return (field: FieldChange['field'], side: Incident): string | null => {
    if (field === 'type') return words.type(side.type)
    if (field === 'uncertaintyMetres') return words.within(side.uncertaintyMetres)
    const plain = valueText(field, side)
    const key = `${families[field] ?? ''}.${plain}`
    return field in families && texts.te(key) ? texts.t(key) : plain
  }
}

/** Fields whose values are words of ours, by the family of keys that names them. */
const families: Readonly<Partial<Record<FieldChange['field'], string>>> = {
  kind: 'kindChoice',
  severity: 'severity',
  status: 'status',
  locationPrecision: 'locationPrecision',
  timePrecision: 'timePrecisionChoice',
  exercise: 'yesNo',
}

/** How far and in which direction a place moved between two revisions, `moved 3.1 km SE 134°`; null where it did not. */
export function movedText(before: Incident, after: Incident, locale: string): string | null {
  const [from, to] = [before.point.coordinates, after.point.coordinates]
  const metres = distanceMetres(from, to)
  if (metres < 1) return null
  return isolated(`${distanceIn(locale, metres)} ${formatBearing(bearingDegrees(from, to))}`)
}
