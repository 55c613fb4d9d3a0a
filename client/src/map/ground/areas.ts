import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { GroundColours } from './colours.js'

/** From this zoom the theatre's own tiles cover the world's, which are stretched beyond their last zoom. */
export const theatreFrom = 7

type Source = 'world' | 'theatre'

/** Land, water and lines: first the world's, then the theatre's above them on a ground of its own. */
export function areaLayers(colours: GroundColours): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
    ...surface('world', colours),
    ...borders('world', 0, colours),
    theatreGround(colours),
    ...surface('theatre', colours),
    ...borders('theatre', theatreFrom, colours),
  ]
}

/** The same below a picture, which shows water itself: the borders lie on it. */
export function areaLayersWith(picture: LayerSpecification, colours: GroundColours): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
    ...surface('world', colours),
    theatreGround(colours),
    ...surface('theatre', colours),
    picture,
    ...borders('world', 0, colours).map((layer) => ({ ...layer, maxzoom: theatreFrom })),
    ...borders('theatre', theatreFrom, colours),
  ]
}

function theatreGround(colours: GroundColours): LayerSpecification {
  return {
    id: 'theatre-ground',
    type: 'fill',
    source: 'theatre',
    'source-layer': 'ground',
    minzoom: theatreFrom,
    paint: { 'fill-color': colours.sea, 'fill-antialias': false },
  }
}

function surface(source: Source, colours: GroundColours): LayerSpecification[] {
  const minzoom = source === 'theatre' ? theatreFrom : 0
  return [
    {
      id: `${source}-land`,
      type: 'fill',
      source,
      'source-layer': 'land',
      minzoom,
      paint: { 'fill-color': colours.land, 'fill-antialias': false },
    },
    ...rivers(source, minzoom, colours),
    { ...lake(source, minzoom), paint: { 'fill-color': colours.lake, 'fill-outline-color': colours.lakeShore } },
  ]
}

function lake(source: Source, minzoom: number) {
  return { id: `${source}-water`, type: 'fill', source, 'source-layer': 'water', minzoom } as const
}

function rivers(source: Source, minzoom: number, colours: GroundColours): LayerSpecification[] {
  const kind = (name: string): FilterSpecification => ['==', ['get', 'kind'], name]
  return [
    {
      id: `${source}-wadis`,
      type: 'line',
      source,
      'source-layer': 'rivers',
      minzoom: Math.max(minzoom, 8),
      filter: kind('wadi'),
      paint: { 'line-color': colours.wadi, 'line-width': 0.8, 'line-dasharray': [4, 3], 'line-opacity': 0.8 },
    },
    {
      id: `${source}-canals`,
      type: 'line',
      source,
      'source-layer': 'rivers',
      minzoom: Math.max(minzoom, 9),
      filter: kind('canal'),
      paint: { 'line-color': colours.wadi, 'line-width': 0.8 },
    },
    permanentRivers(source, minzoom, colours),
  ]
}

function permanentRivers(source: Source, minzoom: number, colours: GroundColours): LayerSpecification {
  return {
    id: `${source}-rivers`,
    type: 'line',
    source,
    'source-layer': 'rivers',
    minzoom: Math.max(minzoom, 3),
    filter: ['==', ['get', 'kind'], 'river'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colours.river,
      'line-width': [
        'interpolate',
        ['exponential', 1.4],
        ['zoom'],
        3,
        ['match', ['get', 'rank'], 1, 0.7, 0.3],
        7,
        ['match', ['get', 'rank'], 1, 2, 2, 1.2, 0.7],
        11,
        ['match', ['get', 'rank'], 1, 4.5, 2, 2.4, 1.4],
      ],
    },
  }
}

function borders(source: Source, minzoom: number, colours: GroundColours): LayerSpecification[] {
  return [
    {
      id: `${source}-claims`,
      type: 'line',
      source,
      'source-layer': 'borders',
      minzoom: Math.max(minzoom, 4),
      filter: ['has', 'claim'],
      paint: { 'line-color': colours.border, 'line-width': 1, 'line-dasharray': [2, 3], 'line-opacity': 0.8 },
    },
    {
      id: `${source}-province-borders`,
      type: 'line',
      source,
      'source-layer': 'borders',
      minzoom: Math.max(minzoom, 4),
      filter: ['==', ['get', 'level'], 1],
      paint: {
        'line-color': colours.provinceBorder,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.4, 7, 0.9, 11, 1.2],
        'line-dasharray': [4, 3],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 4, 0.4, 6, 1],
      },
    },
    countryBorders(source, minzoom, colours),
  ]
}

function countryBorders(source: Source, minzoom: number, colours: GroundColours): LayerSpecification {
  return {
    id: `${source}-country-borders`,
    type: 'line',
    source,
    'source-layer': 'borders',
    minzoom,
    filter: ['all', ['==', ['get', 'level'], 0], ['!', ['has', 'claim']]],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colours.border,
      'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 5, 1, 8, 1.6, 11, 2],
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 5, 0.9],
    },
  }
}
