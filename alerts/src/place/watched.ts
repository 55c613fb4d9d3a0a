/** Where an installation watches: the degree of longitude and of latitude of everything that it keeps watch over, once each. */
export type WatchedDegrees = readonly (readonly [longitude: number, latitude: number])[]

/** So many degrees from all that is watched a place is no nearer than any other. */
const farDegrees = 5

/**
 * How near a place lies to what is watched, 0 … 1: 1 in a degree beside it, 0 far away or where nothing is watched.
 * Counted in whole degrees, so that of the places in one region the larger still comes first.
 */
export function nearness(watched: WatchedDegrees, [lon = 0, lat = 0]: readonly number[]): number {
  let least = farDegrees
  for (const [longitude, latitude] of watched) {
    const aside = Math.abs(longitude - Math.floor(lon))
    least = Math.min(least, Math.max(Math.min(aside, 360 - aside), Math.abs(latitude - Math.floor(lat))))
  }
  return 1 - Math.max(0, least - 1) / (farDegrees - 1)
}
