import { isSilent, type Silence } from '@cordon/alerts'
import { computed, type ComputedRef } from 'vue'
import { lastNow, useNow } from '../world/clock.js'
import { useDrawers } from '../world/useWorld.js'
import { quietOf, type Quiet } from './quiet.js'

const { silences } = useDrawers()
const known = () => [...(silences.value?.values() ?? [])]
/** The clock goes on every second; who follows looks again only when a silence begins or ends. */
const running = computed(() =>
  known()
    .filter((it) => isSilent(it, lastNow.value))
    .map(({ id }) => id)
    .join(),
)
const byZone = computed<ReadonlyMap<string, readonly Silence[]>>(() => {
  const ids = new Set(running.value.split(','))
  const found = new Map<string, Silence[]>()
  for (const it of known()) if (ids.has(it.id)) found.set(it.zoneId, [...(found.get(it.zoneId) ?? []), it])
  return found
})

/** The silences that are on, by zone; whoever may see a zone sees them. */
export function useSilences() {
  useNow()
  return byZone
}

/** How a zone is quiet now; null where it is not. */
export function useQuiet(zoneId: () => string): ComputedRef<Quiet | null> {
  const silenced = useSilences()
  return computed(() => {
    const on = silenced.value.get(zoneId())
    return on === undefined ? null : quietOf(on)
  })
}
