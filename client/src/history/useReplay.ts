import type { IncidentFacets } from '@cordon/server/wire'
import { instantOf } from '@cordon/alerts'
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { countIncidents } from '../api/incidents.js'
import type { Span } from '../incident/shown.js'
import { useLoad } from '../ui/useLoad.js'
import { barsOfCounts } from './facets.js'
import { asOfInstant, requestOf, type Filters } from './filters.js'
import { knownBy, lookIn, stepAt, stepCount, type Look, type ReplayClock } from './look.js'

interface Replaying {
  readonly filters: () => Filters
  /** What was found, counted; null while it is not. */
  readonly counts: () => IncidentFacets | null
  /** Puts what is asked and how it is looked at into the address. */
  readonly show: (filters: Filters, look: Look) => void
}

/** How history is looked at by the address, and played by one of two clocks. */
export function useReplay({ filters, counts, show }: Replaying) {
  const route = useRoute()
  const look = computed(() => lookIn(route.query))
  const timeless = computed(() => ({ ...filters(), asOf: '' }))
  // The whole time in which it came to be known does not depend on what is known at one of its steps.
  const { state: whole } = useLoad(
    () => (look.value.clock === 'known' ? JSON.stringify(requestOf(timeless.value)) : null),
    () => countIncidents(requestOf(timeless.value)),
  )
  const span = computed<Span | null>(() => {
    if (look.value.clock === 'known') return whole.value.is === 'ready' ? knownSpan(whole.value.value) : null
    const found = counts()
    return found === null ? null : happenedSpan(found)
  })
  const step = computed(() => {
    if (look.value.clock !== 'known') return look.value.step
    return span.value === null ? stepCount - 1 : stepAt(span.value, asOfInstant(filters()))
  })
  /** What the map asks for: the same, and while it is played by what happened, step by step. */
  const drawn = computed(() => {
    const asked = requestOf(filters())
    if (look.value.clock !== 'happened' || span.value === null) return asked
    const { fromMs, toMs } = span.value
    return { ...asked, from: instantOf(fromMs), to: instantOf(Math.ceil(toMs)), slices: String(stepCount) }
  })
  const setLook = (some: Partial<Look>) => show(filters(), { ...look.value, ...some })
  function setClock(clock: ReplayClock | null): void {
    const asked = look.value.clock === 'known' || clock === 'known' ? timeless.value : filters()
    show(asked, { ...look.value, clock, step: 0 })
  }
  function setStep(to: number): void {
    if (look.value.clock === 'happened') return setLook({ step: to })
    if (span.value !== null) show({ ...filters(), asOf: knownBy(span.value, to) }, look.value)
  }
  return { look, step, span, drawn, setLook, setClock, setStep }
}

function happenedSpan(counts: IncidentFacets): Span | null {
  const bars = barsOfCounts(counts)
  const [first, last] = [bars[0], bars.at(-1)]
  return first === undefined || last === undefined ? null : { fromMs: first.fromMs, toMs: last.toMs }
}

/** From just before the first was recorded; a step is never shorter than a millisecond. */
function knownSpan({ firstKnown, lastKnown }: IncidentFacets): Span | null {
  if (firstKnown === null || lastKnown === null) return null
  const fromMs = Date.parse(firstKnown) - 1
  return { fromMs, toMs: Math.max(Date.parse(lastKnown), fromMs + stepCount) }
}
