import type { CircleLayerSpecification, ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { clusterLayers } from './clusterLayers.js'
import type { Palette } from './palette.js'
import { triedAbove, triedBelow } from './triedLayers.js'

/** Names of the sources that hold what Cordon draws. */
export const drawnSources = ['zones', 'discs', 'facilities', 'incidents', 'marks', 'measure', 'tried'] as const
export type DrawnSource = (typeof drawnSources)[number]

/** What a reader may switch off, with the layers that it stands for. */
export const switches = {
  zones: ['zone-area', 'zone-line', 'zone-ring', 'zone-name'],
  discs: ['disc-area', 'disc-line', 'disc-halo'],
  facilities: ['facility-pin'],
  graticule: ['graticule-lines', 'graticule-meridians', 'graticule-parallels'],
} as const
export type Switch = keyof typeof switches

/** The signs that may be drawn: the house's own, or those of MIL-STD-2525. */
export type SymbolSet = 'plain' | 'military'

interface Symbols {
  readonly sign: ExpressionSpecification
  readonly pin: ExpressionSpecification
  /** What of a pin stands on its place. */
  readonly anchor: 'bottom' | 'center'
}

/** How the layers of signs and pins take their images from a feature. */
export const symbolSets: Readonly<Record<SymbolSet, Symbols>> = {
  plain: { sign: ['get', 'sign'], pin: ['get', 'pin'], anchor: 'bottom' },
  military: { sign: ['get', 'military'], pin: ['get', 'military'], anchor: 'center' },
}

const isPart = (part: string): ExpressionSpecification => ['==', ['get', 'part'], part]
const bySeverity = ({ severity }: Palette): ExpressionSpecification => [
  'match',
  ['get', 'severity'],
  'extreme',
  severity.extreme,
  'severe',
  severity.severe,
  'moderate',
  severity.moderate,
  'minor',
  severity.minor,
  severity.unknown,
]
/** What lies below the names of the ground: zones and where incidents may be. */
export function layersBelowNames(palette: Palette): LayerSpecification[] {
  return [...zoneLayers(palette), ...discLayers(palette), ...triedBelow(palette, bySeverity(palette))]
}

/** What lies above them: pins, signs, and the ring round what is selected. Signs take part in collision. */
export function layersAboveNames(palette: Palette): LayerSpecification[] {
  return [
    zoneNames(palette),
    ...clusterLayers(palette),
    ...markLayers(palette),
    facilityPins(palette),
    signs(palette),
    ...triedAbove(palette),
    ...measureLayers(palette),
  ]
}

function zoneLayers({ zone, zoneLine, zoneRing }: Palette): LayerSpecification[] {
  return [
    {
      id: 'zone-area',
      type: 'fill',
      source: 'zones',
      filter: isPart('area'),
      paint: { 'fill-color': zone, 'fill-opacity': 0.06 },
    },
    {
      id: 'zone-ring',
      type: 'line',
      source: 'zones',
      filter: isPart('ring'),
      paint: { 'line-color': zone, 'line-width': 0.8, 'line-opacity': zoneRing, 'line-dasharray': [6, 4] },
    },
    {
      id: 'zone-line',
      type: 'line',
      source: 'zones',
      filter: isPart('area'),
      paint: { 'line-color': zone, 'line-width': 1.1, 'line-opacity': zoneLine },
    },
  ]
}

function discLayers(palette: Palette): LayerSpecification[] {
  const colour = bySeverity(palette)
  const isWide: ExpressionSpecification = ['>=', ['zoom'], ['get', 'fromZoom']]
  return [
    {
      id: 'disc-area',
      type: 'fill',
      source: 'discs',
      filter: isWide,
      paint: { 'fill-color': colour, 'fill-opacity': ['get', 'fill'] },
    },
    {
      id: 'disc-line',
      type: 'line',
      source: 'discs',
      filter: isWide,
      paint: { 'line-color': colour, 'line-width': 1.1, 'line-opacity': ['get', 'line'], 'line-dasharray': [4, 3] },
    },
    {
      id: 'disc-halo',
      type: 'circle',
      source: 'incidents',
      filter: ['all', ['!', ['has', 'point_count']], ['<', ['zoom'], ['get', 'fromZoom']]],
      paint: { 'circle-color': colour, 'circle-radius': 16, 'circle-blur': 0.7, 'circle-opacity': 0.16 },
    },
  ]
}

function zoneNames({ zone, halo }: Palette): LayerSpecification {
  return {
    id: 'zone-name',
    type: 'symbol',
    source: 'zones',
    minzoom: 7,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Regular'],
      'text-size': ['match', ['get', 'part'], 'ring', 10, 11],
      'text-offset': [0, -0.8],
      'text-max-angle': 30,
    },
    paint: { 'text-color': zone, 'text-halo-color': halo, 'text-halo-width': 1.2, 'text-opacity': 0.9 },
  }
}

function markLayers({ select, edge, severity }: Palette): LayerSpecification[] {
  const ring = (id: string, mark: string, width: number): LayerSpecification => ({
    id,
    type: 'circle',
    source: 'marks',
    filter: ['==', ['get', 'mark'], mark],
    paint: {
      'circle-radius': 17,
      'circle-color': 'transparent',
      'circle-stroke-color': select,
      'circle-stroke-width': width,
    },
  })
  return [
    {
      id: 'mark-zone',
      type: 'line',
      source: 'marks',
      filter: ['==', ['get', 'mark'], 'zone'],
      paint: { 'line-color': select, 'line-width': 2 },
    },
    {
      id: 'mark-beyond',
      type: 'line',
      source: 'marks',
      filter: ['==', ['get', 'mark'], 'beyond'],
      paint: { 'line-color': select, 'line-width': 1, 'line-dasharray': [4, 4] },
    },
    {
      id: 'mark-disc',
      type: 'line',
      source: 'marks',
      filter: ['==', ['get', 'mark'], 'disc'],
      paint: { 'line-color': select, 'line-width': 1.6, 'line-dasharray': [4, 3] },
    },
    ...sketchLayers({ select, edge, severity }),
    ring('mark-lit', 'lit', 1.4),
    ring('mark-selected', 'selected', 2.4),
  ]
}

/** Corners that stand while a shape is drawn, and where its outline crosses itself. */
function sketchLayers({ select, edge, severity }: Pick<Palette, 'select' | 'edge' | 'severity'>): LayerSpecification[] {
  const point = (mark: string, paint: CircleLayerSpecification['paint']): LayerSpecification => ({
    id: `mark-${mark}`,
    type: 'circle',
    source: 'marks',
    filter: ['==', ['get', 'mark'], mark],
    paint: paint ?? {},
  })
  return [
    point('corner', {
      'circle-radius': 5,
      'circle-color': select,
      'circle-stroke-color': edge,
      'circle-stroke-width': 1.5,
    }),
    point('crossing', {
      'circle-radius': 12,
      'circle-color': 'transparent',
      'circle-stroke-color': severity.extreme,
      'circle-stroke-width': 3,
    }),
  ]
}

function facilityPins({ text, halo }: Palette): LayerSpecification {
  return {
    id: 'facility-pin',
    type: 'symbol',
    source: 'facilities',
    layout: {
      'icon-image': symbolSets.plain.pin,
      'icon-anchor': symbolSets.plain.anchor,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 5, 0.62, 9, 0.85],
      'icon-allow-overlap': true,
      'text-field': ['step', ['zoom'], '', 8, ['get', 'name']],
      'text-font': ['Noto Sans SemiBold'],
      'text-size': 11,
      'text-variable-anchor': ['left', 'right', 'bottom'],
      'text-radial-offset': 1.2,
      'text-optional': true,
    },
    paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.4 },
  }
}

/** How strong a sign is that is as old as signs tell. */
const oldest = 0.4

function signs({ faintest }: Palette): LayerSpecification {
  return {
    id: 'incident-sign',
    type: 'symbol',
    source: 'incidents',
    filter: ['!', ['has', 'point_count']],
    layout: {
      'icon-image': symbolSets.plain.sign,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 4, 0.66, 9, 0.88],
      'icon-allow-overlap': true,
      'icon-padding': 3,
      'symbol-sort-key': ['get', 'rank'],
    },
    // What is refuted is fainter than what is old.
    paint: {
      'icon-opacity': [
        'max',
        ['case', ['<', ['get', 'strength'], oldest], faintest - 0.1, faintest],
        ['get', 'strength'],
      ],
    },
  }
}

/** Above everything: it lies on the map only while somebody measures. */
function measureLayers({ select, halo, text }: Palette): LayerSpecification[] {
  const is = (type: string): ExpressionSpecification => ['==', ['geometry-type'], type]
  const line = (id: string, colour: string, width: number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'measure',
    filter: is('LineString'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  })
  return [
    line('measure-edge', halo, 5),
    line('measure-line', select, 2),
    {
      id: 'measure-point',
      type: 'circle',
      source: 'measure',
      filter: is('Point'),
      paint: { 'circle-radius': 4, 'circle-color': halo, 'circle-stroke-color': select, 'circle-stroke-width': 2 },
    },
    {
      id: 'measure-text',
      type: 'symbol',
      source: 'measure',
      filter: is('Point'),
      layout: {
        'text-field': ['get', 'text'],
        'text-font': ['Noto Sans SemiBold'],
        'text-size': 12,
        'text-anchor': 'bottom',
        'text-offset': [0, -0.8],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 2 },
    },
  ]
}
