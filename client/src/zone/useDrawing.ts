import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, watch, type Ref, type ShallowRef } from 'vue'
import type { ZoneForm } from './zoneForm.js'

interface Easel {
  readonly map: Readonly<ShallowRef<MapLibreMap | null>>
  readonly form: Ref<ZoneForm>
  readonly active: () => boolean
}

/** While a polygon or a corridor is asked for and not drawn yet, the map is for drawing. */
export function useDrawing({ map, form, active }: Easel): void {
  let end: (() => void) | null = null
  const mode = () => {
    if (!active() || form.value.shape === 'circle' || form.value.drawn !== null) return null
    return form.value.shape === 'polygon' ? ('polygon' as const) : ('linestring' as const)
  }
  const stop = () => {
    end?.()
    end = null
  }
  watch([map, mode] as const, async ([on, as]) => {
    stop()
    if (on === null || as === null) return
    const { drawOn } = await import('../map/draw.js')
    if (mode() === as && map.value === on && end === null)
      end = drawOn(on, as, (drawn) => (form.value = { ...form.value, drawn }))
  })
  // At once: what is begun on a map is taken off it before another view has it.
  watch(map, stop, { flush: 'sync' })
  onScopeDispose(stop)
}
