import { shallowRef } from 'vue'
import type { LocationQueryValue } from 'vue-router'

/** What the map shows: its centre and zoom. */
export interface View {
  readonly longitude: number
  readonly latitude: number
  readonly zoom: number
}

/** West, south, east, north of the map as it was last seen; for filters by "what is in view". */
export const lastBounds = shallowRef<readonly [number, number, number, number] | null>(null)

/** A view as it stands in the address: `at=35.15,40.42,8.5`. */
export function viewText({ longitude, latitude, zoom }: View): string {
  return [latitude.toFixed(4), longitude.toFixed(4), zoom.toFixed(2)].join(',')
}

/** The view in an address; null where there is none, or none that means anything. */
export function readView(text: LocationQueryValue | LocationQueryValue[] | undefined): View | null {
  if (typeof text !== 'string') return null
  const [latitude = NaN, longitude = NaN, zoom = NaN] = text.split(',').map(Number)
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return isPlace && zoom >= 0 && zoom <= 22 ? { longitude, latitude, zoom } : null
}
