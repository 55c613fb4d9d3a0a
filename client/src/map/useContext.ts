import type { Map as MapLibreMap } from 'maplibre-gl'
import { shallowRef } from 'vue'

/** A place of the map, and where on it in pixels. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly place: [number, number]
}

/** A finger that stays this long where it is asks for more. */
const longPressMs = 500

/** Asks what may be done at a place: the other button of a mouse, a finger that stays, or the keyboard's menu key. */
export function useContext(offered: () => boolean) {
  const spot = shallowRef<Spot | null>(null)
  let timer = 0

  function ask(map: MapLibreMap, { x, y }: { readonly x: number; readonly y: number }): void {
    if (!offered()) return
    const { lng, lat } = map.unproject([x, y]).wrap()
    spot.value = { x, y, place: [lng, lat] }
  }
  const middleOf = (map: MapLibreMap) => map.project(map.getCenter())
  const leave = () => window.clearTimeout(timer)
  /** Gives what ends it. */
  function heed(map: MapLibreMap): () => void {
    const listening = [
      map.on('contextmenu', ({ point, originalEvent }) => {
        leave()
        // The menu key points nowhere.
        const isByKey = 'pointerType' in originalEvent && originalEvent.pointerType === ''
        ask(map, isByKey ? middleOf(map) : point)
      }),
      map.on('touchstart', ({ points, point }) => {
        leave()
        if (points.length === 1) timer = window.setTimeout(() => ask(map, point), longPressMs)
      }),
      map.on('touchmove', leave),
      map.on('touchend', leave),
      map.on('touchcancel', leave),
      map.on('movestart', leave),
    ]
    return () => {
      leave()
      spot.value = null
      listening.forEach((one) => one.unsubscribe())
    }
  }
  return { spot, heed }
}
