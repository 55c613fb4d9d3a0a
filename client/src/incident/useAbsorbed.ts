import type { Incident } from '@cordon/alerts'
import { computed } from 'vue'
import type { Answer } from '../api/http.js'
import { readIncident } from '../api/incidents.js'
import { reportsOf } from '../api/reports.js'
import { useLoad } from '../ui/useLoad.js'
import { incidentOf, latestFirst } from '../world/world.js'
import { useWorld } from '../world/useWorld.js'

type Known = ReadonlyMap<string, Incident>

/** Those whose reports count for an incident, beside those that are known: the world holds only the latest. */
async function loadAbsorbed(id: string, known: Known): Promise<Answer<readonly Incident[]>> {
  const told = await reportsOf(id)
  if (!told.ok) return told
  const ids = new Set(told.value.items.map(({ incidentId }) => incidentId))
  const missing = [...ids].filter((it) => it !== id && !known.has(it))
  const answers = await Promise.all(missing.map(readIncident))
  const failed = answers.flatMap((it) => (it.ok ? [] : [it]))[0]
  if (failed !== undefined) return failed
  return { ok: true, value: answers.flatMap((it) => (it.ok ? [incidentOf(it.value)] : [])), etag: null }
}

/** The incidents that an incident stands for, latest first, and why they could not be read where that failed. */
export function useAbsorbed(incident: () => Incident) {
  const { world } = useWorld()
  const known = computed<Known>(() => world.value?.incidents ?? new Map())
  const { state, again } = useLoad(
    // A merge is a revision of the one that stays: nothing is merged into a first one.
    () => (incident().revision > 1 && !incident().mergedInto ? `${incident().id}@${incident().revision}` : null),
    () => loadAbsorbed(incident().id, known.value),
  )
  const absorbed = computed<readonly Incident[]>(() => {
    const read = state.value.is === 'ready' ? state.value.value : []
    return [...new Map([...read, ...known.value.values()].map((it) => [it.id, it])).values()]
      .filter(({ mergedInto }) => mergedInto === incident().id)
      .toSorted(latestFirst)
  })
  const failure = computed(() => (state.value.is === 'failed' ? state.value.failure : null))
  return { absorbed, failure, again }
}
