import type { Feature, LineString, Position } from 'geojson'
import { joinLines, keyOf, kilometresBetween, type Line } from './lines.js'
import type { RiverName } from './names.js'
import type { LevelledLine } from './sources.js'

export type RiverKind = 'river' | 'wadi' | 'canal'
export type River = Feature<LineString, Readonly<Record<string, string | number>>>

/** Levels of the World Data Bank: 0–4 permanent rivers, 5–7 intermittent ones, 8–10 canals. */
export const riverLevels = { world: [0, 1, 2, 3, 4], dryAndCanals: [5, 6, 7, 8, 9, 10] } as const

const zminByLevel = [3, 3, 4, 6, 6, 7, 7, 8, 8, 9, 9]

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
