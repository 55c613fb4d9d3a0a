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

/**
 * Where to look first: at what is guarded, at what alerts are about, or else at what has happened. One thing far away from
 * all others does not make it half the world; `allBounds` has it in.
 */
export function firstBounds(world: World): Bounds | null {
  return boundsOf(mostOf(watchedIn(world)).flat())
}

/** Each thing that is watched by its positions. */
function watchedIn(world: World): readonly (readonly Position[])[] {
  const zones = [...world.zones.values()].filter((zone) => !zone.archived)
  const guarded = [...world.facilities.values()].map((it) => [it.point.coordinates])
  const alerts = [...world.alerts.values()].filter((it) => it.state !== 'closed').map((it) => [it.point.coordinates])
  const watched = [...guarded, ...alerts, ...zones.map((zone) => positionsIn(areaOf(zone)))]
  return watched.length > 0 ? watched : [...world.incidents.values()].map((it) => [it.point.coordinates])
}

/** What lies so near to the middle of all is one region, however it is spread. */
const regionDegrees = 8
/** What is so many times as far away as half of all are is left out. */
const farTimes = 4

/** All but the few that lie far away from the most; of two nobody can say which that is. */
function mostOf(things: readonly (readonly Position[])[]): readonly (readonly Position[])[] {
  if (things.length < 3) return things
  const [[zero = 0] = []] = things[0] ?? []
  const placed = things.map((it) => ({ it, at: middleOf(boundsOf(it), zero) }))
  const middle = [0, 1].map((axis) => median(placed.map(({ at }) => at[axis] ?? 0)))
  const away = ({ at }: (typeof placed)[number]) => Math.hypot(...at.map((it, axis) => it - (middle[axis] ?? 0)))
  const limit = Math.max(regionDegrees, farTimes * median(placed.map(away)))
  return placed.filter((it) => away(it) <= limit).map(({ it }) => it)
}

/** The middle of a box, on the side of the date line on which `zero` is near. */
function middleOf(box: Bounds | null, zero: number): readonly [number, number] {
  const [west, south, east, north] = box ?? [0, 0, 0, 0]
  const lon = (west + east) / 2
  return [lon + 360 * Math.round((zero - lon) / 360), (south + north) / 2]
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0
}

/** Everything that is drawn. */
export function allBounds(world: World, incidents: readonly Incident[]): Bounds | null {
  const first = boundsOf(watchedIn(world).flat())
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
