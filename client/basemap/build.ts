import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Feature, Position } from 'geojson'
import { claimLines, provinceLines, snapEnds } from './admin1.js'
import { joinLines, keyOf, type Line } from './lines.js'
import { riverNames } from './names.js'
import {
  countryLabels,
  type Label,
  lakeLabels,
  parseSketches,
  parseTheatre,
  placeLabels,
  provinceLabels,
} from './places.js'
import { type Tile, writePmtiles } from './pmtiles.js'
import { areaOf, unwrap } from './rings.js'
import { type River, riverFeatures, riverLevels, riverNameBands } from './rivers.js'
import * as sources from './sources.js'
import { regionBox, theatreBox, theatreMaxZoom, worldMaxZoom } from './theatre.js'
import { type Band, cutTiles } from './tiles.js'

/**
 * Makes the offline base map: one PMTiles file from Natural Earth, GSHHG, GeoNames and the kept list of the theatre.
 * It is run when the map changes, not when the product is installed, in the client's folder, and needs programs and
 * data of Debian: gdal-bin, gmt, gmt-gshhg-full, qgis-common.
 */
const { values: paths } = parseArgs({
  options: {
    'world-map': { type: 'string', default: '/usr/share/qgis/resources/data/world_map.gpkg' },
    gshhg: { type: 'string', default: '/usr/share/gmt-gshhg' },
    out: { type: 'string', default: 'public/basemap.pmtiles' },
  },
})

const theatreFrom = worldMaxZoom + 1
const world: sources.Scale[] = ['110m', '50m', '10m']
const worldZooms = { '110m': [0, 1], '50m': [2, 4], '10m': [5, worldMaxZoom] } as const

function lines(all: readonly Line[], properties: Readonly<Record<string, string | number>>): Feature[] {
  return all.map((line) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'LineString', coordinates: [...unwrapLine(line)] },
  }))
}

/** A line that jumps across 180° goes on beyond it; the tiler cuts it there. */
function unwrapLine(line: Line): Position[] {
  let turns = 0
  return line.map(([lon = NaN, lat = NaN], i) => {
    const before = line[i - 1]?.[0] ?? lon
    if (lon - before > 180) turns -= 360
    if (lon - before < -180) turns += 360
    return [lon + turns, lat]
  })
}

function unwrapped(land: readonly Feature[]): Feature[] {
  return land.map((feature) => {
    const { geometry } = feature
    if (geometry.type === 'Polygon')
      return { ...feature, geometry: { type: 'Polygon', coordinates: geometry.coordinates.map(unwrap) } }
    if (geometry.type !== 'MultiPolygon') return feature
    const coordinates = geometry.coordinates.map((polygon) => polygon.map(unwrap))
    return { ...feature, geometry: { type: 'MultiPolygon', coordinates } }
  })
}

function groundBands(provinces: readonly sources.Area[]): Band[] {
  const scales = world.map((scale) => ({ scale, ...sources.readWorld(scale) }))
  const fine = sources.readWorld('10m')
  const inner = provinceLines(provinces)
  const snapped = snapEnds(inner, fine.outlines, regionBox)
  const claims = lines(claimLines(sources.readClaims(paths['world-map']), fine.borders), { level: 0, claim: 1 })
  return [
    ...scales.flatMap(({ scale, land, borders }): Band[] => {
      const [from, to] = worldZooms[scale]
      return [
        { layer: 'land', from, to, features: unwrapped(land) },
        { layer: 'borders', from, to, features: lines(borders, { level: 0 }) },
      ]
    }),
    { layer: 'ground', from: theatreFrom, to: theatreMaxZoom, features: [ground()] },
    { layer: 'land', from: theatreFrom, to: theatreMaxZoom, features: unwrapped(fine.land) },
    { layer: 'borders', from: theatreFrom, to: theatreMaxZoom, features: lines(fine.borders, { level: 0 }) },
    { layer: 'borders', from: 4, to: worldMaxZoom, features: claims },
    { layer: 'borders', from: theatreFrom, to: theatreMaxZoom, features: claims },
    { layer: 'borders', from: 4, to: worldMaxZoom, features: lines(inner, { level: 1 }) },
    { layer: 'borders', from: theatreFrom, to: theatreMaxZoom, features: lines(snapped, { level: 1 }) },
  ]
}

/** Covers the stretched world tiles under the theatre's own: the colour of the sea, edge to edge. */
function ground(): Feature {
  const [west, south, east, north] = theatreBox
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}

function waterBands(towns: readonly Label[]): Band[] {
  const permanent = sources.readRivers(paths.gshhg, [-180, -90, 180, 90], riverLevels.world)
  const minor = sources.readRivers(paths.gshhg, regionBox, riverLevels.dryAndCanals)
  const sketches = parseSketches(readFileSync('basemap/sketches.geojson', 'utf8'))
  const rivers = [...riverFeatures([...permanent, ...minor], riverNames), ...sketchedRivers(sketches)]
  const drawn = sketches.filter(({ properties }) => properties.kind === 'lake')
  const shores = joinLines(sources.readLakeShores(paths.gshhg, regionBox).map(({ line }) => line))
  const lakes = [...shores.filter(isClosed), ...drawn.map(({ geometry }) => geometry.coordinates)].map(lake)
  return [
    { layer: 'water', from: 0, to: worldMaxZoom, features: sources.readWorldLakes() },
    { layer: 'water', from: 5, to: worldMaxZoom, features: drawn.map(({ geometry }) => lake(geometry.coordinates)) },
    ...riverNameBands(rivers, towns),
    { layer: 'water', from: theatreFrom, to: theatreMaxZoom, features: lakes },
    {
      layer: 'rivers',
      from: 3,
      to: worldMaxZoom,
      features: rivers.filter((r) => Number(r.properties['zmin']) <= worldMaxZoom),
    },
    { layer: 'rivers', from: theatreFrom, to: theatreMaxZoom, features: rivers },
  ]
}

function sketchedRivers(sketches: ReturnType<typeof parseSketches>): River[] {
  return sketches.flatMap(({ properties: { name, nameArabic, kind, zmin }, geometry }) =>
    kind === 'river' ? [{ type: 'Feature', properties: { kind, name, ar: nameArabic, zmin, rank: 3 }, geometry }] : [],
  )
}

function isClosed(line: Line): boolean {
  const [first, last] = [line[0], line.at(-1)]
  return line.length > 3 && first !== undefined && last !== undefined && keyOf(first) === keyOf(last)
}

function lake(ring: Line): Feature {
  const squareDegrees = areaOf(ring)
  const zmin = squareDegrees > 0.01 ? 5 : 8
  return { type: 'Feature', properties: { zmin }, geometry: { type: 'Polygon', coordinates: [[...ring]] } }
}

function readTowns(): Label[] {
  const theatre = parseTheatre(readFileSync('basemap/theatre.geojson', 'utf8'))
  return placeLabels(theatre, sources.readCities())
}

function labelBands(provinces: readonly sources.Area[], towns: readonly Label[]): Band[] {
  const places = [...towns, ...lakeLabels()]
  const countries = countryLabels(sources.readQgisAreas(paths['world-map'], 'countries'))
  const bands = (layer: string, from: number, features: readonly Feature[]): Band[] => [
    { layer, from, to: worldMaxZoom, features },
    { layer, from: theatreFrom, to: theatreMaxZoom, features },
  ]
  return [
    ...bands('countries', 1, countries),
    ...bands('provinces', 4, provinceLabels(provinces)),
    ...bands('places', 3, places),
  ]
}

const metadata = {
  name: 'Cordon base map',
  description: 'World to zoom 6, north-east Syria and its neighbours to zoom 10',
  attribution: 'Natural Earth · GSHHG/WDB II (LGPL) · GeoNames, UCDP GED (CC BY 4.0)',
  type: 'baselayer',
  version: '1',
  vector_layers: ['ground', 'land', 'water', 'rivers', 'rivernames', 'borders', 'countries', 'provinces', 'places'].map(
    (id) => ({
      id,
      fields: {},
      minzoom: id === 'ground' ? theatreFrom : 0,
      maxzoom: theatreMaxZoom,
    }),
  ),
}

function main(): void {
  const provinces = sources.readQgisAreas(paths['world-map'], 'states_provinces')
  const towns = readTowns()
  const tiles: Tile[] = cutTiles([...groundBands(provinces), ...waterBands(towns), ...labelBands(provinces, towns)])
  const archive = writePmtiles(tiles, {
    bounds: [-180, -85.0511, 180, 85.0511],
    minZoom: 0,
    maxZoom: theatreMaxZoom,
    centre: [40.4, 35.6, 7],
    metadata,
  })
  writeFileSync(paths.out, archive)
  console.log(`${paths.out}: ${tiles.length} tiles, ${(archive.length / 1e6).toFixed(1)} MB`)
}

main()
