import { facilityKinds, incidentKinds, severities } from '@cordon/alerts'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { facilityGlyphs, pin } from '../facility/pins.js'
import { glyphs, shapes, windowBar } from '../signs/shapes.js'
import type { Palette } from './palette.js'

/** Device pixels a pixel of the signs. */
export const pixelRatio = 2
/** The grid of the signs, with room for their edges and for a threat's bar. */
const grid = { width: 28, height: 32, shift: 2 }

/** One line or area of a sign. */
export interface Stroke {
  readonly path: string
  readonly stroke?: string
  readonly fill?: string
  readonly width?: number
  readonly drop?: number
}

/** Draws every sign that the map may need and gives it to the map under its name. */
export function addImages(map: MapLibreMap, palette: Palette): void {
  for (const severity of severities) {
    for (const [ofClass, glyph] of Object.entries(glyphs)) {
      for (const kind of incidentKinds) {
        const colour = palette.severity[severity]
        const hollow = kind === 'threat' || severity === 'unknown'
        const drop = severity === 'severe' ? 2.4 : 0
        put(map, `sign:${severity}:${ofClass}:${kind}`, [
          // A dark ground below hollow signs keeps them readable on lines and labels.
          {
            path: shapes[severity],
            fill: hollow ? palette.halo : colour,
            stroke: palette.edge,
            width: hollow ? 4.4 : 1.6,
          },
          ...(hollow ? [{ path: shapes[severity], stroke: colour, width: 2.6 }] : []),
          { path: glyph, stroke: hollow ? colour : palette.ink, width: 2, drop },
          ...(kind === 'threat'
            ? [
                { path: windowBar, stroke: palette.edge, width: 4 },
                { path: windowBar, stroke: colour, width: 2 },
              ]
            : []),
        ])
      }
    }
  }
  for (const kind of facilityKinds) {
    put(map, `pin:${kind}`, [
      { path: pin, fill: palette.pin, stroke: palette.pinEdge, width: 2.6 },
      { path: facilityGlyphs[kind], stroke: palette.pinInk, width: 1.8 },
    ])
  }
}

function put(map: MapLibreMap, name: string, strokes: readonly Stroke[]): void {
  const image = drawn(strokes)
  if (image === null) return
  if (map.hasImage(name)) map.removeImage(name)
  map.addImage(name, image, { pixelRatio })
}

function drawn(strokes: readonly Stroke[]): ImageData | null {
  const canvas = document.createElement('canvas')
  canvas.width = grid.width * pixelRatio
  canvas.height = grid.height * pixelRatio
  // Drawn by the processor: what a graphics card draws would have to be fetched back from it, sign by sign.
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  for (const stroke of strokes) {
    context.setTransform(
      pixelRatio,
      0,
      0,
      pixelRatio,
      grid.shift * pixelRatio,
      (grid.shift + (stroke.drop ?? 0)) * pixelRatio,
    )
    drawStroke(context, stroke)
  }
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** Draws one stroke where the context stands. */
export function drawStroke(context: CanvasRenderingContext2D, { path, stroke, fill, width = 1 }: Stroke): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  const shape = new Path2D(path)
  context.lineWidth = width
  if (stroke !== undefined) {
    context.strokeStyle = stroke
    context.stroke(shape)
  }
  if (fill === undefined) return
  context.fillStyle = fill
  context.fill(shape)
}
