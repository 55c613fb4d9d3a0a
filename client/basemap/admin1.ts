import type { Position } from 'geojson'
import { crossingOf, type Edge, joinLines, keyOf, kilometresBetween, type Line, nearestOnSegment } from './lines.js'
import type { Area } from './sources.js'
import { type Box, isInside } from './theatre.js'

/** Lines between the provinces of one country: segments that two of its polygons share. */
export function provinceLines(provinces: readonly Area[]): Line[] {
  const owners = new Map<string, { country: unknown; segment: Line; count: number }>()
  for (const province of provinces) {
    const country = province.properties['adm0_a3']
    for (const segment of segmentsOf(province)) {
      const key = `${String(country)} ${segment.map(keyOf).sort().join(' ')}`
      const known = owners.get(key)
      if (known) known.count++
      else owners.set(key, { country, segment, count: 1 })
    }
  }
  return joinLines([...owners.values()].filter(({ count }) => count > 1).map(({ segment }) => segment))
}

function* segmentsOf({ geometry }: Area): Generator<Line> {
  for (const ring of geometry.coordinates.flat())
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1], ring[i]]
      if (a && b) yield [a, b]
    }
}

/** How far the two sources may lie apart where a province's line reaches the country's edge. */
const snapKilometres = 6

/**
 * Lets the loose ends of province lines end exactly on the country outlines, which come from a finer source: what
 * pokes out is cut, what falls short is led to the nearest position.
 */
export function snapEnds(lines: readonly Line[], outlines: readonly Line[], box: Box): Line[] {
  const edges = outlines.flatMap(pairsOf).filter(([a]) => isInside(a, box))
  const meetings = new Map<string, number>()
  for (const line of lines)
    for (const end of [line[0], line.at(-1)]) if (end) meetings.set(keyOf(end), (meetings.get(keyOf(end)) ?? 0) + 1)
  const snap = (line: Line): Line => {
    const end = line.at(-1)
    return end && meetings.get(keyOf(end)) === 1 && isInside(end, box) ? snapLast(line, edges) : line
  }
  return lines.map((line) => snap([...snap(line)].reverse()))
}

function pairsOf(line: Line): Edge[] {
  return line.slice(1).map((to, i) => [line[i] ?? to, to])
}

function snapLast(line: Line, edges: readonly Edge[]): Line {
  const end = line.at(-1)
  if (!end) return line
  const near = edges.filter(([a, b]) => kilometresBetween(end, nearestOnSegment(end, a, b)) < snapKilometres)
  return cutAtCrossing(line, near) ?? leadToNearest(line, end, near)
}

function cutAtCrossing(line: Line, edges: readonly Edge[]): Line | undefined {
  for (let i = Math.max(1, line.length - 4); i < line.length; i++) {
    const [from, to] = [line[i - 1], line[i]]
    if (!from || !to) continue
    for (const edge of edges) {
      const crossing = crossingOf([from, to], edge)
      if (crossing) return [...line.slice(0, i), crossing]
    }
  }
  return undefined
}

function leadToNearest(line: Line, end: Position, edges: readonly Edge[]): Line {
  let best: { at: Position; km: number } | undefined
  for (const [a, b] of edges) {
    const at = nearestOnSegment(end, a, b)
    const km = kilometresBetween(end, at)
    if (!best || km < best.km) best = { at, km }
  }
  return best ? [...line, best.at] : line
}

/** What of the claimed lines is not already drawn as a border, so that nothing is drawn twice. */
export function claimLines(claims: readonly Line[], borders: readonly Line[]): Line[] {
  const edges = borders.flatMap(pairsOf)
  const isDrawn = (p: Position) => edges.some(([a, b]) => isClose(p, a) && kilometresTo(p, a, b) < snapKilometres / 2)
  const drawn = new Map(claims.flat().map((p) => [p, isDrawn(p)]))
  return joinLines(claims.flatMap(pairsOf).filter(([a, b]) => !(drawn.get(a) && drawn.get(b))))
}

const kilometresTo = (p: Position, a: Position, b: Position) => kilometresBetween(p, nearestOnSegment(p, a, b))

function isClose([x = NaN, y = NaN]: Position, [ax = NaN, ay = NaN]: Position): boolean {
  return Math.abs(x - ax) < 2 && Math.abs(y - ay) < 2
}
