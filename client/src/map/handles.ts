import type { Position } from 'geojson'
import { Marker, type Map as MapLibreMap } from 'maplibre-gl'
import './handles.css'

/** Something on the map that a hand may take hold of. */
export interface Handle {
  /** What it takes hold of: a corner, a place where one may come, or all of a shape. */
  readonly is: 'corner' | 'between' | 'all'
  readonly at: Position
  readonly label: string
  /** Drawn above its place, where something else to be taken hold of may lie. */
  readonly above?: boolean
  /** Where it was taken to; `done` once it is let go. */
  readonly moved: (to: Position, done: boolean) => void
  /** Takes it away, where that can be. */
  readonly dropped?: () => void
}

interface Held {
  readonly marker: Marker
  handle: Handle
}

/** Puts handles on a map. While one is dragged the others follow what it changes, and it stays in the hand. */
export function handlesOn(map: MapLibreMap) {
  let held: Held[] = []
  let inHand: Held | null = null

  function put(handle: Handle): Held {
    const element = elementOf(handle)
    const marker = new Marker({ element, draggable: true, offset: [0, handle.above ? -24 : 0] })
      .setLngLat(lngLatOf(handle.at))
      .addTo(map)
    const own: Held = { marker, handle }
    const tell = (done: boolean) => own.handle.moved(marker.getLngLat().toArray(), done)
    marker.on('dragstart', () => (inHand = own))
    marker.on('drag', () => tell(false))
    marker.on('dragend', () => {
      inHand = null
      tell(true)
    })
    element.addEventListener('dblclick', () => own.handle.dropped?.())
    return own
  }
  function end(): void {
    for (const { marker } of held) marker.remove()
    held = []
    inHand = null
  }
  function show(handles: readonly Handle[]): void {
    if (!isAlike(handles, held)) {
      end()
      held = handles.map(put)
    }
    for (const [at, handle] of handles.entries()) {
      const own = held[at]
      if (own === undefined) continue
      own.handle = handle
      if (own !== inHand) own.marker.setLngLat(lngLatOf(handle.at))
    }
  }
  return { show, end }
}

function isAlike(handles: readonly Handle[], held: readonly Held[]): boolean {
  return handles.length === held.length && handles.every(({ is }, at) => is === held[at]?.handle.is)
}

/** For the hand alone: whoever goes by keys types the corners, so that none of them waits on the way of the keys. */
function elementOf({ is, label }: Handle): HTMLElement {
  const element = document.createElement('div')
  element.className = `handle ${is}`
  element.title = label
  element.tabIndex = -1
  // What is below it is not meant.
  for (const type of ['click', 'dblclick']) element.addEventListener(type, (event) => event.stopPropagation())
  return element
}

function lngLatOf([longitude = 0, latitude = 0]: Position): [number, number] {
  return [longitude, latitude]
}
