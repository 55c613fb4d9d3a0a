import {
  disc,
  incidentTypes,
  severityRank,
  type Facility,
  type Incident,
  type Silence,
  type Zone,
} from '@cordon/alerts'
import type { Feature, Point, Polygon } from 'geojson'
import { facilityCode, incidentCode } from '../signs/military.js'
import { distanceIn } from '../ui/distance.js'
import { areaOf, linesBeyond } from './outline.js'
import { zoomWhere } from './zoom.js'
import { quietOf, type Quiet } from '../silence/quiet.js'

/** Below this radius in pixels a disc becomes a halo. */
export const haloPixels = 6

/** An incident as its sign is drawn, as strong as it is recent. The map knows features by `id`. */
export function signFeature(incident: Incident, strength: number): Feature<Point> {
  const { id, severity, status, point } = incident
  const [, latitude = 0] = point.coordinates
  return {
    type: 'Feature',
    id,
    geometry: point,
    properties: {
      id,
      sign: signName(incident),
      military: militaryName(incident),
      severity,
      rank: severityRank(severity),
      strength: status === 'refuted' ? Math.min(strength, 0.35) : strength,
      fromZoom: zoomWhere(incident.uncertaintyMetres, latitude, haloPixels),
    },
  }
}

/** The name of the image of an incident's sign. */
export function signName({ severity, type, kind }: Pick<Incident, 'severity' | 'type' | 'kind'>): string {
  return `sign:${severity}:${incidentTypes[type].class}:${kind}`
}

/** The name of the image of an incident's symbol by MIL-STD-2525, with its severity beside it. */
export function militaryName(incident: Pick<Incident, 'severity' | 'type' | 'kind' | 'exercise'>): string {
  return `military:${incident.severity}:${incidentCode(incident)}`
}

/** Where an incident may be, at true scale. */
export function discFeature({ id, point, uncertaintyMetres, severity }: Incident, strength = 1): Feature<Polygon> {
  const [, latitude = 0] = point.coordinates
  /** A wide disc covers much of the map and says little: it gets less ink. */
  const isWide = uncertaintyMetres > 25_000
  return {
    type: 'Feature',
    id,
    geometry: disc(point.coordinates, uncertaintyMetres),
    properties: {
      id,
      severity,
      fromZoom: zoomWhere(uncertaintyMetres, latitude, haloPixels),
      fill: (isWide ? 0.025 : 0.1) * strength,
      line: (isWide ? 0.5 : 0.9) * strength,
    },
  }
}

export function facilityFeature({ id, name, kind, point }: Facility): Feature<Point> {
  return {
    type: 'Feature',
    id,
    geometry: point,
    properties: { id, name, kind, pin: `pin:${kind}`, military: `military::${facilityCode(kind)}` },
  }
}

/** What is on for the zones that somebody has made quiet, and the word that their names are told with. */
export interface QuietZones {
  readonly on: ReadonlyMap<string, readonly Pick<Silence, 'isSnooze'>[]>
  readonly word: (quiet: Quiet) => string
}

/** A zone's area, its outline with its name, and its rings and reach as thinner lines. */
export function zoneFeatures(zone: Zone, quiet: QuietZones, locale: string): readonly Feature[] {
  const { id, reachMetres } = zone
  const on = quiet.on.get(id)
  const name = on === undefined ? zone.name : `${zone.name} · ${quiet.word(quietOf(on))}`
  const area = areaOf(zone)
  const beyond = [...new Set([...zone.rings, ...(reachMetres > 0 ? [reachMetres] : [])])]
  const rings = beyond.flatMap((metres) =>
    linesBeyond(zone, metres).map((geometry) => ({
      type: 'Feature' as const,
      geometry,
      properties: { id, part: 'ring', name: `${name} + ${distanceIn(locale, metres)}` },
    })),
  )
  return [{ type: 'Feature', geometry: area, properties: { id, part: 'area', name } }, ...rings]
}

const noneQuiet: QuietZones = { on: new Map(), word: String }

/** Everything that is drawn of zones that listen. */
export function collectZones(zones: Iterable<Zone>, quiet: QuietZones = noneQuiet, locale = 'en'): readonly Feature[] {
  return [...zones].filter((zone) => !zone.archived).flatMap((zone) => zoneFeatures(zone, quiet, locale))
}
