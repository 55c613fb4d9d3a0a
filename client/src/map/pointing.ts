import type { Map as MapLibreMap, MapGeoJSONFeature, PointLike, GeoJSONSource } from 'maplibre-gl'
import type { Selection } from '../floor/selection.js'

/** What lies below a place on the screen. */
export type Hit =
  | { readonly is: 'thing'; readonly selection: Selection }
  | { readonly is: 'cluster'; readonly feature: MapGeoJSONFeature }
  | { readonly is: 'nothing' }

const kinds = {
  'incident-sign': 'incident',
  'facility-pin': 'facility',
  'zone-line': 'zone',
  'zone-name': 'zone',
} as const

/** The first thing below the pointer, signs before pins before the lines of zones; a little aim is forgiven. */
export function hitAt(map: MapLibreMap, { x, y }: { readonly x: number; readonly y: number }): Hit {
  const box = (by: number): [PointLike, PointLike] => [
    [x - by, y - by],
    [x + by, y + by],
  ]
  const layers = (names: readonly string[]) => names.filter((name) => map.getLayer(name))
  const signs = map.queryRenderedFeatures(box(2), { layers: layers(['incident-sign', 'cluster', 'facility-pin']) })
  const [feature] =
    signs.length > 0 ? signs : map.queryRenderedFeatures(box(4), { layers: layers(['zone-line', 'zone-name']) })
  if (feature === undefined) return { is: 'nothing' }
  if (feature.layer.id === 'cluster') return { is: 'cluster', feature }
  const kind = Object.entries(kinds).find(([layer]) => layer === feature.layer.id)?.[1]
  const id: unknown = feature.properties['id']
  return kind === undefined || typeof id !== 'string' ? { is: 'nothing' } : { is: 'thing', selection: { kind, id } }
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
