import type { LocationPrecision } from '../model.js'

/**
 * The radius taken where a source names only a precision; a source that knows better states `uncertaintyMetres`. `admin2`,
 * `admin1` and `country` cover what is usual of a district, a governorate and a country from their centre. How far a larger
 * one reaches, its known places say (`place/reach.ts`).
 */
const uncertainties: Readonly<Record<LocationPrecision, number>> = {
  exact: 100,
  near: 1_000,
  area: 25_000,
  admin2: 60_000,
  admin1: 150_000,
  country: 500_000,
}

/** Uncertainty in metres of a position that was given with this precision and no radius. */
export function defaultUncertaintyMetres(precision: LocationPrecision): number {
  return uncertainties[precision]
}

/** The precision that a radius stands for: at most these metres each. */
export function precisionOf(uncertaintyMetres: number): LocationPrecision {
  if (uncertaintyMetres <= 200) return 'exact'
  if (uncertaintyMetres <= 5_000) return 'near'
  if (uncertaintyMetres <= 40_000) return 'area'
  return uncertaintyMetres <= 80_000 ? 'admin2' : 'admin1'
}

/**
 * How precise a position is that comes without a word of it. Beside the name of a place it stands for that place; written
 * with few decimals it is known no better than these say (two: about 1 km, one: about 10 km). Null where nothing speaks
 * against its being exact.
 */
export function bareLocationPrecision(
  coordinates: readonly number[],
  place: string | null,
): Extract<LocationPrecision, 'near' | 'area'> | null {
  const decimals = Math.max(0, ...coordinates.slice(0, 2).map(decimalsOf))
  if (decimals <= 1) return 'area'
  return decimals === 2 || (place ?? '').trim() !== '' ? 'near' : null
}

function decimalsOf(degrees: number): number {
  return /\.(\d+)$/.exec(String(degrees))?.[1]?.length ?? 0
}
