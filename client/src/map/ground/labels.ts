import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { theatreFrom } from './areas.js'
import type { GroundColours } from './colours.js'

type Source = 'world' | 'theatre'

const regular = ['Noto Sans Regular']
const semiBold = ['Noto Sans SemiBold']
const italic = ['Noto Sans Italic']

/** What is due at this zoom; names within the theatre are left to its own tiles as soon as these are drawn. */
function due(source: Source, more: ExpressionSpecification = ['literal', true]): FilterSpecification {
  const shown: ExpressionSpecification = ['<=', ['get', 'zmin'], ['zoom']]
  if (source === 'theatre') return ['all', shown, more]
  return ['all', shown, ['any', ['<', ['zoom'], theatreFrom], ['!', ['get', 'inTheatre']]], more]
}

function symbols(
  source: Source,
  id: string,
  layer: Pick<SymbolLayerSpecification, 'source-layer' | 'filter' | 'layout' | 'paint'> & { from: number; to?: number },
): SymbolLayerSpecification {
  const { from, to, ...rest } = layer
  const minzoom = source === 'theatre' ? Math.max(from, theatreFrom) : from
  return { id: `${source}-${id}`, type: 'symbol', source, minzoom, ...(to ? { maxzoom: to } : {}), ...rest }
}

/** The Latin name and, where known, the Arabic one below it, a little smaller and quieter. */
function twoScripts(colours: GroundColours, latin: 'name' | 'caps' = 'name'): ExpressionSpecification {
  const arabic = { 'font-scale': 0.92, 'text-color': colours.arabic } as const
  return [
    'case',
    ['has', 'ar'],
    ['format', ['get', latin], {}, '\n', {}, ['get', 'ar'], arabic],
    ['format', ['get', latin], {}],
  ]
}

const kindIn = (...kinds: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'kind'],
  ['literal', [...kinds]],
]

/**
 * All names, the most important last: the map places the topmost layer first. Dots block as well (as invisible
 * letters), so that no name is written over a dot.
 */
export function labelLayers(colours: GroundColours): LayerSpecification[] {
  const sources: readonly Source[] = ['world', 'theatre']
  const each = (make: (source: Source) => LayerSpecification[]) => sources.flatMap(make)
  return [
    ...each((source) => [dots(source, colours), uplands(source, colours)]),
    ...each((source) => [sites(source, colours), towns(source, colours, 'village')]),
    ...each((source) => [rivers(source, colours, 0)]),
    ...each((source) => [provinces(source, colours), towns(source, colours, 'town')]),
    ...each((source) => [rivers(source, colours, 1), lakes(source, colours)]),
    ...each((source) => [towns(source, colours, 'city'), countries(source, colours)]),
    ...each((source) => [blockers(source)]),
  ]
}

function halo(colours: GroundColours) {
  return { 'text-halo-color': colours.halo, 'text-halo-width': 1.2 } as const
}

function rivers(source: Source, colours: GroundColours, first: 0 | 1): LayerSpecification {
  return symbols(source, first ? 'great-river-names' : 'river-names', {
    from: 5,
    ...(source === 'world' ? { to: theatreFrom } : {}),
    'source-layer': 'rivernames',
    filter: ['all', ['<=', ['get', 'zmin'], ['zoom']], ['==', ['get', 'first'], first]],
    layout: {
      'symbol-placement': 'line-center',
      'text-field': ['get', 'text'],
      'text-font': italic,
      'text-size': ['interpolate', ['linear'], ['zoom'], 5, 10, 10, 12.5],
      'text-letter-spacing': 0.06,
      'text-max-angle': 50,
      'text-offset': [0, -0.85],
    },
    paint: { 'text-color': colours.waterText, ...halo(colours) },
  })
}

function lakes(source: Source, colours: GroundColours): LayerSpecification {
  return symbols(source, 'lake-names', {
    from: 6,
    'source-layer': 'places',
    filter: due(source, kindIn('lake')),
    layout: {
      'text-field': twoScripts({ ...colours, arabic: colours.waterText }),
      'text-font': italic,
      'text-size': 11,
      'text-max-width': 7,
    },
    paint: { 'text-color': colours.waterText, ...halo(colours) },
  })
}

function uplands(source: Source, colours: GroundColours): LayerSpecification {
  return symbols(source, 'upland-names', {
    from: 7,
    'source-layer': 'places',
    filter: due(source, kindIn('upland')),
    layout: { 'text-field': twoScripts(colours), 'text-font': italic, 'text-size': 11, 'text-letter-spacing': 0.08 },
    paint: { 'text-color': colours.site, ...halo(colours) },
  })
}

function provinces(source: Source, colours: GroundColours): LayerSpecification {
  return symbols(source, 'province-names', {
    from: 5.5,
    to: 10,
    'source-layer': 'provinces',
    filter: due(source),
    layout: {
      'text-field': twoScripts({ ...colours, arabic: colours.province }, 'caps'),
      'text-font': regular,
      'text-size': ['interpolate', ['linear'], ['zoom'], 5, 9, 7, 11, 10, 13],
      'text-max-width': 9,
      'text-padding': 12,
      'symbol-sort-key': ['get', 'order'],
    },
    paint: { 'text-color': colours.province, ...halo(colours) },
  })
}

function countries(source: Source, colours: GroundColours): LayerSpecification {
  return symbols(source, 'country-names', {
    from: 1,
    to: 7.5,
    'source-layer': 'countries',
    filter: due(source),
    layout: {
      'text-field': twoScripts({ ...colours, arabic: colours.country }, 'caps'),
      'text-font': semiBold,
      'text-size': ['interpolate', ['linear'], ['zoom'], 2, 9, 6, 15],
      'text-max-width': 8,
      'text-padding': 8,
      'symbol-sort-key': ['get', 'order'],
    },
    paint: { 'text-color': colours.country, ...halo(colours) },
  })
}

const dotted = kindIn('city', 'town', 'village', 'site')

function dots(source: Source, colours: GroundColours): LayerSpecification {
  const ring = ['match', ['get', 'kind'], 'site', 1, 0] as const satisfies ExpressionSpecification
  return {
    id: `${source}-dots`,
    type: 'circle',
    source,
    'source-layer': 'places',
    minzoom: source === 'theatre' ? theatreFrom : 3,
    filter: due(source, dotted),
    paint: {
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        4,
        ['match', ['get', 'kind'], 'city', 1.6, 1.2],
        10,
        ['match', ['get', 'kind'], 'city', 4, 'town', 2.8, 'site', 2.4, 2],
      ],
      'circle-color': ['match', ['get', 'kind'], 'site', colours.halo, colours.dot],
      'circle-stroke-color': colours.dot,
      'circle-stroke-width': ring,
    },
  }
}

/** Invisible, but it takes its room: the dots that names must not be written over. */
function blockers(source: Source): LayerSpecification {
  return symbols(source, 'dot-room', {
    from: 4,
    'source-layer': 'places',
    filter: due(source, dotted),
    layout: {
      'text-field': '•',
      'text-font': regular,
      'text-size': 10,
      'text-padding': 0,
      'text-allow-overlap': true,
    },
    paint: { 'text-opacity': 0 },
  })
}

const beside: NonNullable<SymbolLayerSpecification['layout']> = {
  'text-variable-anchor': ['left', 'right', 'top', 'bottom', 'top-left', 'bottom-left', 'top-right', 'bottom-right'],
  'text-radial-offset': 0.55,
  'text-justify': 'auto',
  'text-line-height': 1.15,
  'text-max-width': 12,
  'text-padding': 3,
  'symbol-sort-key': ['get', 'order'],
}

const townSizes = {
  city: ['interpolate', ['linear'], ['zoom'], 4, 10.5, 7, 13, 11, 17],
  town: ['interpolate', ['linear'], ['zoom'], 6, 10.5, 8, 12, 11, 14.5],
  village: ['interpolate', ['linear'], ['zoom'], 8, 10.5, 11, 12.5],
} as const satisfies Record<string, ExpressionSpecification>

function towns(source: Source, colours: GroundColours, kind: keyof typeof townSizes): LayerSpecification {
  const isCapital: ExpressionSpecification = ['has', 'capital']
  return symbols(source, `${kind}-names`, {
    from: kind === 'city' ? 3 : 6,
    'source-layer': 'places',
    filter: due(source, kindIn(kind)),
    layout: {
      ...beside,
      'text-field': twoScripts(colours),
      'text-font': kind === 'city' ? ['case', isCapital, ['literal', semiBold], ['literal', regular]] : regular,
      'text-size': townSizes[kind],
    },
    paint: { 'text-color': kind === 'village' ? colours.village : colours.city, ...halo(colours) },
  })
}

function sites(source: Source, colours: GroundColours): LayerSpecification {
  return symbols(source, 'site-names', {
    from: 8,
    'source-layer': 'places',
    filter: due(source, kindIn('site')),
    layout: { ...beside, 'text-field': twoScripts(colours), 'text-font': italic, 'text-size': 10.5 },
    paint: { 'text-color': colours.site, ...halo(colours) },
  })
}
