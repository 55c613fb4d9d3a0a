import { useI18n } from 'vue-i18n'
import { useWords } from '../ui/words.js'
import type { FacetChoice } from './facets.js'

/** What a choice is called; a source by the name that it has. */
export function useFacetWords() {
  const { t } = useI18n()
  const words = useWords()
  return (it: FacetChoice): string => {
    switch (it.facet) {
      case 'severity':
        return t(`severity.${it.severity}`)
      case 'status':
        return t(`status.${it.status}`)
      case 'type':
        return words.type(it.type)
      case 'source':
        return it.name
    }
  }
}
