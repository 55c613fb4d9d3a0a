import type { Map as MapLibreMap, MapGeoJSONFeature, PointLike, GeoJSONSource } from 'maplibre-gl'
import type { Selection } from '../floor/selection.js'

/** What lies below a place on the screen. */
export type Hit =
  | { readonly is: 'thing'; readonly selection: Selection }
  | { readonly is: 'cluster'; readonly feature: MapGeoJSONFeature }
  | { readonly is: 'nothing' }

const kinds = {
  'incident-sign': 'incident',
  'tried-sign': 'incident',
  'facility-pin': 'facility',
  'zone-line': 'zone',
  'zone-name': 'zone',
} as const

interface Spot {
  readonly x: number
  readonly y: number
}

/** How far beside a thing a pointer still means it, in pixels; a finger covers 44. */
const aim = { fine: { sign: 2, line: 4 }, coarse: { sign: 22, line: 22 } } as const

/** Whether the reader points with a finger. */
export function isCoarse(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}

/** The first thing below the pointer, signs before pins before the lines of zones; of those that a finger covers, the nearest. */
export function hitAt(map: MapLibreMap, at: Spot): Hit {
  const by = aim[isCoarse() ? 'coarse' : 'fine']
  const found = (within: number, names: readonly string[]) => {
    const box: [PointLike, PointLike] = [
      [at.x - within, at.y - within],
      [at.x + within, at.y + within],
    ]
    return map.queryRenderedFeatures(box, { layers: names.filter((name) => map.getLayer(name)) })
  }
  const signs = found(by.sign, ['incident-sign', 'tried-sign', 'cluster', 'facility-pin'])
  const near = isCoarse() ? signs.toSorted((a, b) => awayFrom(map, at, a) - awayFrom(map, at, b)) : signs
  const [feature] = near.length > 0 ? near : found(by.line, ['zone-line', 'zone-name'])
  return feature === undefined ? { is: 'nothing' } : hitOn(feature)
}

function hitOn(feature: MapGeoJSONFeature): Hit {
  if (feature.layer.id === 'cluster') return { is: 'cluster', feature }
  const kind = Object.entries(kinds).find(([layer]) => layer === feature.layer.id)?.[1]
  const id: unknown = feature.properties['id']
  if (kind === undefined || typeof id !== 'string') return { is: 'nothing' }
  return { is: 'thing', selection: { kind, id } }
}

function awayFrom(map: MapLibreMap, { x, y }: Spot, { geometry }: MapGeoJSONFeature): number {
  if (geometry.type !== 'Point') return Infinity
  const [lng = 0, lat = 0] = geometry.coordinates
  const there = map.project([lng, lat])
  return Math.hypot(there.x - x, there.y - y)
}

/** Where a map has to go so that a cluster falls apart; null where it is none any more. */
export async function insideOf(map: MapLibreMap, { properties, geometry }: MapGeoJSONFeature) {
  const source = map.getSource<GeoJSONSource>('incidents')
  const id: unknown = properties['cluster_id']
  if (source === undefined || typeof id !== 'number' || geometry.type !== 'Point') return null
  const [lng = 0, lat = 0] = geometry.coordinates
  const center: [number, number] = [lng, lat]
  return { center, zoom: (await source.getClusterExpansionZoom(id)) + 0.2 }
}
