import type { Map as MapLibreMap } from 'maplibre-gl'
import { shallowRef } from 'vue'

/** A place of the map, and where on it in pixels. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly place: [number, number]
}

type Pixel = Pick<Spot, 'x' | 'y'>

/** A finger that stays this long where it is asks for more. */
const longPressMs = 500

/** Asks what may be done at a place: the other button of a mouse, a finger that stays, or the keyboard's menu key. */
export function useContext(offered: () => boolean) {
  const spot = shallowRef<Spot | null>(null)

  function ask(map: MapLibreMap, { x, y }: Pixel): void {
    if (!offered()) return
    const { lng, lat } = map.unproject([x, y]).wrap()
    spot.value = { x, y, place: [lng, lat] }
  }
  /** Gives what ends it. */
  function heed(map: MapLibreMap): () => void {
    const asked = map.on('contextmenu', ({ point, originalEvent }) => {
      // The menu key points nowhere.
      const isByKey = 'pointerType' in originalEvent && originalEvent.pointerType === ''
      ask(map, isByKey ? map.project(map.getCenter()) : point)
    })
    const endFinger = heedFinger(map, (at) => ask(map, at))
    return () => {
      endFinger()
      asked.unsubscribe()
      spot.value = null
    }
  }
  return { spot, heed }
}

/** Tells where a finger stays; gives what ends it. */
function heedFinger(map: MapLibreMap, stays: (at: Pixel) => void): () => void {
  let timer = 0
  /** The finger that asked is still down. */
  let isHeld = false
  const leave = () => window.clearTimeout(timer)
  const hold = (at: Pixel) => {
    isHeld = true
    stays(at)
  }
  const listening = [
    map.on('touchstart', ({ points, point }) => {
      leave()
      isHeld = false
      if (points.length === 1) timer = window.setTimeout(hold, longPressMs, point)
    }),
    map.on('touchend', (event) => {
      leave()
      // No click comes of it, which would take the focus from the menu.
      if (isHeld) event.originalEvent.preventDefault()
    }),
    map.on('touchmove', leave),
    map.on('touchcancel', leave),
    map.on('movestart', leave),
  ]
  return () => {
    leave()
    listening.forEach((one) => one.unsubscribe())
  }
}
