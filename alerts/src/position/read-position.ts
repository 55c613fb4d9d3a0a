import { readDegrees } from '../report/degrees.js'
import { plainDigits } from '../report/digits.js'
import { readMgrs } from './mgrs.js'

/** A position that somebody wrote; `withinMetres` where the way of writing says how large a square it names. */
export interface ReadPosition {
  readonly position: readonly [number, number]
  readonly withinMetres: number | null
}

const sidesAfter = /^(.*?[NSEWشجقغ])\s*[,;،]?\s*(.*[NSEWشجقغ])$/i
const sidesBefore = /^([NSEWشجقغ].*?)\s*[,;،]?\s*([NSEWشجقغ].*)$/i
const decimals = /^([+-]?\d+(?:[.,]\d+)?)\s*°?[\s,;،]+([+-]?\d+(?:[.,]\d+)?)\s*°?$/

/**
 * Reads a position as people write it: `35.15618, 40.42716`, `35°09′22″N 40°25′38″E`, `37S FV 30050 91200`, in Arabic-Indic
 * digits too. Latitude comes first unless letters say otherwise. Null where it is none.
 */
export function readPosition(text: string): ReadPosition | null {
  const bare = plainDigits(text).trim()
  const square = readMgrs(bare)
  if (square !== null) return square
  const position = readSided(bare) ?? readPlain(bare)
  return position === null ? null : { position, withinMetres: null }
}

function readPlain(text: string): readonly [number, number] | null {
  const [, lat, lon] = decimals.exec(text) ?? []
  if (lat === undefined || lon === undefined) return null
  return onGlobe(Number(lon.replace(',', '.')), Number(lat.replace(',', '.')))
}

/** Each with its half of the globe; one says north or south, the other east or west. */
function readSided(text: string): readonly [number, number] | null {
  const [, first, second] = sidesAfter.exec(text) ?? sidesBefore.exec(text) ?? []
  if (first === undefined || second === undefined) return null
  const [a, b] = [readDegrees(first, decimalOf(first)), readDegrees(second, decimalOf(second))]
  const [isEastFirst, isEastSecond] = [saysEast(first), saysEast(second)]
  if (a === null || b === null || isEastFirst === isEastSecond) return null
  return isEastFirst ? onGlobe(a, b) : onGlobe(b, a)
}

function decimalOf(text: string): 'point' | 'comma' {
  return text.includes(',') ? 'comma' : 'point'
}

function saysEast(text: string): boolean {
  return /[EWقغ]/i.test(text)
}

function onGlobe(lon: number, lat: number): readonly [number, number] | null {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null
}
