import type { OwnMapOut } from '@cordon/server/wire'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { GroundColours, GroundTheme } from './colours.js'

/** The source of the operator's own map. */
export const ownSource = 'own'

/** A map of the operator's own, and where its file is. */
export type OwnMap = OwnMapOut & { readonly url: string }

export function ownSourceOf({ kind, url, minZoom, maxZoom, bounds, attribution }: OwnMap): SourceSpecification {
  const tiles = [`pmtiles://${url}/{z}/{x}/{y}`]
  const known = { tiles, minzoom: minZoom, maxzoom: maxZoom, bounds, ...(attribution === null ? {} : { attribution }) }
  return kind === 'raster' ? { type: 'raster', tileSize: 256, ...known } : { type: 'vector', ...known }
}

/** A picture of the ground, held back so that the signs on it are read: darker at night, grey on paper. */
export function pictureLayer(theme: GroundTheme): LayerSpecification {
  const paint = {
    dark: { 'raster-brightness-max': 0.5, 'raster-saturation': -0.35, 'raster-opacity': 0.85 },
    light: { 'raster-saturation': -0.2, 'raster-opacity': 0.5 },
    contrast: { 'raster-brightness-max': 0.35, 'raster-saturation': -0.6 },
    print: { 'raster-saturation': -1, 'raster-opacity': 0.55 },
  }[theme]
  return { id: 'own-picture', type: 'raster', source: ownSource, paint: { ...paint, 'raster-fade-duration': 0 } }
}

/** How a schema of tiles calls what is drawn of it. */
interface Schema {
  /** Land to its own shore; null where what is no water is land. */
  readonly land: string | null
  readonly streams: readonly [layer: string, names: readonly string[]]
  readonly builtUp: readonly [layer: string, names: readonly string[]]
  readonly buildings: string
  readonly roads: string
  readonly roadNames: string
  readonly borders: string
  readonly places: string
  /** What says of a feature which kind of its layer it is. */
  readonly kind: string
  readonly great: readonly string[]
  readonly middle: readonly string[]
  readonly small: readonly string[]
  readonly rails: readonly string[]
  readonly quarters: readonly string[]
  readonly country: ExpressionSpecification
  readonly province: ExpressionSpecification
}

const level = (from: number, to: number): ExpressionSpecification => [
  'all',
  ['>=', ['to-number', ['get', 'admin_level']], from],
  ['<=', ['to-number', ['get', 'admin_level']], to],
  ['!=', ['get', 'maritime'], 1],
]

/** Protomaps' basemap (version 4) and OpenMapTiles (version 3), as their documentation has them. */
const schemas: Readonly<Record<'protomaps' | 'openmaptiles', Schema>> = {
  protomaps: {
    land: 'earth',
    streams: ['water', ['river', 'stream', 'canal']],
    builtUp: ['landuse', ['residential', 'commercial', 'industrial', 'military', 'aerodrome']],
    ...{ buildings: 'buildings', roads: 'roads', roadNames: 'roads', borders: 'boundaries', places: 'places' },
    kind: 'kind',
    great: ['highway'],
    middle: ['major_road', 'medium_road'],
    small: ['minor_road', 'path', 'other'],
    rails: ['rail'],
    quarters: ['neighbourhood', 'macrohood'],
    country: ['==', ['get', 'kind'], 'country'],
    province: ['==', ['get', 'kind'], 'region'],
  },
  openmaptiles: {
    land: null,
    streams: ['waterway', ['river', 'stream', 'canal']],
    builtUp: ['landuse', ['residential', 'commercial', 'industrial', 'military']],
    ...{ buildings: 'building', roads: 'transportation', roadNames: 'transportation_name' },
    ...{ borders: 'boundary', places: 'place' },
    kind: 'class',
    great: ['motorway', 'trunk'],
    middle: ['primary', 'secondary', 'tertiary'],
    small: ['minor', 'service', 'track', 'path'],
    rails: ['rail', 'transit'],
    quarters: ['suburb', 'quarter', 'neighbourhood'],
    country: level(0, 2),
    province: level(3, 4),
  },
}

const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']

/** What is drawn of a layer, from a zoom on where it names one. */
interface Drawn {
  readonly id: string
  readonly layer: string
  readonly filter: ExpressionSpecification
  readonly minzoom?: number
}

/** Land, water, streets, houses and borders of the operator's own tiles, in our colours, over all of ours. */
export function ownAreaLayers(kind: keyof typeof schemas, colours: GroundColours): LayerSpecification[] {
  const of = schemas[kind]
  const [, builtUp] = of.builtUp
  const filter = isArea
  return [
    ...(of.land === null ? [] : [area({ id: 'land', layer: of.land, filter }, colours.land)]),
    area({ id: 'built-up', layer: of.builtUp[0], filter: ['all', isArea, among(of, builtUp)] }, colours.builtUp),
    area({ id: 'water', layer: 'water', filter }, colours.lake),
    area({ id: 'buildings', layer: of.buildings, filter, minzoom: 13 }, colours.building),
    ...wayLayers(of, colours),
    ...borderLayers(of, colours),
  ]
}

/** Where water runs, and where people go, the greatest last. */
function wayLayers(of: Schema, { river, road, roadMajor }: GroundColours): LayerSpecification[] {
  const layer = of.roads
  const [streams, running] = of.streams
  const way = (colour: string, width: ExpressionSpecification | number) => ({
    'line-color': colour,
    'line-width': width,
  })
  return [
    line({ id: 'streams', layer: streams, filter: among(of, running) }, way(river, widthFrom(0.6, 2))),
    line({ id: 'small-roads', layer, filter: among(of, of.small), minzoom: 11 }, way(road, widthFrom(0.4, 3))),
    line({ id: 'roads', layer, filter: among(of, of.middle) }, way(road, widthFrom(0.6, 5))),
    line({ id: 'great-roads', layer, filter: among(of, of.great) }, way(roadMajor, widthFrom(0.8, 7))),
    line({ id: 'rails', layer, filter: among(of, of.rails) }, { ...way(roadMajor, 1), 'line-dasharray': [4, 2] }),
  ]
}

function borderLayers({ borders: layer, province, country }: Schema, colours: GroundColours): LayerSpecification[] {
  const between = { 'line-color': colours.provinceBorder, 'line-width': 1, 'line-dasharray': [4, 3] }
  return [
    line({ id: 'province-borders', layer, filter: province }, between),
    line({ id: 'country-borders', layer, filter: country }, { 'line-color': colours.border, 'line-width': 1.8 }),
  ]
}

function among({ kind }: Schema, names: readonly string[]): ExpressionSpecification {
  return ['in', ['get', kind], ['literal', [...names]]]
}

function area({ id, layer, ...more }: Drawn, colour: string): LayerSpecification {
  const paint = { 'fill-color': colour, 'fill-antialias': false }
  return { id: `own-${id}`, type: 'fill', source: ownSource, 'source-layer': layer, ...more, paint }
}

type LinePaint = NonNullable<Extract<LayerSpecification, { type: 'line' }>['paint']>

function line({ id, layer, filter, ...more }: Drawn, paint: LinePaint): LayerSpecification {
  return {
    ...{ id: `own-${id}`, type: 'line', source: ownSource, 'source-layer': layer, ...more },
    filter: ['all', isLine, filter],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint,
  }
}

/** From so many pixels where the whole theatre is seen to so many where a street is. */
function widthFrom(far: number, near: number): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.5], ['zoom'], 6, far, 16, near]
}

/** Names of streets and quarters; what is larger has its name from us, in both scripts. */
export function ownNameLayers(kind: keyof typeof schemas, colours: GroundColours): LayerSpecification[] {
  const of = schemas[kind]
  const text = {
    'text-field': ['coalesce', ['get', 'name:en'], ['get', 'name:latin'], ['get', 'name']],
    'text-font': ['Noto Sans Regular'],
    'text-size': 11,
  } satisfies Extract<LayerSpecification, { type: 'symbol' }>['layout']
  const paint = { 'text-halo-color': colours.halo, 'text-halo-width': 1.2 }
  return [
    {
      ...{ id: 'own-road-names', type: 'symbol', source: ownSource, 'source-layer': of.roadNames, minzoom: 13 },
      layout: { ...text, 'symbol-placement': 'line' },
      paint: { ...paint, 'text-color': colours.province },
    },
    {
      ...{ id: 'own-quarters', type: 'symbol', source: ownSource, 'source-layer': of.places, minzoom: 12 },
      filter: ['in', ['get', of.kind], ['literal', [...of.quarters]]],
      layout: text,
      paint: { ...paint, 'text-color': colours.village },
    },
  ]
}
