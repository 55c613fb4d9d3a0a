import { mgrsText, readPosition, sexagesimalText } from '@cordon/alerts'
import type { Position } from 'geojson'

/** The ways in which positions are read out and copied, in the order in which one key goes through them. */
export const coordinateForms = ['decimal', 'sexagesimal', 'mgrs'] as const
export type CoordinateForm = (typeof coordinateForms)[number]

/** A position as people read it out: latitude first, five decimals (about a metre), with the half of the globe. */
export function coordinateText([lon = 0, lat = 0]: Position): string {
  const half = (value: number, positive: string, negative: string) => (value < 0 ? negative : positive)
  return `${Math.abs(lat).toFixed(5)}° ${half(lat, 'N', 'S')}, ${Math.abs(lon).toFixed(5)}° ${half(lon, 'E', 'W')}`
}

/** A position in one of the forms; null where the grid has no reference for it. */
export function textIn(form: CoordinateForm, position: Position): string | null {
  switch (form) {
    case 'decimal':
      return coordinateText(position)
    case 'sexagesimal':
      return sexagesimalText(position)
    case 'mgrs':
      return mgrsText(position)
  }
}

type Read =
  | { readonly ok: true; readonly position: [number, number]; readonly withinMetres: number | null }
  | { readonly ok: false }

/**
 * Reads decimal degrees, degrees with minutes and seconds, or a reference of the military grid, which also says how large
 * a square it names: latitude first unless letters say otherwise.
 */
export function readCoordinates(text: string): Read {
  const read = readPosition(text)
  if (read === null) return { ok: false }
  const [lon, lat] = read.position
  return { ok: true, position: [lon, lat], withinMetres: read.withinMetres }
}
