import {
  bearingDegrees,
  certaintyOf,
  distanceMetres,
  formatBearing,
  formatDistance,
  nearestPlace,
  nearness,
  outlineOf,
  signedDistance,
  spotAt,
  type Alert,
  type Certainty,
  type Facility,
  type Incident,
  type Spot,
  type Zone,
} from '@cordon/alerts'
import type { Point } from 'geojson'

/** How far something lies from a point, and in which direction it is seen from there to the point. */
export interface Distance {
  readonly id: string
  readonly name: string
  readonly metres: number
  /** How deep inside; 0 outside. */
  readonly depthMetres: number
  /** From the middle of what is round, from the nearest place of other shapes; null where it lies there, or inside those. */
  readonly bearingDegrees: number | null
}

/** How an incident lies to a zone as both are now. */
export interface ZoneDistance extends Distance {
  /** Whether its direction is told from its middle, as every alert tells it. */
  readonly fromMiddle: boolean
  readonly certainty: Certainty
}

/** A zone with how the incident lies to it now, and what its alerts say otherwise of the time when they were raised. */
export interface ZoneLine {
  readonly id: string
  readonly name: string
  /** Null where the zone is archived, or not shown to the reader any more. */
  readonly now: ZoneDistance | null
  readonly raised: readonly Alert[]
}

/** How many zones that raised no alert, and how many facilities, are told of. */
export const nearestZones = 8
export const nearestFacilities = 10

type Disc = Pick<Incident, 'point' | 'uncertaintyMetres'>

/** Distances from every facility to a point, nearest first, geodesic on WGS 84. */
export function facilityDistances(point: Point, facilities: Iterable<Facility>): readonly Distance[] {
  return [...facilities]
    .map(({ id, name, point: from }) => {
      const metres = distanceMetres(from.coordinates, point.coordinates)
      return { id, name, metres, depthMetres: 0, bearingDegrees: bearingFrom(from.coordinates, point, metres) }
    })
    .toSorted((a, b) => a.metres - b.metres)
}

/** Distances from every zone to an incident's point, nearest first; whatever its shape, measured as the server does. */
export function zoneDistances(disc: Disc, zones: Iterable<Zone>): readonly ZoneDistance[] {
  const spot = spotAt(disc.point.coordinates)
  return [...zones]
    .filter(({ archived }) => !archived)
    .flatMap((zone) => toZone(disc, spot, zone))
    .toSorted((a, b) => a.metres - a.depthMetres - (b.metres - b.depthMetres))
}

/** A circle or corridor is a point or line widened by its core; an area is its own. Nothing where it is half a globe away. */
function toZone({ point, uncertaintyMetres }: Disc, spot: Spot, zone: Zone): readonly ZoneDistance[] {
  const { id, name, geometry, radiusMetres, widthMetres, reachMetres } = zone
  const outline = outlineOf(geometry)
  const near = nearness(spot, outline)
  if (near === null) return []
  const core = radiusMetres ?? (widthMetres ?? 0) / 2
  const signed = near.metres - near.depthMetres - core
  const measured = { distanceMetres: Math.max(0, signed), depthMetres: Math.max(0, -signed) }
  const fromMiddle = geometry.type === 'Point'
  const from = fromMiddle || signed > 0 ? nearestPlace(spot, outline) : null
  return [
    {
      ...{ id, name, metres: measured.distanceMetres, depthMetres: measured.depthMetres },
      fromMiddle,
      bearingDegrees: from === null ? null : bearingFrom(from, point, near.metres),
      certainty: certaintyOf({ ...measured, reachMetres, uncertaintyMetres }),
    },
  ]
}

function bearingFrom(from: readonly number[], to: Point, metres: number): number | null {
  return metres < 1 ? null : bearingDegrees(from, to.coordinates)
}

/** The nearest zones and all that alerts were raised for, with what those say otherwise than is so now. */
export function zoneLines(
  measured: readonly ZoneDistance[],
  alerts: readonly Alert[],
  nearest: number,
): readonly ZoneLine[] {
  const alerted = new Set(alerts.map(({ zoneId }) => zoneId))
  const listed = measured.filter(({ id }, at) => at < nearest || alerted.has(id))
  const known = new Set(listed.map(({ id }) => id))
  const gone = alerts.filter(({ zoneId }) => !known.has(zoneId))
  const lost = new Map(gone.map(({ zoneId, zoneName }) => [zoneId, zoneName]))
  return [
    ...listed.map((now) => ({
      ...{ id: now.id, name: now.name, now },
      raised: alerts.filter((it) => it.zoneId === now.id && isOtherwise(it, now)),
    })),
    ...[...lost].map(([id, name]) => ({ id, name, now: null, raised: gone.filter((it) => it.zoneId === id) })),
  ]
}

/** Whether an alert tells, of when it was raised, anything that reads otherwise than it does now. */
function isOtherwise(alert: Alert, now: ZoneDistance): boolean {
  const { distanceMetres: metres, depthMetres, zoneName, certainty } = alert
  if (metres === null || depthMetres === null || zoneName !== now.name || certainty !== now.certainty) return true
  const then = signedDistance({ distanceMetres: metres, depthMetres })
  if (formatDistance(then) !== formatDistance(now.metres - now.depthMetres)) return true
  if (now.depthMetres > 0 || !now.fromMiddle || alert.bearingDegrees === null || now.bearingDegrees === null)
    return false
  return formatBearing(alert.bearingDegrees) !== formatBearing(now.bearingDegrees)
}
