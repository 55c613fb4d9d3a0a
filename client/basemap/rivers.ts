import type { Feature, LineString, Position } from 'geojson'
import { joinLines, keyOf, kilometresBetween, type Line } from './lines.js'
import type { RiverName } from './names.js'
import type { Label } from './places.js'
import { extentOf } from './rings.js'
import type { LevelledLine } from './sources.js'
import { isInside } from './theatre.js'
import type { Band } from './tiles.js'

export type RiverKind = 'river' | 'wadi' | 'canal'
export type River = Feature<LineString, Readonly<Record<string, string | number>>>

/** Levels of the World Data Bank: 0–4 permanent rivers, 5–7 intermittent ones, 8–10 canals. */
export const riverLevels = { world: [0, 1, 2, 3, 4], dryAndCanals: [5, 6, 7, 8, 9, 10] } as const

const zminByLevel = [3, 3, 4, 6, 6, 7, 7, 8, 8, 9, 9]

/**
 * For each zoom, half the length over which a course is evened out for its name, and the length that a name takes, all
 * in kilometres: about 80 pixels.
 */
const nameScales = [
  { from: 5, to: 5, even: 18, name: 160 },
  { from: 6, to: 6, even: 14, name: 80 },
  { from: 7, to: 7, even: 9, name: 40 },
  { from: 8, to: 8, even: 4.5, name: 20 },
  { from: 9, to: 9, even: 1.8, name: 10 },
  { from: 10, to: 10, even: 0.8, name: 5 },
] as const

/** In tile units: a stretch is whole in each tile that it touches, so that its middle is the same in all of them. */
const wholeStretch = 1024

/** One name on so many lengths of a name. */
const lengthsPerName = 3

/**
 * Stretches for names to run along, in Latin and Arabic by turns, each where the river is straight and far from the
 * dots of towns that are drawn at that zoom. Courses are calmer the smaller the scale, because letters cannot follow
 * every meander. `first` marks great rivers, which are named before their towns.
 */
export function riverNameBands(rivers: readonly River[], towns: readonly Label[]): Band[] {
  const named = rivers.filter(({ properties }) => 'name' in properties)
  return nameScales.map(({ from, to, even, name: length }) => {
    const dots = towns
      .filter(({ properties }) => Number(properties['zmin']) <= from)
      .map(({ geometry }) => geometry.coordinates)
    const features = named.flatMap(({ geometry, properties: { name = '', ar = '', zmin = 0, rank = 3 } }) =>
      nameStretches(evened(geometry.coordinates, even), length, dots).map((line, i) =>
        riverFeature(line, { text: i % 2 === 0 ? name : ar, zmin, first: rank === 1 ? 1 : 0 }),
      ),
    )
    return { layer: 'rivernames', from, to, buffer: wholeStretch, features }
  })
}

/** Of every few lengths of the course the best one for a name. */
function nameStretches(course: Line, kilometres: number, dots: readonly Position[]): Line[] {
  const line = resampled(course, kilometres / 8)
  const every = 8 * lengthsPerName
  const starts = Array.from({ length: Math.ceil(line.length / every) }, (_, i) => i * every)
  return starts.flatMap((start) => {
    const near = dotsNear(line.slice(start, start + every + 9), dots)
    const windows = Array.from({ length: every }, (_, i) => line.slice(start + i, start + i + 9))
    const whole = windows.filter((window) => window.length === 9)
    const best = whole.sort((a, b) => roomFor(b, near) - roomFor(a, near))[0]
    return best ? [best] : []
  })
}

/** Dots in the box round a stretch, with some degrees of margin: cheap, for there are tens of thousands. */
function dotsNear(line: Line, dots: readonly Position[]): Position[] {
  const { west, south, east, north } = extentOf(line)
  const margin = 0.1 + (north - south + east - west) / 4
  const box = [west - margin, south - margin, east + margin, north + margin] as const
  return dots.filter((dot) => isInside(dot, box))
}

/** How good a stretch is for a name: straight (at most 1), and up to half its length away from any dot. */
function roomFor(window: Line, dots: readonly Position[]): number {
  const [first, last] = [window[0], window.at(-1)]
  if (!first || !last) return 0
  const length = window.slice(1).reduce((sum, p, i) => sum + kilometresBetween(window[i] ?? p, p), 0)
  const straight = kilometresBetween(first, last) / length
  const free = Math.min(length / 2, ...dots.flatMap((dot) => window.map((p) => kilometresBetween(p, dot))))
  return straight * 2 + free / length
}

/** Positions a sixth of `kilometres` apart, each the mean of those up to `kilometres` before and behind it. */
export function evened(line: Line, kilometres: number): Line {
  const reach = 6
  const dense = resampled(line, kilometres / reach)
  return dense.map((_, i) => {
    const span = Math.min(reach, i, dense.length - 1 - i)
    const around = dense.slice(i - span, i + span + 1)
    const mean = (axis: 0 | 1) => around.reduce((sum, p) => sum + (p[axis] ?? 0), 0) / around.length
    return [mean(0), mean(1)]
  })
}

function resampled(line: Line, kilometres: number): Line {
  const out: Position[] = line[0] ? [line[0]] : []
  let left = kilometres
  line.slice(1).forEach((to, i) => {
    const from = line[i] ?? to
    const length = kilometresBetween(from, to)
    for (let at = left; at <= length; at += kilometres) out.push(between(from, to, at / length))
    left = (((left - length) % kilometres) + kilometres) % kilometres || kilometres
  })
  const last = line.at(-1)
  return last ? [...out, last] : out
}

function between([ax = NaN, ay = NaN]: Position, [bx = NaN, by = NaN]: Position, part: number): Position {
  return [ax + (bx - ax) * part, ay + (by - ay) * part]
}

/** Lines joined across the source's bins; the named ones as one line each, so that a name can run along them. */
export function riverFeatures(pieces: readonly LevelledLine[], names: readonly RiverName[]): River[] {
  const named = names.map((name) => ({ name, line: findCourse(pieces, name) }))
  const taken = new Set(named.flatMap(({ line }) => segmentKeys(line)))
  const rest = pieces.map(({ level, line }) => ({ level, parts: without(line, taken) }))
  const levels = [...new Set(pieces.map(({ level }) => level))]
  const plain = levels.flatMap((level) =>
    joinLines(rest.filter((piece) => piece.level === level).flatMap(({ parts }) => parts)).map((line) =>
      riverFeature(line, { kind: kindOf(level), rank: Math.max(1, level), zmin: zminByLevel[level] ?? 9 }),
    ),
  )
  return [...named.map(({ name, line }) => namedFeature(name, line)), ...plain]
}

function namedFeature({ name, nameArabic, rank, zmin }: RiverName, line: Line): River {
  return riverFeature(line, { kind: 'river', rank, zmin, name, ar: nameArabic })
}

function riverFeature(line: Line, properties: Readonly<Record<string, string | number>>): River {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: [...line] } }
}

function kindOf(level: number): RiverKind {
  if (level <= 4) return 'river'
  return level <= 7 ? 'wadi' : 'canal'
}

const segmentKey = (a: Position, b: Position) => [keyOf(a), keyOf(b)].sort().join(' ')

function segmentKeys(line: Line): string[] {
  return line.slice(1).map((to, i) => segmentKey(line[i] ?? to, to))
}

/** The runs of `line` whose segments are not `taken`. */
function without(line: Line, taken: ReadonlySet<string>): Line[] {
  const runs: Position[][] = []
  let run: Position[] = []
  line.forEach((to, i) => {
    const from = line[i - 1]
    if (from && taken.has(segmentKey(from, to))) {
      if (run.length > 1) runs.push(run)
      run = []
    }
    run.push(to)
  })
  return run.length > 1 ? [...runs, run] : runs
}

/** The way through the network along a river's waypoints. Throws where the network has no such way. */
function findCourse(pieces: readonly LevelledLine[], river: RiverName): Line {
  const graph = graphOf(pieces, river)
  const stops = river.waypoints.map((waypoint) => nearestKey(graph, waypoint, river.name))
  return stops.slice(1).reduce<Position[]>((course, to, i) => {
    const leg = shortestWay(graph, stops[i] ?? to, to)
    if (!leg) throw new Error(`No way along ${river.name} between its waypoints ${i} and ${i + 1}.`)
    return [...course, ...leg.slice(course.length === 0 ? 0 : 1)]
  }, [])
}

interface Node {
  readonly at: Position
  readonly next: Set<string>
  /** Ends of other lines across a gap. */
  readonly across: Set<string>
}
type Graph = ReadonlyMap<string, Node>

const marginDegrees = 1.5

function graphOf(pieces: readonly LevelledLine[], { waypoints }: RiverName): Graph {
  const lons = waypoints.map(([lon = NaN]) => lon)
  const lats = waypoints.map(([, lat = NaN]) => lat)
  const near = ([lon = NaN, lat = NaN]: Position) =>
    lon > Math.min(...lons) - marginDegrees &&
    lon < Math.max(...lons) + marginDegrees &&
    lat > Math.min(...lats) - marginDegrees &&
    lat < Math.max(...lats) + marginDegrees
  const graph = new Map<string, Node>()
  const node = (at: Position) => {
    const known = graph.get(keyOf(at)) ?? { at, next: new Set<string>(), across: new Set<string>() }
    graph.set(keyOf(at), known)
    return known
  }
  for (const { line } of pieces)
    line.slice(1).forEach((to, i) => {
      const from = line[i] ?? to
      if (!near(from) || !near(to)) return
      node(from).next.add(keyOf(to))
      node(to).next.add(keyOf(from))
    })
  bridgeGaps(graph)
  return graph
}

/** Lakes and the edges of the source's bins leave gaps in a river. */
const gapKilometres = 5
/** A gap is crossed only where the river itself does not lead on. */
const gapWeight = 4

function bridgeGaps(graph: ReadonlyMap<string, Node>): void {
  const ends = [...graph].filter(([, { next }]) => next.size === 1)
  const bridges = ends.flatMap(([key, end]) => {
    const near = [...graph].filter(([other, { at }]) => other !== key && kilometresBetween(end.at, at) < gapKilometres)
    return near.map(([other]) => [key, other] as const)
  })
  for (const [a, b] of bridges) {
    graph.get(a)?.across.add(b)
    graph.get(b)?.across.add(a)
  }
}

function nearestKey(graph: Graph, waypoint: Position, river: string): string {
  let best: { key: string; km: number } | undefined
  for (const [key, { at }] of graph) {
    const km = kilometresBetween(at, waypoint)
    if (!best || km < best.km) best = { key, km }
  }
  if (!best || best.km > 15)
    throw new Error(`No river within 15 km of the waypoint ${waypoint.join(', ')} of ${river}.`)
  return best.key
}

/** Dijkstra with a plain list as queue: a few thousand nodes. */
function shortestWay(graph: Graph, from: string, to: string): Position[] | undefined {
  const best = new Map([[from, 0]])
  const came = new Map<string, string>()
  const open = new Set([from])
  while (open.size > 0) {
    const here = [...open].reduce((a, b) => ((best.get(a) ?? 0) <= (best.get(b) ?? 0) ? a : b))
    if (here === to) return wayBack(graph, came, to)
    open.delete(here)
    const node = graph.get(here)
    if (!node) continue
    for (const key of [...node.next, ...node.across]) {
      const there = graph.get(key)
      if (!there) continue
      const weight = node.next.has(key) ? 1 : gapWeight
      const km = (best.get(here) ?? 0) + weight * kilometresBetween(node.at, there.at)
      if (km >= (best.get(key) ?? Infinity)) continue
      best.set(key, km)
      came.set(key, here)
      open.add(key)
    }
  }
  return undefined
}

function wayBack(graph: Graph, came: ReadonlyMap<string, string>, to: string): Position[] {
  const way: Position[] = []
  for (let key: string | undefined = to; key !== undefined; key = came.get(key)) {
    const node = graph.get(key)
    if (node) way.push(node.at)
  }
  return way.reverse()
}
