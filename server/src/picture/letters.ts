import { create, type Font } from 'fontkit'
import { faceFiles, type Weight } from './faces.js'
import type { Dot } from './raster.js'

/** A line of text as what is to be filled, from the start of its baseline at 0, 0, and how long it is. */
export interface Lettering {
  readonly outlines: readonly (readonly Dot[])[]
  readonly width: number
}

const weight: Weight = 700
/** Parts in which a curve is drawn; letters are small. */
const curveParts = 4

let opened: readonly Font[] | null = null

/** A short name in one script, so many pixels large; null where no face has all of its letters. */
export function lettering(text: string, size: number): Lettering | null {
  opened ??= faceFiles()
    .filter((it) => it.weight === weight)
    .map(({ bytes }) => create(bytes))
    .filter((font) => 'hasGlyphForCodePoint' in font)
  const letters = Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
  const font = opened.find((it) => letters.every((code) => it.hasGlyphForCodePoint(code)))
  if (font === undefined) return null
  const scale = size / font.unitsPerEm
  const { glyphs, positions } = font.layout(text)
  const outlines: (readonly Dot[])[] = []
  let pen = 0
  for (const [at, glyph] of glyphs.entries()) {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {}
    const place = ([x, y]: Dot): Dot => [(pen + xOffset + x) * scale, -(yOffset + y) * scale]
    outlines.push(...outlinesOf(glyph.path.commands).map((outline) => outline.map(place)))
    pen += xAdvance
  }
  return { outlines, width: pen * scale }
}

interface Command {
  readonly command: string
  readonly args: readonly number[]
}

/** A letter's strokes as corners, in the units of its font. */
function outlinesOf(commands: readonly Command[]): readonly (readonly Dot[])[] {
  const outlines: Dot[][] = []
  for (const { command, args } of commands) {
    const dots = Array.from({ length: args.length / 2 }, (_, at): Dot => [args[at * 2] ?? 0, args[at * 2 + 1] ?? 0])
    const outline = outlines.at(-1) ?? []
    if (command === 'moveTo') outlines.push(dots)
    else outline.push(...curve([outline.at(-1) ?? [0, 0], ...dots]))
  }
  return outlines
}

/** The corners of a curve by its control points, by de Casteljau's halving at even steps; the first one is left out. */
function curve(controls: readonly Dot[]): readonly Dot[] {
  if (controls.length < 3) return controls.slice(1)
  return Array.from({ length: curveParts }, (_, nth) => pointAt(controls, (nth + 1) / curveParts))
}

function pointAt(controls: readonly Dot[], share: number): Dot {
  const [first, ...others] = controls
  if (first === undefined) return [0, 0]
  if (others.length === 0) return first
  const between = others.map(([x, y], at): Dot => {
    const [px, py] = controls[at] ?? [x, y]
    return [px + (x - px) * share, py + (y - py) * share]
  })
  return pointAt(between, share)
}
