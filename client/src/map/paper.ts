import type { Map as MapLibreMap } from 'maplibre-gl'
import { drawnNow, type DrawnNow } from './drawnNow.js'
import { createSurface, type Surface } from './surface.js'
import { scaleOf, type Scale } from './scale.js'
import type { SymbolSet } from './layers.js'

/** A map as it is put on paper. */
export interface Paper {
  readonly picture: HTMLCanvasElement
  readonly scale: Scale
  /** What its legend has to explain. */
  readonly drawn: DrawnNow
  /** Taken from a dark screen: to be turned into its light counterpart. */
  readonly isDark: boolean
}

/** What fits an A4 sheet on its side beside its margins, in pixels of the page: 273 by 148 mm. */
export const paperSize = { width: 1032, height: 560 } as const

/** A print that takes longer than this is not waited for. */
const mostMs = 30_000

/** Draws what a map shows anew, on white and as fine as paper is; rejects where that takes too long. */
export async function drawPaper(
  shown: Surface,
  { title, symbols }: { title: string; symbols: SymbolSet },
): Promise<Paper> {
  const box = document.createElement('div')
  const { width, height } = paperSize
  Object.assign(box.style, { position: 'fixed', insetBlockStart: '0', insetInlineStart: '-4000px' })
  Object.assign(box.style, { inlineSize: `${width}px`, blockSize: `${height}px` })
  document.body.append(box)
  const { lng, lat } = shown.map.getCenter()
  const place = {
    box,
    view: { longitude: lng, latitude: lat, zoom: shown.map.getZoom() },
    theme: 'print',
    title,
  } as const
  const copy = createSurface({ ...place, pixelRatio: 1.5 })
  try {
    copy.settle(place)
    copy.map.fitBounds(shown.map.getBounds(), { animate: false, padding: 0 })
    shown.copyTo(copy)
    copy.setOn('graticule', true)
    await Promise.all([copy.setSymbols(symbols), idle(copy.map)])
    return paperOf(copy.map, false)
  } finally {
    copy.remove()
    box.remove()
  }
}

/** What is on a map this very moment: there is no time for another where the browser prints by itself. */
export function paperOf(map: MapLibreMap, isDark: boolean): Paper {
  const picture = document.createElement('canvas')
  // What is drawn may be read in the same turn alone.
  map.redraw()
  const drawn = map.getCanvas()
  Object.assign(picture, { width: drawn.width, height: drawn.height })
  picture.getContext('2d')?.drawImage(drawn, 0, 0)
  const width = Math.min(paperSize.width, (paperSize.height * drawn.width) / drawn.height)
  picture.style.inlineSize = `${width}px`
  const { pixels, metres } = scaleOf(map.getZoom(), map.getCenter().lat)
  const ratio = width / drawn.getBoundingClientRect().width
  return { picture, isDark, drawn: drawnNow(map), scale: { metres, pixels: pixels * ratio } }
}

async function idle(map: MapLibreMap): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The map for printing was not drawn in time.')), mostMs)
    void map.once('idle', () => {
      clearTimeout(late)
      resolve()
    })
  })
}
