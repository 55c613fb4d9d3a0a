import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Position } from 'geojson'
import { onScopeDispose, watch, type ShallowRef } from 'vue'
import type { Drawing } from '../map/draw.js'
import { useKeys } from '../ui/useKeys.js'
import { areaText } from './drawnArea.js'

/** While it is wanted, the map is for drawing the area that is searched; what is drawn is handed over as an address says it. */
export function useAreaDrawing(
  map: Readonly<ShallowRef<MapLibreMap | null>>,
  isWanted: () => boolean,
  done: (area: string) => void,
): void {
  let drawing: Drawing | null = null
  let corners: readonly Position[] = []
  const stop = () => {
    drawing?.end()
    drawing = null
    corners = []
  }
  const finish = () => {
    const area = areaText({ type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] })
    stop()
    done(area)
  }
  watch([map, isWanted] as const, async ([on, wanted]) => {
    stop()
    if (on === null || !wanted) return
    const { drawOn } = await import('../map/draw.js')
    if (!isWanted() || map.value !== on || drawing !== null) return
    drawing = drawOn(on, 'polygon', { changed: (placed) => (corners = placed.corners), ended: finish })
  })
  useKeys([{ key: 'Enter', label: 'zone.finish', run: finish, when: () => isOnMap(map.value) && corners.length > 2 }])
  // At once: what is begun on a map is taken off it before another view has it.
  watch(map, stop, { flush: 'sync' })
  onScopeDispose(stop)
}

function isOnMap(map: MapLibreMap | null): boolean {
  return map !== null && document.activeElement === map.getCanvas()
}
