import type { FontFacesSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { areaLayers, areaLayersWith, theatreFrom } from './ground/areas.js'
import { type GroundColours, groundColours, type GroundTheme } from './ground/colours.js'
import { groundFonts } from './ground/fonts.js'
import { labelLayers } from './ground/labels.js'
import { ownAreaLayers, ownNameLayers, ownSource, ownSourceOf, pictureLayer, type OwnMap } from './ground/own.js'

export { graticule, type ViewBounds } from './ground/graticule.js'
export { groundColours, type GroundColours, type GroundTheme } from './ground/colours.js'

/** Whose our own map is; the licences in full are in NOTICE.md. */
const attribution = 'Natural Earth · GSHHG/WDB II (LGPL) · GeoNames, UCDP (CC BY 4.0)'

/** The GeoJSON source that draws what `graticule` returns. */
export const graticuleSource = 'graticule'

export interface BasemapOptions {
  readonly theme: GroundTheme
  /** Address of the base map's file, for example `/basemap.pmtiles`; the `pmtiles` protocol must be registered. */
  readonly pmtilesUrl: string
  /** A map of the operator's own, drawn over ours; null for ours alone. */
  readonly own?: OwnMap | null
  /** Font files by name; those shipped with the product unless given. */
  readonly fonts?: FontFacesSpecification
}

const worldMaxZoom = 6
const theatreMaxZoom = 10
/** West, south, east, north: the tiles of zoom 7 that the theatre fills edge to edge. */
const theatreBounds: [number, number, number, number] = [33.75, 31.952162, 45, 38.822591]

/**
 * The ground of the map for MapLibre GL, without any address outside. One file serves two sources: the world to
 * zoom 6, stretched beyond, and the theatre's finer tiles that cover it from zoom 7.
 */
export function basemapStyle({
  theme,
  pmtilesUrl,
  own = null,
  fonts = groundFonts,
}: BasemapOptions): StyleSpecification {
  const colours = groundColours[theme]
  const tiles = [`pmtiles://${pmtilesUrl}/{z}/{x}/{y}`]
  return {
    version: 8,
    name: `Cordon ${theme}`,
    'font-faces': fonts,
    sources: {
      world: { type: 'vector', tiles, minzoom: 0, maxzoom: worldMaxZoom, attribution },
      theatre: { type: 'vector', tiles, minzoom: theatreFrom, maxzoom: theatreMaxZoom, bounds: theatreBounds },
      ...(own === null ? {} : { [ownSource]: ownSourceOf(own) }),
      [graticuleSource]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      ...areasOf(theme, own),
      graticuleLines(colours),
      ...(own === null || own.kind === 'raster' ? [] : ownNameLayers(own.kind, colours)),
      ...labelLayers(colours),
      ...graticuleLabels(colours),
    ],
  }
}

function areasOf(theme: GroundTheme, own: OwnMap | null): LayerSpecification[] {
  const colours = groundColours[theme]
  if (own === null) return areaLayers(colours)
  if (own.kind === 'raster') return areaLayersWith(pictureLayer(theme), colours)
  return [...areaLayers(colours), ...ownAreaLayers(own.kind, colours)]
}

/** Whose maps are shown. */
export function creditOf(own: Pick<OwnMap, 'attribution'> | null): string {
  return own?.attribution == null ? attribution : `${own.attribution} · ${attribution}`
}

function graticuleLines(colours: GroundColours): LayerSpecification {
  return {
    id: 'graticule-lines',
    type: 'line',
    source: graticuleSource,
    filter: ['==', ['get', 'kind'], 'line'],
    paint: { 'line-color': colours.graticule, 'line-width': 0.7 },
  }
}

function graticuleLabels(colours: GroundColours): LayerSpecification[] {
  const edges = [
    { kind: 'meridian', anchor: 'top', offset: [0, 0.4] },
    { kind: 'parallel', anchor: 'left', offset: [0.5, 0] },
  ] as const
  return edges.map(({ kind, anchor, offset }) => ({
    id: `graticule-${kind}s`,
    type: 'symbol',
    source: graticuleSource,
    filter: ['==', ['get', 'kind'], kind],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': ['Noto Sans Regular'],
      'text-size': 10,
      'text-anchor': anchor,
      'text-offset': [...offset],
      'text-padding': 1,
    },
    paint: { 'text-color': colours.graticuleText, 'text-halo-color': colours.halo, 'text-halo-width': 1 },
  }))
}
