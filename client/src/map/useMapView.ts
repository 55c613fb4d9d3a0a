import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { shallowReactive, watch, type Ref } from 'vue'
import { useCoordinateForm } from '../ui/useCoordinateForm.js'
import { lastBounds, type View } from './view.js'
import { scaleOf, type Scale } from './scale.js'

/** What stands at the map's lower edge, and what the rail needs to know. */
export interface Edge {
  cursor: string
  scale: Scale
  bearing: number
  zoom: number
}

/** Follows where the map looks: scale, pointer, bearing, and the view for the address. */
export function useMapView(map: Readonly<Ref<MapLibreMap | null>>, moved: (view: View) => void) {
  const edge = shallowReactive<Edge>({ cursor: '', scale: { pixels: 80, metres: 1000 }, bearing: 0, zoom: 0 })

  const read = () => {
    const it = map.value
    if (it === null) return
    edge.scale = scaleOf(it.getZoom(), it.getCenter().lat)
    edge.bearing = it.getBearing()
    edge.zoom = it.getZoom()
  }
  const settle = () => {
    const it = map.value
    if (it === null) return
    const { lng, lat } = it.getCenter().wrap()
    const [west, south, east, north] = it.getBounds().toArray().flat()
    lastBounds.value = [west ?? -180, south ?? -90, east ?? 180, north ?? 90]
    moved({ longitude: lng, latitude: lat, zoom: it.getZoom() })
  }
  const { textOf } = useCoordinateForm()
  const point = ({ lngLat }: MapMouseEvent) => (edge.cursor = textOf(lngLat.wrap().toArray()))
  const leave = () => (edge.cursor = '')

  /** Gives what ends it. */
  function follow(it: MapLibreMap): () => void {
    const following = [
      it.on('move', read),
      it.on('moveend', settle),
      it.on('mousemove', point),
      it.on('mouseout', leave),
    ]
    return () => following.forEach((listening) => listening.unsubscribe())
  }
  watch(map, read)
  return { edge, follow }
}
