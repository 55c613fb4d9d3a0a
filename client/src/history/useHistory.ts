import type { Finding, Incident } from '@cordon/alerts'
import { computed, shallowRef, watch } from 'vue'
import { listIncidents } from '../api/incidents.js'
import type { Failure } from '../api/http.js'
import { useComeBack } from '../ui/useComeBack.js'
import { incidentOf } from '../world/world.js'
import { requestOf, type Filters } from './filters.js'

interface Pages {
  readonly incidents: readonly Incident[]
  /** Where the next page starts; null after the last. */
  readonly next: string | null
  /** What is to be said beside what was found, or where nothing was. */
  readonly note: Finding | null
}

const pageSize = 200

/** Stored incidents page by page, by the same filters; a change of filters begins anew and drops what was on its way. */
export function useHistory(filters: () => Filters) {
  const pages = shallowRef<Pages | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef(false)
  let aborter = new AbortController()

  async function read(cursor: string | null): Promise<void> {
    busy.value = true
    const query = { ...requestOf(filters()), limit: pageSize, cursor }
    const { signal } = aborter
    const answer = await listIncidents(query, signal)
    if (signal.aborted) return
    busy.value = false
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return
    const { next } = answer.value
    // The first page alone has it.
    const { incidents: before, note } = (cursor === null ? null : pages.value) ?? { incidents: [], ...answer.value }
    pages.value = { incidents: [...before, ...answer.value.features.map(incidentOf)], next, note }
  }
  function begin(): void {
    aborter.abort()
    aborter = new AbortController()
    void read(null)
  }
  function more(): void {
    const next = pages.value?.next ?? null
    if (next !== null && !busy.value) void read(next)
  }

  watch(() => JSON.stringify(requestOf(filters())), begin, { immediate: true })
  useComeBack(() => failure.value, begin)
  const incidents = computed(() => pages.value?.incidents ?? [])
  const isAll = computed(() => pages.value !== null && pages.value.next === null)
  return { pages, incidents, isAll, failure, busy, begin, more }
}
