import type { Incident } from '@cordon/alerts'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { shallowRef, watch, type Ref } from 'vue'
import { readIncident } from '../api/incidents.js'
import { incidentOf } from '../world/world.js'

interface Choosing {
  /** The incident that is selected, by its id. */
  readonly id: () => string | null
  /** The rows that are there. */
  readonly incidents: () => readonly Incident[]
}

/** What is selected of what was found, to be pointed out on the map, which is moved where it is not in sight. */
export function useChosen(map: Readonly<Ref<MapLibreMap | null>>, { id, incidents }: Choosing) {
  const chosen = shallowRef<Incident | null>(null)
  let turn = 0
  watch(
    id,
    async (now) => {
      const mine = ++turn
      const found = now === null ? null : await find(now, incidents())
      if (mine === turn) chosen.value = found
    },
    { immediate: true },
  )
  watch([map, chosen] as const, ([it, incident]) => {
    const [lon = 0, lat = 0] = incident?.point.coordinates ?? []
    if (it !== null && incident !== null && !it.getBounds().contains([lon, lat])) it.easeTo({ center: [lon, lat] })
  })
  return chosen
}

/** A row is there already; what was found on the map may be no row yet. */
async function find(id: string, incidents: readonly Incident[]): Promise<Incident | null> {
  const row = incidents.find((it) => it.id === id)
  if (row !== undefined) return row
  const answer = await readIncident(id)
  return answer.ok ? incidentOf(answer.value) : null
}
