import type { Zone } from '@cordon/alerts'
import { computed } from 'vue'
import type { Answer } from '../api/http.js'
import { readZone, rulesOf } from '../api/zones.js'
import { useLoad, type Loaded } from '../ui/useLoad.js'
import { learn, useDrawers, useWorld } from '../world/useWorld.js'
import { zoneOf } from '../world/world.js'

/** A zone with its rules, which the page then knows as well. */
async function load(id: string): Promise<Answer<Zone>> {
  const [read, rules] = await Promise.all([readZone(id), rulesOf(id)])
  if (!read.ok) return read
  if (!rules.ok) return rules
  const zone = zoneOf(read.value)
  for (const thing of rules.value.items) learn({ what: 'rule', thing })
  learn({ what: 'zone', thing: zone })
  return { ...read, value: zone }
}

/**
 * A zone as it is now: from the world where it is part of it, from the server otherwise. An archived one is read together
 * with the rules it had, since the world may hold neither. Null without an id.
 */
export function useZone(id: () => string | null) {
  const { world } = useWorld()
  const { zones } = useDrawers()
  const known = computed(() => zones.value?.get(id() ?? '') ?? null)
  const isWatching = computed(() => known.value !== null && !known.value.archived)
  /** A new snapshot forgets what was read beside it. */
  const snapshotSeq = computed(() => world.value?.snapshotSeq ?? null)
  const { state, again } = useLoad(
    () => (snapshotSeq.value === null || isWatching.value || id() === null ? null : `${id()}@${snapshotSeq.value}`),
    () => load(id() ?? ''),
  )
  const zone = computed<Loaded<Zone> | null>(() => {
    if (known.value !== null) return { is: 'ready', value: known.value, etag: null }
    return id() === null ? null : state.value
  })
  return { zone, again }
}
