import type { Alert } from '@cordon/alerts'
import { computed } from 'vue'
import { alertsOfIncident } from '../api/alerts.js'
import { useLoad } from '../ui/useLoad.js'
import { useWorld } from '../world/useWorld.js'

/** The alerts that an incident raised, as far as the reader may see them, and how reading those that are not open stands. */
export function useRaised(id: () => string) {
  const { world } = useWorld()
  const { state, again } = useLoad(id, () => alertsOfIncident(id()))
  /** The world has the latest of open alerts, the server also those that closed long ago. */
  const alerts = computed<readonly Alert[]>(() => {
    const older = state.value.is === 'ready' ? state.value.value.items : []
    const live = [...(world.value?.alerts.values() ?? [])].filter((alert) => alert.incidentId === id())
    return [...new Map([...older, ...live].map((alert) => [alert.id, alert])).values()]
  })
  return { alerts, state, again }
}
