import { PNG } from 'pngjs'
import { constants } from 'node:zlib'

/** A point of a picture in pixels from its upper left corner. */
export type Dot = readonly [x: number, y: number]

/** A colour as red, green and blue from 0 to 255, and how much of it is laid over what is there, from 0 to 1. */
export interface Paint {
  readonly colour: readonly [red: number, green: number, blue: number]
  readonly opacity?: number
}

/**
 * A small picture that is painted in layers. What an outline covers of each pixel is worked out exactly and added up along
 * the rows (as in Raph Levien's font-rs), so that edges are smooth and a picture takes a few milliseconds.
 */
export class Raster {
  private readonly pixels: Buffer
  private readonly covered: Float32Array
  private readonly stride: number
  /** What is covered at all, so that no more is looked through. */
  private left = Infinity
  private right = 0
  private top = Infinity
  private bottom = 0

  constructor(
    readonly width: number,
    readonly height: number,
    ground: Paint['colour'],
  ) {
    this.pixels = Buffer.alloc(width * height * 4, Buffer.from([...ground, 255]))
    this.stride = width + 2
    this.covered = new Float32Array(this.stride * height)
  }

  /** Fills outlines that belong together: what any of them goes round, but for what another goes round the other way. */
  fill(outlines: readonly (readonly Dot[])[], paint: Paint): void {
    for (const outline of outlines) {
      for (const [at, dot] of outline.entries()) this.cover(outline.at(at - 1) ?? dot, dot)
    }
    this.lay(paint)
  }

  /** Draws lines so many pixels wide, with round ends and corners; where they lie over each other it is once. */
  stroke(lines: readonly (readonly Dot[])[], width: number, paint: Paint): void {
    this.fill(
      lines.flatMap((line) => band(line, width / 2)),
      paint,
    )
  }

  png(): Buffer {
    const png = new PNG({ width: this.width, height: this.height })
    png.data = this.pixels
    // Large even areas are packed as well without a filter, in a fraction of the time.
    return PNG.sync.write(png, { filterType: 0, deflateStrategy: constants.Z_DEFAULT_STRATEGY, deflateLevel: 6 })
  }

  /** Adds what lies to the right of an edge, row by row: once more where it goes down, once less where it goes up. */
  private cover(from: Dot, to: Dot): void {
    const [[x0, top], [x1, bottom]] = from[1] < to[1] ? [from, to] : [to, from]
    if (top === bottom || !Number.isFinite(x0 + x1 + top + bottom)) return
    const sign = from[1] < to[1] ? 1 : -1
    this.touch([Math.min(x0, x1), top], [Math.max(x0, x1), bottom])
    const slope = (x1 - x0) / (bottom - top)
    const last = Math.min(this.height, Math.ceil(bottom))
    for (let row = Math.max(0, Math.floor(top)); row < last; row += 1) {
      const [upper, lower] = [Math.max(row, top), Math.min(row + 1, bottom)]
      const [a, b] = [this.within(x0 + (upper - top) * slope), this.within(x0 + (lower - top) * slope)]
      this.coverRow(row * this.stride, (lower - upper) * sign, [Math.min(a, b), Math.max(a, b)])
    }
  }

  private touch([left, top]: Dot, [right, bottom]: Dot): void {
    this.left = Math.min(this.left, Math.floor(this.within(left)))
    this.right = Math.max(this.right, Math.ceil(this.within(right)) + 1)
    this.top = Math.min(this.top, Math.max(0, Math.floor(top)))
    this.bottom = Math.max(this.bottom, Math.min(this.height, Math.ceil(bottom)))
  }

  private within(x: number): number {
    return Math.max(0, Math.min(this.width, x))
  }

  /** Shares out along a row what an edge from `left` to `right` has to its right. */
  private coverRow(start: number, amount: number, [left, right]: Dot): void {
    const first = Math.floor(left)
    const add = (column: number, share: number) => {
      const at = start + column
      this.covered[at] = (this.covered[at] ?? 0) + amount * share
    }
    if (right <= first + 1) {
      const middle = (left + right) / 2 - first
      add(first, 1 - middle)
      add(first + 1, middle)
      return
    }
    // Of a column all that is beside the edge before it, and half of what is beside the edge within it, and so on.
    let before = 0
    const steep = 1 / (right - left)
    for (let column = first; column < right; column += 1) {
      const [begin, end] = [Math.max(left, column), Math.min(right, column + 1)]
      const own = (begin - left) * steep + (end - begin) * steep * (column + 1 - (begin + end) / 2)
      add(column, own - before)
      before = own
    }
    add(Math.ceil(right), 1 - before)
  }

  /** Lays paint over what is covered, and forgets it. */
  private lay({ colour, opacity = 1 }: Paint): void {
    const { top, bottom, left, stride, covered, pixels } = this
    const right = Math.min(this.width, this.right)
    const [red, green, blue] = colour
    for (let row = top; row < bottom; row += 1) {
      let sum = 0
      for (let column = left; column < right; column += 1) {
        sum += covered[row * stride + column] ?? 0
        const alpha = Math.min(1, Math.abs(sum)) * opacity
        if (alpha < 0.002) continue
        const at = (row * this.width + column) * 4
        pixels[at] = mixed(pixels[at], red, alpha)
        pixels[at + 1] = mixed(pixels[at + 1], green, alpha)
        pixels[at + 2] = mixed(pixels[at + 2], blue, alpha)
      }
    }
    covered.fill(0, top * stride, bottom * stride)
    this.left = this.top = Infinity
    this.right = this.bottom = 0
  }
}

function mixed(under = 0, over: number, alpha: number): number {
  return Math.round(under + (over - under) * alpha)
}

/** A circle as an outline, in the direction of `band`. */
export function circle([x, y]: Dot, radius: number): readonly Dot[] {
  const corners = Math.max(6, Math.min(96, Math.round(4 + 2 * radius)))
  return Array.from({ length: corners }, (_, nth): Dot => {
    const angle = (nth * 2 * Math.PI) / corners
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

/** Whatever lies within `half` of a line, as outlines that all go round in the same direction. */
export function band(line: readonly Dot[], half: number): readonly (readonly Dot[])[] {
  const joints = half < 1 ? [] : line.map((dot) => circle(dot, half))
  const sides = line.slice(1).flatMap((to, at) => {
    const [x0, y0] = line[at] ?? to
    const [x1, y1] = to
    const length = Math.hypot(x1 - x0, y1 - y0)
    if (length === 0) return []
    const [dx, dy] = [((y1 - y0) / length) * half, (-(x1 - x0) / length) * half]
    const corners: readonly Dot[] = [
      [x0 + dx, y0 + dy],
      [x1 + dx, y1 + dy],
      [x1 - dx, y1 - dy],
      [x0 - dx, y0 - dy],
    ]
    return [corners]
  })
  return [...sides, ...joints]
}

/** Twice the area that an outline goes round, negative where it goes the other way. */
export function turn(outline: readonly Dot[]): number {
  return outline.reduce((sum, [x, y], at) => {
    const [px, py] = outline.at(at - 1) ?? [x, y]
    return sum + px * y - x * py
  }, 0)
}
