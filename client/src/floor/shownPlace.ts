import type { MultiPolygon, Polygon } from 'geojson'
import { shallowRef } from 'vue'

/** Where somebody wants the map of the floor to look, from wherever they are; null once it does. */
export const shownPlace = shallowRef<Polygon | MultiPolygon | null>(null)
