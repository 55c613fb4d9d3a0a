import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl'
import type { Point, Position } from 'geojson'
import type { Ref } from 'vue'
import { useHovered } from '../floor/hovered.js'
import type { Selection } from '../floor/selection.js'
import { useWorld } from '../world/useWorld.js'
import { placeOf } from './content.js'
import { hitAt, insideOf, type Hit } from './pointing.js'

interface Hand {
  /** What a click does, in the order in which it is asked for. */
  readonly mode: () => 'select' | 'pick' | 'measure' | 'nothing'
  readonly select: (selection: Selection) => void
  readonly pick: (place: [number, number]) => void
  readonly measure: (place: Position) => void
}

/** Lets a pointer or a finger act on the map. */
export function usePointing(map: Readonly<Ref<MapLibreMap | null>>, { mode, select, pick, measure }: Hand) {
  const hovered = useHovered()
  const { world } = useWorld()

  function click(it: MapLibreMap, hit: Hit, lngLat: [number, number]): void {
    switch (mode()) {
      case 'nothing':
        return
      case 'pick':
        return pick(lngLat)
      case 'measure':
        return measure(placeOfHit(hit)?.coordinates ?? lngLat)
      case 'select':
        if (hit.is === 'thing') select(hit.selection)
        if (hit.is === 'cluster') void openCluster(it, hit.feature, () => map.value === it)
    }
  }
  /** The very place of what lies there, where it has one: nobody clicks to the metre. */
  function placeOfHit(hit: Hit): Point | null {
    return hit.is === 'thing' && world.value !== null ? placeOf(hit.selection, world.value) : null
  }
  function hover(it: MapLibreMap, hit: Hit): void {
    hovered.value = hit.is === 'thing' && hit.selection.kind === 'incident' ? hit.selection.id : null
    it.getCanvas().style.cursor = mode() === 'select' ? (hit.is === 'nothing' ? '' : 'pointer') : 'crosshair'
  }
  /** Gives what ends it. */
  function heed(it: MapLibreMap): () => void {
    const listening = [
      it.on('click', ({ point, lngLat }) => {
        const { lng, lat } = lngLat.wrap()
        click(it, hitAt(it, point), [lng, lat])
      }),
      it.on('mousemove', ({ point }) => hover(it, mode() === 'pick' ? { is: 'nothing' } : hitAt(it, point))),
      it.on('mouseout', () => (hovered.value = null)),
    ]
    return () => {
      listening.forEach((one) => one.unsubscribe())
      hovered.value = null
    }
  }
  return { heed }
}

/** Goes where a cluster falls apart, unless the map serves another view by then. */
async function openCluster(it: MapLibreMap, cluster: MapGeoJSONFeature, isOurs: () => boolean): Promise<void> {
  const inside = await insideOf(it, cluster)
  if (inside !== null && isOurs()) it.easeTo(inside)
}
