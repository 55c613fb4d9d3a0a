import { booleanPointInPolygon, distance, pointToLineDistance } from '@turf/turf'
import type { Chance } from '../kit/chance.js'
import { rateOf } from './measure.js'
import { drawnZones, randomPlace } from './world.js'

type Drawn = ReturnType<typeof drawnZones>[number]

/** Points a second that turf matches against the same zones in memory, one by one, without storing anything. */
export function turfRate(count: number, seconds: number, chance: Chance): Promise<number> {
  const zones = drawnZones(count, chance)
  return rateOf(seconds, 1, () => {
    const place = [...randomPlace(chance)]
    const hits = zones.filter((zone) => contains(zone, place))
    return Promise.resolve(hits.length >= 0 ? 1 : 0)
  })
}

function contains({ geometry, radiusMetres, widthMetres }: Drawn, place: number[]): boolean {
  switch (geometry.type) {
    case 'Point':
      return distance(place, geometry.coordinates) <= (radiusMetres ?? 0) / 1000
    case 'LineString':
      return pointToLineDistance(place, geometry) <= (widthMetres ?? 0) / 2000
    case 'Polygon':
    case 'MultiPolygon':
      return booleanPointInPolygon(place, geometry)
    case 'MultiLineString':
      return false
  }
}
