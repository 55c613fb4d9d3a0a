import { instantMs, instantOf, monthOf, type SitrepSearch } from '@cordon/alerts'
import { computed, type Ref } from 'vue'
import { listIncidents } from '../api/incidents.js'
import { useLoad } from '../ui/useLoad.js'

/** What is known of what a month holds. */
export type Filled =
  | { readonly is: 'unknown' | 'filled' | 'never' }
  /** Nothing happened in it; `month` is the last one before it in which something did. */
  | { readonly is: 'empty'; readonly month: string }

/** Whether anything that a report would tell of happened in a month, as `2017-09`; else when it did last. */
export function useFilledMonth(month: Readonly<Ref<string>>, search: Readonly<Ref<SitrepSearch>>) {
  const asked = computed(() => {
    const until = monthOf(month.value)?.until
    if (until === undefined) return null
    return { exercise: 'without', ...search.value, kind: 'event', to: instantOf(instantMs(until) - 1), limit: '1' }
  })
  const { state } = useLoad(
    () => asked.value && JSON.stringify(asked.value),
    () => listIncidents(asked.value ?? {}),
  )
  return computed((): Filled => {
    if (state.value.is !== 'ready') return { is: 'unknown' }
    const last = state.value.value.features[0]?.properties.occurredFrom.slice(0, 7)
    if (last === undefined) return { is: 'never' }
    return last >= month.value ? { is: 'filled' } : { is: 'empty', month: last }
  })
}
