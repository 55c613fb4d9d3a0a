import type { Incident } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { distanceIn } from '../ui/distance.js'
import { useWords } from '../ui/words.js'
import { useNow } from '../world/clock.js'
import { formatInstant } from '../world/when.js'
import type { Column } from './columns.js'

const headers = {
  // What is kept of the reader's choice calls it so.
  kind: 'incidentField.type',
  place: 'incident.place',
  within: 'incident.within',
  grade: 'incident.grade',
  status: 'incident.status',
  actors: 'history.actor',
  source: 'fact.source',
  recorded: 'columns.recorded',
} as const satisfies Readonly<Record<Column, string>>

/** What the columns of a table of incidents are called, and what stands in them. */
export function useColumnWords() {
  const { t, locale } = useI18n()
  const words = useWords()
  const now = useNow()

  /** How far from its place something may lie: what is exact is said as everywhere, since 0 m would claim more than is known. */
  const radius = (metres: number) => (metres < 1 ? words.within(metres) : distanceIn(locale.value, metres))

  function cell(column: Column, incident: Incident): string {
    switch (column) {
      case 'kind':
        return words.type(incident.type)
      case 'place':
        return incident.place ?? t('notStated')
      case 'within':
        return radius(incident.uncertaintyMetres)
      case 'grade':
        return incident.grade
      case 'status':
        return t(`status.${incident.status}`)
      case 'actors':
        return incident.actors.join(t('comma')) || t('notStated')
      case 'source':
        return incident.source ?? t('notStated')
      case 'recorded':
        return formatInstant(incident.recordedAt, now.value, locale.value)
    }
  }

  return { header: (column: Column) => t(headers[column]), cell }
}
