import type { MultiPolygon, Point, Polygon } from 'geojson'
import { shallowRef } from 'vue'

/** A place that somebody looks for: its middle is marked. */
export interface ShownPlace {
  readonly point: Point
  readonly shape: Polygon | MultiPolygon
}

/** Where somebody wants the map of the floor to look, from wherever they are; null once it does. */
export const shownPlace = shallowRef<ShownPlace | null>(null)
