import type { Position } from 'geojson'
import type { Draft } from '../map/content.js'
import { shapeThrough } from './corners.js'
import { crossingOf, crossingSoFar } from './crossing.js'
import { draftOf, type ZoneForm } from './zoneForm.js'

/** Nothing of an area yet. */
const noArea = { type: 'MultiPolygon' as const, coordinates: [] }

/**
 * What of a zone is to be seen on the map while it is being made: its area, or the corners that stand so far, a corridor as
 * wide as it will be, and where an outline crosses itself.
 */
export function sketchOf(form: ZoneForm, placed: readonly Position[]): Draft | null {
  const draft = draftOf(form)
  if (draft !== null) return form.drawn === null ? draft : { ...draft, crossing: crossingOf(form.drawn) }
  if (form.shape === 'circle' || placed.length === 0) return null
  if (form.shape === 'polygon')
    return { geometry: noArea, radiusMetres: null, widthMetres: null, corners: placed, crossing: crossingSoFar(placed) }
  const isWay = placed.length > 1 && form.widthKm > 0
  return {
    geometry: isWay ? shapeThrough(placed, 'corridor') : noArea,
    radiusMetres: null,
    widthMetres: isWay ? form.widthKm * 1000 : null,
    corners: placed,
  }
}
