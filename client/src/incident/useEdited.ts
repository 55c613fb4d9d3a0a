import type { Incident } from '@cordon/alerts'
import { computed, shallowRef, type ComputedRef } from 'vue'
import type { Answer } from '../api/http.js'
import { readIncident } from '../api/incidents.js'
import { incidentOf } from '../world/world.js'

/**
 * The incident that a form is about: as its reader saw it (`seen`), and as it is now, where somebody changed it meanwhile.
 * Whatever is sent goes against the revision that was seen. A form may be about none; then nothing changes meanwhile.
 */
export function useEdited(live: () => Incident | null, seenFirst: Incident | null) {
  const seen = shallowRef(seenFirst)
  /** What the server said where the stream has not told it yet. */
  const asked = shallowRef<Incident | null>(null)
  const latest = computed(() => {
    const held = live()
    return asked.value !== null && asked.value.revision > (held?.revision ?? 0) ? asked.value : held
  })
  const newer: ComputedRef<Incident | null> = computed(() =>
    latest.value !== null && latest.value.revision > (seen.value?.revision ?? 0) ? latest.value : null,
  )

  /** Where an answer says that it is not as it was seen, asks what it is now. */
  async function look<T>(answer: Answer<T>): Promise<void> {
    if (seen.value === null || answer.ok || answer.failure.kind !== 'problem') return
    if (answer.failure.code !== 'stale-etag') return
    const now = await readIncident(seen.value.id)
    if (now.ok) asked.value = incidentOf(now.value)
  }
  /** The reader has seen what it is now. */
  function goOn(): void {
    seen.value = latest.value
  }
  return { seen, newer, look, goOn }
}
