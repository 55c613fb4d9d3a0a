import { tileBoxes, type Tile } from '@cordon/alerts'
import type { Running } from '../kit/process.js'
import { msOf, type Question } from './asked.js'
import { decadeBox } from './decade.js'
import { quantile } from './measure.js'

/** Milliseconds of the tiles of a search. */
export interface TileTimes {
  /** Of tiles for which nobody had asked, and of the same asked for again. */
  readonly cold: { readonly p50: number; readonly p95: number }
  readonly warm: { readonly p50: number; readonly p95: number }
  /** The zoom whose tiles took longest, and its median when they are asked for again. */
  readonly dearest: { readonly zoom: number; readonly ms: number }
}

const zooms = [4, 5, 6, 7, 8, 9, 10, 11, 12] as const
const tilesAZoom = 6

/** Asks for tiles of every zoom, each once and then so often again. */
export async function tileTimes(server: Running, question: Question, again: number): Promise<TileTimes> {
  const cold: number[] = []
  const warm: number[] = []
  let dearest = { zoom: NaN, ms: 0 }
  for (const zoom of zooms) {
    const tiles = tilesOf(zoom)
    for (const tile of tiles) cold.push(await tileMs(server, tile, question))
    const samples: number[] = []
    for (const tile of Array.from({ length: again }, () => tiles).flat())
      samples.push(await tileMs(server, tile, question))
    warm.push(...samples)
    if (quantile(samples, 0.5) > dearest.ms) dearest = { zoom, ms: quantile(samples, 0.5) }
  }
  return { cold: spread(cold), warm: spread(warm), dearest }
}

/** So often each is asked for at a zoom, at most, and so long: the few rows of a close tile tell little of it when asked once. */
const rounds = { most: 20, ms: 2_000 } as const

/** How many times as fast tiles come as the same rows in GeoJSON, at a far, a middle and a close zoom, in turns. */
export async function againstGeoJson(server: Running, question: Question, times: number) {
  const ratios: (readonly [zoom: number, ratio: number])[] = []
  for (const zoom of [4, 8, 12]) {
    const took = { tile: new Array<number>(), geoJson: new Array<number>() }
    const tiles = tilesOf(zoom).slice(0, times)
    const until = performance.now() + rounds.ms
    for (const tile of Array.from({ length: rounds.most }, () => tiles).flat()) {
      if (took.tile.length >= tiles.length && performance.now() > until) break
      const bbox = (tileBoxes(tile)[0] ?? []).map((edge) => edge.toFixed(6)).join(',')
      took.geoJson.push(await msOf(server, '/api/incidents.geojson', { ...question, bbox }))
      took.tile.push(await tileMs(server, tile, question))
    }
    ratios.push([zoom, sum(took.geoJson) / sum(took.tile)])
  }
  return ratios
}

function tileMs(server: Running, { z, x, y }: Tile, question: Question): Promise<number> {
  return msOf(server, `/tiles/incidents/${z}/${x}/${y}.mvt`, question)
}

/** Some tiles of a zoom, spread over those in which the decade lies. */
function tilesOf(z: number): readonly Tile[] {
  const { west, south, east, north } = decadeBox
  const [left, right] = [column(west, z), column(east, z)]
  const [top, bottom] = [row(north, z), row(south, z)]
  const wide = right - left + 1
  const all = wide * (bottom - top + 1)
  const some = Math.min(tilesAZoom, all)
  return Array.from({ length: some }, (_, n) => {
    const at = Math.floor(((n + 0.5) * all) / some)
    return { z, x: left + (at % wide), y: top + Math.floor(at / wide) }
  })
}

function column(longitude: number, z: number): number {
  return Math.floor(((longitude + 180) / 360) * 2 ** z)
}

function row(latitude: number, z: number): number {
  return Math.floor((0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z)
}

function spread(samples: readonly number[]) {
  return { p50: quantile(samples, 0.5), p95: quantile(samples, 0.95) }
}

function sum(them: readonly number[]): number {
  return them.reduce((all, it) => all + it, 0)
}
