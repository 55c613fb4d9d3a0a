import type { Polygon } from 'geojson'

/** A drawn area as an address says it: its corners in turn, `longitude,latitude;…`, to a metre. */
export function areaText({ coordinates: [ring = []] }: Polygon): string {
  return ring
    .slice(0, -1)
    .map(([longitude = 0, latitude = 0]) => `${round(longitude)},${round(latitude)}`)
    .join(';')
}

function round(degrees: number): string {
  return String(Number(degrees.toFixed(5)))
}

/** The area that an address asks for; null where it says none that can be drawn. */
export function areaOf(text: string): Polygon | null {
  const corners = text.split(';').map((corner) => corner.split(',').map(Number))
  const isWhole = corners.length >= 3 && corners.every((it) => it.length === 2 && it.every(Number.isFinite))
  return isWhole ? { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] } : null
}
