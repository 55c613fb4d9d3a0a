import { parseInstant } from '@cordon/alerts'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { isWithin, type Span } from '../incident/shown.js'
import { useShown } from '../incident/useShown.js'

/** The time that the reader has picked out, if any, and the incidents that the map and the table then show. */
export function useTimeWindow() {
  const route = useRoute()
  const router = useRouter()

  const picked = computed<Span | null>(() => {
    const [from, to] = [msIn(route.query['from']), msIn(route.query['to'])]
    return from === null || to === null || from >= to ? null : { fromMs: from, toMs: to }
  })
  const all = useShown()
  const incidents = computed(() => {
    const span = picked.value
    return span === null ? all.value : all.value.filter((incident) => isWithin(incident, span))
  })

  function pick(span: Span | null): void {
    const { from: _from, to: _to, ...rest } = route.query
    const text = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
    const query = span === null ? rest : { ...rest, from: text(span.fromMs), to: text(span.toMs) }
    void router.replace({ query })
  }
  return { picked, pick, all, incidents }
}

function msIn(text: unknown): number | null {
  if (typeof text !== 'string') return null
  const parsed = parseInstant(text)
  return parsed.ok ? Date.parse(parsed.instant) : null
}
