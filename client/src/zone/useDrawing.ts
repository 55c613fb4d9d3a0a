import type { Map as MapLibreMap } from 'maplibre-gl'
import { computed, onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Drawing, Placed } from '../map/draw.js'
import { missingOf, shapeThrough } from './corners.js'
import type { ShapeHistory } from './useShapeHistory.js'
import type { ZoneForm } from './zoneForm.js'

interface Easel {
  readonly map: Readonly<ShallowRef<MapLibreMap | null>>
  readonly form: Ref<ZoneForm>
  readonly active: () => boolean
  readonly history: ShapeHistory
}

const nothing: Placed = { corners: [], mayRedo: false }

/** While a polygon or a corridor is asked for and not drawn yet, the map is for drawing. */
export function useDrawing({ map, form, active, history }: Easel) {
  let drawing: Drawing | null = null
  const placed = shallowRef(nothing)
  /** How many points stood that became no shape when the drawing was left. */
  const lost = counted()
  const asked = () => {
    const { shape, drawn } = form.value
    return active() && shape !== 'circle' && drawn === null ? shape : null
  }
  const missing = computed(() => missingOf(placed.value.corners, asked() ?? 'polygon'))
  function stop(): void {
    if (drawing !== null) lost.count = placed.value.corners.length
    drawing?.end()
    drawing = null
    placed.value = nothing
  }
  /** Takes what is drawn as it is, where it is a shape; each corner of it can still be taken back. */
  function finish(): void {
    const [as, { corners }] = [asked(), placed.value]
    if (as === null || missing.value > 0) return
    stop()
    lost.take()
    const fewest = corners.slice(0, as === 'polygon' ? 3 : 2)
    const grown = corners.slice(fewest.length).map((_, at) => corners.slice(0, fewest.length + at))
    history.through(grown.map((it) => shapeThrough(it, as)))
    form.value = { ...form.value, drawn: shapeThrough(corners, as) }
  }
  watch([map, asked] as const, async ([on, as]) => {
    stop()
    if (on === null || as === null) return
    const { drawOn } = await import('../map/draw.js')
    if (asked() !== as || map.value !== on || drawing !== null) return
    drawing = drawOn(on, as === 'polygon' ? 'polygon' : 'linestring', {
      changed: (to) => (placed.value = to),
      ended: finish,
    })
  })
  // At once: what is begun on a map is taken off it before another view has it.
  watch(map, stop, { flush: 'sync' })
  onScopeDispose(stop)
  return { placed, missing, takeLost: lost.take, finish, undo: () => drawing?.undo(), redo: () => drawing?.redo() }
}

/** A count that is told once. */
function counted() {
  const it = { count: 0, take }
  function take(): number {
    const { count } = it
    it.count = 0
    return count
  }
  return it
}
