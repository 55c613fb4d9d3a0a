import { discBoxes, type Box, type Incident } from '@cordon/alerts'
import type { FollowRequest } from '../wire/live.js'
import type { FeedChange } from './change.js'

/** What a follower watches of what it may see; null means all. */
export interface Watch {
  readonly boxes: readonly Box[] | null
  readonly zoneIds: ReadonlySet<string> | null
}

/** The watch that a request asks for, or what is wrong with it. */
export function watchOf(request: FollowRequest): Watch | string {
  const { bbox, zones } = request
  const fault = bbox === undefined ? null : boxFault(bbox)
  if (fault !== null) return fault
  return {
    boxes: bbox === undefined ? null : wrapped(bbox),
    zoneIds: zones === undefined ? null : new Set(zones),
  }
}

/** Whether a watch leaves nothing out. */
export function watchesAll({ boxes, zoneIds }: Watch): boolean {
  return boxes === null && zoneIds === null
}

/** Whether a change concerns a watch: incidents by place, alerts, zones and rules by zone, everything else always. */
export function concerns({ boxes, zoneIds }: Watch, change: FeedChange): boolean {
  switch (change.kind) {
    case 'incident':
      return boxes === null || mayTouch(boxes, change.body)
    case 'alert':
    case 'rule':
    case 'silence':
      return zoneIds === null || zoneIds.has(change.body.zoneId)
    case 'zone':
      return zoneIds === null || zoneIds.has(change.id)
    case 'calendar':
    case 'facility':
    case 'feed':
    case 'escalation':
    case 'rotation':
    case 'log':
    case 'history':
    case 'access':
      return true
  }
}

/** A later revision is told everywhere: it may have taken the incident out of what is watched. */
function mayTouch(boxes: readonly Box[], { revision, point, uncertaintyMetres }: Incident): boolean {
  if (revision > 1) return true
  return discBoxes(point, uncertaintyMetres).some((disc) => boxes.some((box) => overlap(box, disc)))
}

function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

function boxFault([west, south, east, north]: Box): string | null {
  const inRange = [west, east].every((it) => Math.abs(it) <= 180) && [south, north].every((it) => Math.abs(it) <= 90)
  if (!inRange) return `bbox: Expected west, south, east, north in degrees; got ${[west, south, east, north].join(',')}`
  return south > north ? `bbox: Expected south to be at most north; got ${south} and ${north}` : null
}

/** West > east crosses the antimeridian: two boxes. */
function wrapped([west, south, east, north]: Box): readonly Box[] {
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}
