import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, watch, type ShallowRef } from 'vue'
import { areaText } from './drawnArea.js'

/** While it is wanted, the map is for drawing the area that is searched; what is drawn is handed over as an address says it. */
export function useAreaDrawing(
  map: Readonly<ShallowRef<MapLibreMap | null>>,
  isWanted: () => boolean,
  done: (area: string) => void,
): void {
  let end: (() => void) | null = null
  const stop = () => {
    end?.()
    end = null
  }
  watch([map, isWanted] as const, async ([on, wanted]) => {
    stop()
    if (on === null || !wanted) return
    const { drawOn } = await import('../map/draw.js')
    if (!isWanted() || map.value !== on || end !== null) return
    end = drawOn(on, 'polygon', (shape) => {
      if (shape.type === 'Polygon') done(areaText(shape))
    })
  })
  // At once: what is begun on a map is taken off it before another view has it.
  watch(map, stop, { flush: 'sync' })
  onScopeDispose(stop)
}
