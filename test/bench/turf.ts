import { distance } from '@turf/turf'
import type { Chance } from '../kit/chance.js'
import { rateOf } from './measure.js'
import { radiusFor, randomPlace } from './world.js'

/** Points a second that turf matches against circles in memory, without storing anything. */
export function turfRate(count: number, seconds: number, chance: Chance): Promise<number> {
  const radiusKilometres = radiusFor(count) / 1000
  const zones = Array.from({ length: count }, () => [...randomPlace(chance)])
  return rateOf(seconds, 1, () => {
    const place = [...randomPlace(chance)]
    const hits = zones.filter((zone) => distance(place, zone) <= radiusKilometres)
    return Promise.resolve(hits.length >= 0 ? 1 : 0)
  })
}
