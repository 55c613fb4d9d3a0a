import type {
  ExpressionSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
  VariableAnchorOffsetCollectionSpecification,
} from 'maplibre-gl'
import type { Palette } from './palette.js'

const byWorst = ({ severity }: Palette): ExpressionSpecification => [
  'match',
  ['get', 'worst'],
  4,
  severity.extreme,
  3,
  severity.severe,
  2,
  severity.moderate,
  1,
  severity.minor,
  severity.unknown,
]

/** How heavy the ring of several is, in pixels: the worse the worst of them, the heavier, since colour is never the only sign. */
export const ringByWorst: ExpressionSpecification = ['match', ['get', 'worst'], 4, 5, 3, 3.5, 2, 2.5, 1.5]

/** The rings that stand for many incidents, with how many each holds; the topmost last. */
export function clusterLayers(palette: Palette): LayerSpecification[] {
  const isCluster: ExpressionSpecification = ['has', 'point_count']
  return [
    {
      id: 'cluster',
      type: 'circle',
      source: 'incidents',
      filter: isCluster,
      paint: {
        'circle-color': palette.cluster,
        'circle-stroke-color': palette.ring ?? byWorst(palette),
        'circle-stroke-width': ringByWorst,
        'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'point_count']], 1, 12, 7, 24],
      },
    },
    {
      // Names keep out of the whole ring, not of its number alone, wherever that stands.
      id: 'cluster-room',
      type: 'symbol',
      source: 'incidents',
      filter: isCluster,
      layout: { ...count, 'text-padding': 12 },
      paint: { 'text-opacity': 0 },
    },
    {
      id: 'cluster-count',
      type: 'symbol',
      source: 'incidents',
      filter: isCluster,
      layout: { ...count, 'text-padding': 1, 'text-variable-anchor-offset': besidePins },
      paint: { 'text-color': palette.text, 'text-halo-color': palette.cluster, 'text-halo-width': 2 },
    },
  ]
}

const count: SymbolLayerSpecification['layout'] = {
  'text-field': ['get', 'point_count_abbreviated'],
  'text-font': ['Noto Sans SemiBold'],
  'text-size': 12,
  'text-allow-overlap': true,
}

/**
 * Where the number of a ring may stand, in ems from its middle: there, else in the half that a pin leaves free, else close
 * by the ring. What lies above it is placed before it, so that it keeps clear of pins and signs.
 */
const besidePins: VariableAnchorOffsetCollectionSpecification = [
  ...beside('center', 0, 0),
  ...beside('top', 0, 0.15),
  ...beside('right', -0.3, 0.4),
  ...beside('left', 0.3, 0.4),
  ...beside('bottom', 0, -0.15),
  ...beside('top', 0, 1.2),
  ...beside('right', -1.4, 0),
  ...beside('left', 1.4, 0),
  ...beside('bottom', 0, -1.2),
]

function beside(anchor: string, right: number, down: number): VariableAnchorOffsetCollectionSpecification {
  return [anchor, [right, down]]
}
