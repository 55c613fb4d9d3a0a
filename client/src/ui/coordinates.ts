import type { Position } from 'geojson'

/** A position as people read it out: latitude first, five decimals (about a metre), with the half of the globe. */
export function coordinateText([lon = 0, lat = 0]: Position): string {
  const half = (value: number, positive: string, negative: string) => (value < 0 ? negative : positive)
  return `${Math.abs(lat).toFixed(5)}° ${half(lat, 'N', 'S')}, ${Math.abs(lon).toFixed(5)}° ${half(lon, 'E', 'W')}`
}

type Read = { readonly ok: true; readonly position: [number, number] } | { readonly ok: false }

const signed = /^([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([NSEW])?[\s,;]+([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([NSEW])?$/i

/** Reads "35.15618, 40.42716" or "35.15618° N, 40.42716° E": latitude first unless letters say otherwise. */
export function readCoordinates(text: string): Read {
  const found = signed.exec(text.trim())
  if (found === null) return { ok: false }
  const [, first = '', firstHalf = '', second = '', secondHalf = ''] = found
  const a = degreesOf(first, firstHalf)
  const b = degreesOf(second, secondHalf)
  const swapped = /[EW]/i.test(firstHalf) || /[NS]/i.test(secondHalf)
  const [lat, lon] = swapped ? [b, a] : [a, b]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { ok: true, position: [lon, lat] } : { ok: false }
}

function degreesOf(number: string, half: string): number {
  const degrees = Number(number.replace(',', '.'))
  return /[SW]/i.test(half) ? -degrees : degrees
}
