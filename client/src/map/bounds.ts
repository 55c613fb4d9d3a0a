import type { Position } from 'geojson'
import { circleRing, type Incident } from '@cordon/alerts'
import type { World } from '../world/world.js'
import { areaOf } from './outline.js'

/** West, south, east, north; east may be above 180 where the box crosses the date line. */
export type Bounds = readonly [number, number, number, number]

/** The smallest box round some positions; null round none. */
export function boundsOf(positions: readonly Position[]): Bounds | null {
  const [first] = positions
  if (first === undefined) return null
  const near = (lon: number) => lon + 360 * Math.round(((first[0] ?? 0) - lon) / 360)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon = 0, lat = 0] of positions) {
    west = Math.min(west, near(lon))
    east = Math.max(east, near(lon))
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** Where to look first: at what is guarded, at what alerts are about, or else at what has happened. */
export function firstBounds(world: World): Bounds | null {
  const zones = [...world.zones.values()].filter((zone) => !zone.archived)
  const guarded = [...world.facilities.values()].map((it) => it.point.coordinates)
  const alerts = [...world.alerts.values()].filter((it) => it.state !== 'closed').map((it) => it.point.coordinates)
  const watched = [...guarded, ...alerts, ...zones.flatMap((zone) => positionsIn(areaOf(zone)))]
  return boundsOf(watched.length > 0 ? watched : [...world.incidents.values()].map((it) => it.point.coordinates))
}

/** Everything that is drawn. */
export function allBounds(world: World, incidents: readonly Incident[]): Bounds | null {
  const first = firstBounds(world)
  const corners = first === null ? [] : [first.slice(0, 2), first.slice(2)]
  return boundsOf([...corners, ...incidents.map((it) => it.point.coordinates)])
}

/** The box round a disc. */
export function discBounds(centre: Position, metres: number): Bounds | null {
  return boundsOf(circleRing(centre, Math.max(metres, 500), 16))
}

export function positionsIn(area: ReturnType<typeof areaOf>): readonly Position[] {
  return area.type === 'Polygon' ? area.coordinates.flat() : area.coordinates.flat(2)
}
