import { severities, type Severity } from '@cordon/alerts'
import type { Map as MapLibreMap } from 'maplibre-gl'
import milsymbol from 'milsymbol'
import { shapes } from '../signs/shapes.js'
import { drawStroke, pixelRatio } from './images.js'
import type { Palette } from './palette.js'

/** Height of a frame without what stands round it: a little larger than a plain sign, since more is drawn in it. */
const size = 24
/** Side of the sign of severity at the corner, beside the grid of 24 that it is drawn on. */
const badge = 13

/** Draws the symbol that an image's name asks for, `military:<severity>:<code>`, and gives it to the map. */
export function addMilitaryImage(map: MapLibreMap, name: string, palette: Palette): void {
  const [, told, code = ''] = name.split(':')
  const severity = severities.find((it) => it === told) ?? null
  const image = drawn(code, severity, palette)
  if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio })
}

function drawn(code: string, severity: Severity | null, palette: Palette): ImageData | null {
  const symbol = new milsymbol.Symbol(code, { size, outlineColor: palette.halo, outlineWidth: 3 })
  const { x, y } = symbol.getAnchor()
  const { width, height } = symbol.getSize()
  // The place is the middle of the image, whatever stands round the frame, with room for the corner.
  const half = { width: Math.max(x, width - x) + badge / 3, height: Math.max(y, height - y) + badge / 3 }
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(2 * half.width * pixelRatio)
  canvas.height = Math.ceil(2 * half.height * pixelRatio)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  context.drawImage(symbol.asCanvas(pixelRatio), (half.width - x) * pixelRatio, (half.height - y) * pixelRatio)
  if (severity !== null) {
    const scale = (badge / 24) * pixelRatio
    context.setTransform(scale, 0, 0, scale, canvas.width - badge * pixelRatio, 0)
    const isHollow = severity === 'unknown'
    const colour = palette.severity[severity]
    drawStroke(context, {
      path: shapes[severity],
      fill: isHollow ? palette.halo : colour,
      stroke: palette.edge,
      width: 4,
    })
    if (isHollow) drawStroke(context, { path: shapes[severity], stroke: colour, width: 3 })
  }
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
