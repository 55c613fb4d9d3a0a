import type { Incident } from '@cordon/alerts'
import { computed } from 'vue'
import type { Answer } from '../api/http.js'
import { readIncident } from '../api/incidents.js'
import { useLoad, type Loaded } from '../ui/useLoad.js'
import { incidentOf } from '../world/world.js'
import { useWorld } from '../world/useWorld.js'

async function load(id: string): Promise<Answer<Incident>> {
  const answer = await readIncident(id)
  return answer.ok ? { ...answer, value: incidentOf(answer.value) } : answer
}

/** An incident as it is believed now: from the world where it is part of it, from the server otherwise. */
export function useIncident(id: () => string) {
  const { world } = useWorld()
  const known = computed(() => world.value?.incidents.get(id()) ?? null)
  const needed = () => (world.value !== null && known.value === null ? id() : null)
  const { state, again } = useLoad(needed, () => load(id()))
  const incident = computed<Loaded<Incident>>(() =>
    known.value === null ? state.value : { is: 'ready', value: known.value, etag: null },
  )
  return { incident, again }
}
