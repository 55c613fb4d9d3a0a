import { distanceMetres } from '@cordon/alerts'
import type { Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '../ui/announce.js'
import { distanceIn } from '../ui/distance.js'
import { isolated } from '../ui/isolated.js'
import { legsOf, legText, totalMetres } from './measure.js'
import { isCoarse } from './pointing.js'

/** A way that the reader measures: point by point, by pointer, finger or with the crosshair in the middle of the map. */
export function useMeasuring(map: Readonly<Ref<MapLibreMap | null>>) {
  const { t, locale } = useI18n()
  const active = ref(false)
  const points = shallowRef<readonly Position[]>([])
  const { aim, isPointed, centre, heed } = useCrosshair(active)
  const shown = computed(() => (active.value ? upTo(points.value, aim.value) : []))

  async function begin(from: Position | null): Promise<void> {
    active.value = true
    points.value = from === null ? [] : [from]
    centre(map.value)
    map.value?.doubleClickZoom.disable()
    announce(t('measure.begin'))
    await nextTick()
    map.value?.getCanvas().focus()
  }
  function add(point: Position | null): void {
    if (point === null) return
    points.value = [...points.value, point]
    const legs = legsOf(points.value)
    const last = legs.at(-1)
    if (last === undefined) return
    const total = isolated(distanceIn(locale.value, totalMetres(legs)))
    announce(t('measure.said', { leg: isolated(legText(last, locale.value)), total }))
  }
  function end(): void {
    active.value = false
    points.value = []
    map.value?.doubleClickZoom.enable()
  }
  return {
    ...{ active, points, shown, isPointed, begin, add, end, heed },
    /** Adds the point that is aimed at. */
    addAimed: () => add(aim.value),
    takeBack: () => (points.value = points.value.slice(0, -1)),
  }
}
export type Measuring = ReturnType<typeof useMeasuring>

/** The way with the point that would be next; one that adds nothing is left out. */
function upTo(points: readonly Position[], next: Position | null): readonly Position[] {
  const last = points.at(-1)
  return next !== null && last !== undefined && distanceMetres(last, next) >= 1 ? [...points, next] : points
}

/** Where the next point would be: below the pointer, or else in the middle of the map. */
function useCrosshair(active: Readonly<Ref<boolean>>) {
  const aim = shallowRef<Position | null>(null)
  const isPointed = ref(false)

  function centre(map: MapLibreMap | null): void {
    isPointed.value = false
    aim.value = map?.getCenter().wrap().toArray() ?? null
  }
  /** Gives what ends listening to the pointer. */
  function heed(map: MapLibreMap): () => void {
    const listening = [
      map.on('mousemove', ({ lngLat }) => {
        // A finger that has left is nowhere: the crosshair is.
        if (!active.value || isCoarse()) return
        isPointed.value = true
        aim.value = lngLat.wrap().toArray()
      }),
      map.on('mouseout', () => active.value && centre(map)),
      map.on('move', () => active.value && !isPointed.value && centre(map)),
    ]
    return () => listening.forEach((one) => one.unsubscribe())
  }
  return { aim, isPointed, centre, heed }
}
