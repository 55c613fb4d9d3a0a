import { distanceMetres, formatDistance } from '@cordon/alerts'
import type { Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '../ui/announce.js'
import { isolated } from '../ui/isolated.js'
import { legsOf, legText, totalMetres } from './measure.js'
import { isCoarse } from './pointing.js'

/** A way that the reader measures: point by point, by pointer, finger or with the crosshair in the middle of the map. */
export function useMeasuring(map: Readonly<Ref<MapLibreMap | null>>) {
  const { t } = useI18n()
  const active = ref(false)
  const points = shallowRef<readonly Position[]>([])
  /** Where the next point would be: below the pointer, or else below the crosshair. */
  const aim = shallowRef<Position | null>(null)
  const isPointed = ref(false)
  const legs = computed(() => legsOf(points.value))
  const shown = computed(() => {
    if (!active.value) return []
    const [next, last] = [aim.value, points.value.at(-1)]
    const isBeyond = next !== null && last !== undefined && distanceMetres(last, next) >= 1
    return isBeyond ? [...points.value, next] : points.value
  })

  function middle(): Position | null {
    return map.value?.getCenter().wrap().toArray() ?? null
  }
  async function begin(from: Position | null): Promise<void> {
    active.value = true
    points.value = from === null ? [] : [from]
    isPointed.value = false
    aim.value = middle()
    map.value?.doubleClickZoom.disable()
    announce(t('measure.begin'))
    await nextTick()
    map.value?.getCanvas().focus()
  }
  function add(point: Position | null): void {
    if (point === null) return
    points.value = [...points.value, point]
    const last = legs.value.at(-1)
    if (last === undefined) return
    const total = isolated(formatDistance(totalMetres(legs.value)))
    announce(t('measure.said', { leg: isolated(legText(last)), total }))
  }
  function end(): void {
    active.value = false
    points.value = []
    map.value?.doubleClickZoom.enable()
  }
  /** Gives what ends listening to the pointer. */
  function heed(it: MapLibreMap): () => void {
    const point = (at: Position | null) => {
      isPointed.value = at !== null
      if (active.value) aim.value = at ?? middle()
    }
    const listening = [
      // A finger that has left is nowhere: the crosshair is.
      it.on('mousemove', ({ lngLat }) => !isCoarse() && point(lngLat.wrap().toArray())),
      it.on('mouseout', () => point(null)),
      it.on('move', () => active.value && !isPointed.value && point(null)),
    ]
    return () => {
      listening.forEach((one) => one.unsubscribe())
      if (active.value) end()
    }
  }
  return {
    ...{ active, points, legs, shown, isPointed, begin, add, end, heed },
    /** Adds the point that is aimed at. */
    addAimed: () => add(aim.value),
    takeBack: () => (points.value = points.value.slice(0, -1)),
  }
}
export type Measuring = ReturnType<typeof useMeasuring>
