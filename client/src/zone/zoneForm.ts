import { plainDigits, type Facility, type Validity, type Zone } from '@cordon/alerts'
import type { ZoneSaid } from '../api/zones.js'
import type { Draft } from '../map/content.js'
import { coordinateText, readCoordinates } from '../ui/coordinates.js'

export const shapes = ['circle', 'polygon', 'corridor'] as const
export type Shape = (typeof shapes)[number]

type Drawn = Exclude<Zone['geometry'], { type: 'Point' }>

/** What stands in the form of a zone: text as it was typed, lengths in kilometres. */
export interface ZoneForm {
  name: string
  visibility: Zone['visibility']
  /** The team that sees it, where it is one that a team sees. */
  teamId: string | null
  shape: Shape
  centre: string
  facilityId: string | null
  radiusKm: number
  widthKm: number
  reachKm: number
  rings: string
  /** From when and until when it is watched, in UTC, as the fields have it (`2026-11-27T08:00`); empty where that side is open. */
  validFrom: string
  validUntil: string
  /** What was drawn on the map for a polygon or a corridor. */
  drawn: Drawn | null
}

export const emptyForm: Readonly<ZoneForm> = {
  name: '',
  visibility: 'public',
  teamId: null,
  shape: 'circle',
  centre: '',
  facilityId: null,
  radiusKm: 5,
  widthKm: 2,
  reachKm: 0,
  rings: '',
  validFrom: '',
  validUntil: '',
  drawn: null,
}

/** The form of a zone that exists. */
export function formOf(zone: Zone): ZoneForm {
  const { geometry } = zone
  return {
    name: zone.name,
    visibility: zone.visibility,
    teamId: zone.teamId ?? null,
    shape: shapeOf(geometry),
    centre: geometry.type === 'Point' ? coordinateText(geometry.coordinates) : '',
    facilityId: zone.facilityId,
    radiusKm: (zone.radiusMetres ?? 5000) / 1000,
    widthKm: (zone.widthMetres ?? 2000) / 1000,
    reachKm: zone.reachMetres / 1000,
    rings: zone.rings.map((metres) => metres / 1000).join(', '),
    validFrom: fieldOf(zone.valid?.from),
    validUntil: fieldOf(zone.valid?.until),
    drawn: geometry.type === 'Point' ? null : geometry,
  }
}

/** An instant as a field has it, in UTC to the minute. */
function fieldOf(at: string | null | undefined): string {
  return at?.slice(0, 16) ?? ''
}

/** The validity that is typed; null where it is always watched. */
export function validSaid({ validFrom, validUntil }: Pick<ZoneForm, 'validFrom' | 'validUntil'>): Validity | null {
  const [from, until] = [validFrom, validUntil].map((it) => (it === '' ? null : `${it}:00.000Z`))
  return from == null && until == null ? null : { from: from ?? null, until: until ?? null }
}

function shapeOf({ type }: Zone['geometry']): Shape {
  if (type === 'Point') return 'circle'
  return type === 'LineString' || type === 'MultiLineString' ? 'corridor' : 'polygon'
}

/** Puts a circle round a facility. */
export function aroundFacility(form: ZoneForm, facility: Facility): ZoneForm {
  const name = form.name === '' ? `${facility.name} ${form.radiusKm} km` : form.name
  return { ...form, name, shape: 'circle', facilityId: facility.id, centre: coordinateText(facility.point.coordinates) }
}

/** As far as any distance of a zone may be, and as many rings as it may have. */
const farthestKm = 2_000
const mostRings = 10

/** Ring distances in metres, ascending; null where the text is no list of positive kilometres, each of them once. */
export function readRings(text: string): readonly number[] | null {
  const parts = plainDigits(text)
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
  const kilometres = parts.map(Number)
  if (kilometres.some((it) => !(it > 0 && it <= farthestKm))) return null
  const metres = kilometres.map((it) => Math.round(it * 1000))
  // Twice the same may be one number with a comma in it.
  return metres.length > mostRings || new Set(metres).size < metres.length ? null : metres.toSorted((a, b) => a - b)
}

type ZoneProblem = 'name' | 'centre' | 'size' | 'shape' | 'reach' | 'rings' | 'valid' | 'team'

/** The first field that keeps the form from being sent; null where it may go. */
export function zoneProblem(form: ZoneForm): ZoneProblem | null {
  if (form.name.trim() === '') return 'name'
  if (form.shape === 'circle' && !readCoordinates(form.centre).ok) return 'centre'
  if (form.shape !== 'circle' && !isDrawn(form)) return 'shape'
  const size = { circle: form.radiusKm, corridor: form.widthKm, polygon: 1 }[form.shape]
  if (!(size > 0)) return 'size'
  if (Number.isNaN(form.reachKm)) return 'reach'
  if (readRings(form.rings) === null) return 'rings'
  const { validFrom, validUntil } = form
  if (validFrom !== '' && validUntil !== '' && validFrom >= validUntil) return 'valid'
  return lacksTeam(form) ? 'team' : null
}

/** Who sees a zone, as it is chosen. */
export type Shown = Pick<ZoneForm, 'visibility' | 'teamId'>

/** Whether a team is still to be chosen. */
export function lacksTeam({ visibility, teamId }: Shown): boolean {
  return visibility === 'team' && teamId === null
}

/** Who sees it, for the server: a team that was chosen before means nothing where no team is to see it. */
export function shownSaid({ visibility, teamId }: Shown) {
  return { visibility, ...(visibility === 'team' ? { teamId } : {}) }
}

function isDrawn({ drawn, shape }: ZoneForm): boolean {
  return drawn !== null && shapeOf(drawn) === shape
}

/** The area that the form stands for so far, with what it listens to beyond; null where there is none yet. */
export function draftOf(form: ZoneForm): Draft | null {
  const shape = shapeDrawn(form)
  if (shape === null) return null
  const distances = [(form.reachKm || 0) * 1000, ...(readRings(form.rings) ?? [])]
  return { ...shape, beyondMetres: distances.filter((it) => it > 0) }
}

function shapeDrawn(form: ZoneForm): Draft | null {
  if (form.shape === 'circle') {
    const centre = readCoordinates(form.centre)
    if (!centre.ok || !(form.radiusKm > 0)) return null
    return {
      geometry: { type: 'Point', coordinates: centre.position },
      radiusMetres: form.radiusKm * 1000,
      widthMetres: null,
    }
  }
  if (form.drawn === null || !isDrawn(form)) return null
  return {
    geometry: form.drawn,
    radiusMetres: null,
    widthMetres: form.shape === 'corridor' ? form.widthKm * 1000 : null,
  }
}

/** Another zone of the same shape and times, to the last digit, for the server. */
export function copySaid(zone: Zone, { name, ...shown }: Pick<ZoneForm, 'name'> & Shown): ZoneSaid {
  const { geometry, radiusMetres, widthMetres, reachMetres, rings, facilityId, valid } = zone
  const area = { radiusMetres, widthMetres, reachMetres, rings: [...rings], facilityId, valid }
  return { type: 'Feature', geometry, properties: { name: name.trim(), ...shownSaid(shown), ...area } }
}

/** The zone that the form tells, for the server; null where a problem keeps it back. */
export function zoneSaid(form: ZoneForm): ZoneSaid | null {
  const draft = shapeDrawn(form)
  const rings = readRings(form.rings)
  if (draft === null || rings === null || zoneProblem(form) !== null) return null
  const { name, shape, reachKm, facilityId } = form
  return {
    type: 'Feature',
    geometry: draft.geometry,
    properties: {
      name: name.trim(),
      ...shownSaid(form),
      radiusMetres: draft.radiusMetres,
      widthMetres: draft.widthMetres,
      reachMetres: Math.max(0, reachKm || 0) * 1000,
      rings: [...rings],
      facilityId: shape === 'circle' ? facilityId : null,
      valid: validSaid(form),
    },
  }
}
