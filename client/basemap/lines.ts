import type { Position } from 'geojson'

export type Line = readonly Position[]

/** Equal for positions within about a metre, so that the two sides of a cut meet again. */
export function keyOf([lon = NaN, lat = NaN]: Position): string {
  return `${lon.toFixed(5)},${lat.toFixed(5)}`
}

/** Joins lines end to end wherever exactly two of them meet; forks stay forks. */
export function joinLines(lines: readonly Line[]): Line[] {
  const ends = endsOf(lines)
  const used = new Set<number>()
  const joined: Line[] = []
  for (let start = 0; start < lines.length; start++) {
    if (used.has(start)) continue
    used.add(start)
    const forward = follow(lines[start] ?? [], { lines, ends, used })
    joined.push([...follow([...forward].reverse(), { lines, ends, used })])
  }
  return joined
}

interface Network {
  readonly lines: readonly Line[]
  readonly ends: ReadonlyMap<string, readonly number[]>
  readonly used: Set<number>
}

function endsOf(lines: readonly Line[]): Map<string, number[]> {
  const ends = new Map<string, number[]>()
  lines.forEach((line, i) => {
    for (const end of [line[0], line.at(-1)]) {
      if (!end) continue
      const key = keyOf(end)
      const at = ends.get(key)
      if (at) at.push(i)
      else ends.set(key, [i])
    }
  })
  return ends
}

function follow(line: Line, { lines, ends, used }: Network): Line {
  const path = [...line]
  for (;;) {
    const end = path.at(-1)
    if (!end) return path
    const meeting = ends.get(keyOf(end)) ?? []
    const next = meeting.find((i) => !used.has(i))
    if (meeting.length !== 2 || next === undefined) return path
    used.add(next)
    const more = lines[next] ?? []
    const ahead = more[0] && keyOf(more[0]) === keyOf(end) ? more : [...more].reverse()
    path.push(...ahead.slice(1))
  }
}

/** Distance in kilometres on a plane at that latitude: good to a few metres over the few kilometres it is used for. */
export function kilometresBetween([ax = NaN, ay = NaN]: Position, [bx = NaN, by = NaN]: Position): number {
  const dx = (bx - ax) * Math.cos((((ay + by) / 2) * Math.PI) / 180)
  return Math.hypot(dx, by - ay) * 111.2
}

/** The position on segment `a`–`b` that is nearest to `p`. */
export function nearestOnSegment(p: Position, a: Position, b: Position): Position {
  const [px = NaN, py = NaN] = p
  const [ax = NaN, ay = NaN] = a
  const [bx = NaN, by = NaN] = b
  const shrink = Math.cos((py * Math.PI) / 180)
  const dx = (bx - ax) * shrink
  const dy = by - ay
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((px - ax) * shrink * dx + (py - ay) * dy) / length
  const t = Math.min(1, Math.max(0, along))
  return [ax + (bx - ax) * t, ay + (by - ay) * t]
}

export type Edge = readonly [Position, Position]

/** Where two edges cross, or undefined. */
export function crossingOf([a, b]: Edge, [c, d]: Edge): Position | undefined {
  const [ax = NaN, ay = NaN] = a
  const [bx = NaN, by = NaN] = b
  const [cx = NaN, cy = NaN] = c
  const [dx = NaN, dy = NaN] = d
  const area = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (area === 0) return undefined
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / area
  const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / area
  if (t < 0 || t > 1 || u < 0 || u > 1) return undefined
  return [ax + (bx - ax) * t, ay + (by - ay) * t]
}
