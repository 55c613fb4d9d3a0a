import { severityRank, type Incident, type Zone } from '@cordon/alerts'
import type { Feature, Point, Position } from 'geojson'
import type { Selection } from '../floor/selection.js'
import { isOpen, latestFirst, type World } from '../world/world.js'
import { discFeature } from './features.js'
import { areaOf, linesBeyond } from './outline.js'

/** The area of a zone that is being drawn and not stored yet. */
export type Draft = Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres'> & {
  /** The distances beyond its shape that are to be seen, in metres: rings, and how far it listens. */
  readonly beyondMetres?: readonly number[]
  /** The corners that stand so far. */
  readonly corners?: readonly Position[]
  /** Where its outline crosses itself. */
  readonly crossing?: Position | null
}

/** What is to be pointed out on the map. */
export interface Pointed {
  readonly selected: Selection | null
  /** Id of the incident that lights up. */
  readonly lit: string | null
  /** A place that is being picked. */
  readonly picked: Point | null
  readonly draft: Draft | null
}

type Known = Pick<World, 'incidents' | 'alerts' | 'zones' | 'facilities'>

/** The place that a selection stands for; null for a zone, which is an area, and for what the page does not hold. */
export function placeOf(selection: Selection | null, world: Known): Point | null {
  switch (selection?.kind) {
    case undefined:
    case 'zone':
      return null
    case 'alert':
      return world.alerts.get(selection.id)?.point ?? null
    case 'incident':
      return world.incidents.get(selection.id)?.point ?? null
    case 'facility':
      return world.facilities.get(selection.id)?.point ?? null
  }
}

/** The zone that a selection stands for or was raised in. */
function zoneOfSelection(selection: Selection | null, world: Known): Zone | null {
  if (selection?.kind === 'zone') return world.zones.get(selection.id) ?? null
  const alert = selection?.kind === 'alert' ? world.alerts.get(selection.id) : undefined
  return alert === undefined ? null : (world.zones.get(alert.zoneId) ?? null)
}

function incidentOfSelection(selection: Selection | null, world: Known): Incident | null {
  if (selection?.kind === 'incident') return world.incidents.get(selection.id) ?? null
  const alert = selection?.kind === 'alert' ? world.alerts.get(selection.id) : undefined
  return alert === undefined ? null : (world.incidents.get(alert.incidentId) ?? null)
}

/** Rings and outlines round what is selected, lit, picked or being drawn. */
export function marks({ selected, lit, picked, draft }: Pointed, world: Known): readonly Feature[] {
  const place = placeOf(selected, world)
  const zone = zoneOfSelection(selected, world)
  const incident = incidentOfSelection(selected, world)
  const hovered = lit === null ? null : (world.incidents.get(lit)?.point ?? null)
  return [
    // What is drawn anew stands out alone.
    ...(zone === null || zone.archived || draft !== null ? [] : [mark(areaOf(zone), 'zone')]),
    ...(draft === null ? [] : marksOf(draft)),
    ...(incident === null ? [] : [mark(discFeature(incident).geometry, 'disc')]),
    ...(hovered === null ? [] : [mark(hovered, 'lit')]),
    ...(place === null ? [] : [mark(place, 'selected')]),
    ...(picked === null ? [] : [mark(picked, 'selected')]),
  ]
}

function marksOf(draft: Draft): readonly Feature[] {
  const beyond = (draft.beyondMetres ?? []).flatMap((metres) => linesBeyond(draft, metres))
  const crossing = draft.crossing == null ? [] : [draft.crossing]
  return [
    mark(areaOf(draft), 'zone'),
    ...beyond.map((line) => mark(line, 'beyond')),
    ...(draft.corners ?? []).map((coordinates) => mark({ type: 'Point', coordinates }, 'corner')),
    ...crossing.map((coordinates) => mark({ type: 'Point', coordinates }, 'crossing')),
  ]
}

type Mark = 'zone' | 'beyond' | 'corner' | 'crossing' | 'disc' | 'lit' | 'selected'

function mark(geometry: Feature['geometry'], as: Mark): Feature {
  return { type: 'Feature', geometry, properties: { mark: as } }
}

/**
 * Whose discs are drawn: everybody's while they are few, else those that an open alert makes worth the ink; in a flood
 * of such, the worst and latest of them.
 */
export function discsOf(incidents: readonly Incident[], world: Known, most: number): readonly Incident[] {
  if (incidents.length <= most) return incidents
  const open = new Set([...world.alerts.values()].filter(isOpen).map((it) => it.incidentId))
  const told = incidents.filter((incident) => open.has(incident.id))
  return told.length <= most ? told : told.toSorted(worstFirst).slice(0, most)
}

function worstFirst(a: Incident, b: Incident): number {
  return severityRank(b.severity) - severityRank(a.severity) || latestFirst(a, b)
}
