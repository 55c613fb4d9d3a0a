import type { Map as MapLibreMap } from 'maplibre-gl'
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { useWorld } from '../world/useWorld.js'
import { canDraw } from './canDraw.js'
import { keptMap } from './keptMap.js'
import { createSurface, type Place, type Surface } from './surface.js'

interface Borrowing {
  /** Where the map is to be; null while that is not known yet. */
  readonly place: () => Place | null
  /** The map is there and looks where it is to look first; what it gives is undone when the map is given back. */
  readonly opened: (map: MapLibreMap) => () => void
}

/** Borrows the page's map for as long as the component lives, and has it made anew where it has failed. */
export function useSurface({ place, opened }: Borrowing) {
  const { connection } = useWorld()
  const surface = shallowRef<Surface | null>(null)
  const drawable = ref(canDraw())
  const progress = computed(() => surface.value?.progress ?? null)
  let undo = (): void => undefined

  function open(): void {
    const at = place()
    if (at === null || surface.value !== null || !drawable.value) return
    const it = lent(at)
    if (it === null) return void (drawable.value = false)
    it.settle(at)
    surface.value = it
    undo = opened(it.map)
  }
  function letGo(then: (it: Surface) => void): void {
    const it = surface.value
    if (it === null) return
    // First, so that coming to rest tells nobody of a move.
    undo()
    surface.value = null
    then(it)
  }
  function renew(): void {
    letGo((it) => it.remove())
    open()
  }
  watch(
    () => progress.value?.lost,
    (lost) => lost === true && renew(),
  )
  /** A map that was asked for while the server was away begins anew when it is back. */
  watch(
    () => connection.value.is,
    (is) => {
      const it = surface.value
      if (is === 'live' && it !== null && !(it.isDrawn() && it.isSound())) renew()
    },
  )
  onBeforeUnmount(() => letGo(keptMap.takeBack))
  return { surface, progress, drawable, open }
}

/** The page's map, or null where the browser has none to give any more. */
function lent(at: Place): Surface | null {
  try {
    return keptMap.lend(() => createSurface(at))
  } catch {
    return null
  }
}
