import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { drawnNow, nothingDrawn } from './drawnNow.js'

/** What a map shows, looked at anew whenever it has been drawn; while nobody asks, nothing is looked at. */
export function useDrawnNow(map: () => MapLibreMap | null) {
  const drawn = shallowRef(nothingDrawn)
  let end = (): void => undefined
  watch(
    map,
    (it) => {
      end()
      drawn.value = nothingDrawn
      if (it === null) return
      const look = () => (drawn.value = drawnNow(it))
      const listening = it.on('idle', look)
      end = () => listening.unsubscribe()
      look()
    },
    { immediate: true },
  )
  onScopeDispose(() => end())
  return drawn
}
