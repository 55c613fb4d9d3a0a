import { distanceMetres } from '@cordon/alerts'

/** A disc that covers something: centre (longitude first) and radius. */
export interface Disc {
  readonly coordinates: readonly [number, number]
  readonly radiusMetres: number
}

/** Pairs of numbers as CAP and GeoRSS write them, latitude first; null where one is none. */
export function latLonPairs(text: string): readonly (readonly [number, number])[] | null {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (numbers.length < 2 || numbers.length % 2 !== 0 || !numbers.every(Number.isFinite)) return null
  return numbers.flatMap((latitude, at) => (at % 2 === 0 ? [[numbers[at + 1] ?? NaN, latitude] as const] : []))
}

/**
 * The disc round the middle of some discs' box that covers them all; null of none. Where one lies beyond a pole, it is that
 * one, so that whoever checks the position can say what is wrong with it.
 */
export function covering(discs: readonly Disc[]): Disc | null {
  const [only] = discs
  if (only === undefined) return null
  const beyond = discs.find(({ coordinates: [, latitude] }) => Math.abs(latitude) > 90)
  if (beyond !== undefined || discs.length === 1) return beyond ?? only
  const [longitudes, latitudes] = [discs.map((it) => it.coordinates[0]), discs.map((it) => it.coordinates[1])]
  const coordinates = [middle(acrossDateLine(longitudes)), middle(latitudes)] as const
  const wrapped = [coordinates[0] > 180 ? coordinates[0] - 360 : coordinates[0], coordinates[1]] as const
  const radiusMetres = Math.max(...discs.map((it) => distanceMetres(wrapped, it.coordinates) + it.radiusMetres))
  return { coordinates: wrapped, radiusMetres: Math.ceil(radiusMetres) }
}

function middle(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2
}

/** What spans more than half the Earth more likely crosses the date line. */
function acrossDateLine(longitudes: readonly number[]): readonly number[] {
  if (Math.max(...longitudes) - Math.min(...longitudes) <= 180) return longitudes
  return longitudes.map((it) => (it < 0 ? it + 360 : it))
}

/** A point as a disc of no extent. */
export function spot(coordinates: readonly [number, number]): Disc {
  return { coordinates, radiusMetres: 0 }
}
