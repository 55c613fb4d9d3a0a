import { disc, severityRank, type PreviewAlert } from '@cordon/alerts'
import type { Feature } from 'geojson'
import { boundsOf, positionsIn, type Bounds } from './bounds.js'
import type { Draft } from './content.js'
import { haloPixels, signName } from './features.js'
import { areaOf, linesBeyond } from './outline.js'
import { zoomWhere } from './zoom.js'

/** What of an alert that would have risen is drawn. */
export type TriedAlert = Pick<
  PreviewAlert,
  'incidentId' | 'kind' | 'type' | 'severity' | 'point' | 'uncertaintyMetres' | 'change'
>

/** The alerts that a rule would have raised, as they are shown on the map. */
export interface Tried {
  readonly alerts: readonly TriedAlert[]
  /** The id of the incident that the reader has picked from them. */
  readonly chosen: string | null
}

/** The signs of what would have been told and the discs that each may lie in; what a change adds and takes away told apart. */
export function triedFeatures({ alerts, chosen }: Tried): readonly Feature[] {
  // What is picked lies on top.
  const inOrder = alerts.toSorted((a, b) => Number(a.incidentId === chosen) - Number(b.incidentId === chosen))
  return inOrder.flatMap((it) => [discOf(it, it.incidentId === chosen), signOf(it, it.incidentId === chosen)])
}

function discOf({ incidentId, point, uncertaintyMetres, severity, change }: TriedAlert, isChosen: boolean): Feature {
  const [, latitude = 0] = point.coordinates
  const fromZoom = isChosen ? 0 : zoomWhere(uncertaintyMetres, latitude, haloPixels)
  return {
    type: 'Feature',
    geometry: disc(point.coordinates, uncertaintyMetres),
    properties: { id: incidentId, part: 'disc', change, severity, fromZoom, chosen: isChosen },
  }
}

function signOf(it: TriedAlert, isChosen: boolean): Feature {
  const { incidentId, point, severity, change } = it
  const rank = severityRank(severity) + (isChosen ? 10 : 0)
  return {
    type: 'Feature',
    geometry: point,
    properties: { id: incidentId, part: 'sign', change, severity, rank, sign: signName(it), chosen: isChosen },
  }
}

/** Round all of it: the zone as far as it listens, and every place. */
export function triedBounds({ alerts }: Tried, zone: Draft | null): Bounds | null {
  const lines = zone === null ? [] : (zone.beyondMetres ?? []).flatMap((metres) => linesBeyond(zone, metres))
  return boundsOf([
    ...(zone === null ? [] : positionsIn(areaOf(zone))),
    ...lines.flatMap(({ coordinates }) => coordinates),
    ...alerts.map(({ point }) => point.coordinates),
  ])
}
