import type { Feature, FeatureCollection } from 'geojson'

/** West, south, east, north in degrees; west may be below −180 or east above 180 where the view spans the date line. */
export type ViewBounds = readonly [number, number, number, number]

/** Degrees between lines, and the zoom from which that step is used: about 150 to 300 pixels apart. */
const steps: readonly (readonly [number, number])[] = [
  [11.5, 0.05],
  [10.5, 0.1],
  [9, 0.25],
  [8, 0.5],
  [7, 1],
  [5, 2],
  [4, 5],
  [2.5, 10],
  [0, 30],
]

const mercatorLimit = 85

/**
 * Meridians and parallels across the view, each with a label at the view's top or left edge, so that empty ground
 * still tells where one is. Properties: `kind` is `line`, `meridian` or `parallel`; `text` is the label.
 */
export function graticule([west, south, east, north]: ViewBounds, zoom: number): FeatureCollection {
  const step = steps.find(([from]) => zoom >= from)?.[1] ?? 30
  const bottom = Math.max(south, -mercatorLimit)
  const top = Math.min(north, mercatorLimit)
  const meridians = multiples(west, east, step).flatMap((lon) => [
    line([lon, bottom], [lon, top]),
    label([lon, top], 'meridian', degrees(normal(lon), 'E', 'W')),
  ])
  const parallels = multiples(bottom, top, step).flatMap((lat) => [
    line([west, lat], [east, lat]),
    label([west, lat], 'parallel', degrees(lat, 'N', 'S')),
  ])
  return { type: 'FeatureCollection', features: [...meridians, ...parallels] }
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step)
  const count = Math.max(0, Math.floor(to / step) - first + 1)
  return Array.from({ length: count }, (_, i) => (first + i) * step)
}

function normal(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180
}

function degrees(value: number, positive: string, negative: string): string {
  const size = Number(Math.abs(value).toFixed(2))
  if (size === 0 || size === 180) return `${size}°`
  return `${size}° ${value > 0 ? positive : negative}`
}

function line(from: readonly [number, number], to: readonly [number, number]): Feature {
  return {
    type: 'Feature',
    properties: { kind: 'line' },
    geometry: { type: 'LineString', coordinates: [[...from], [...to]] },
  }
}

function label(at: readonly [number, number], kind: 'meridian' | 'parallel', text: string): Feature {
  return { type: 'Feature', properties: { kind, text }, geometry: { type: 'Point', coordinates: [...at] } }
}
