import { addProtocol, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { Protocol } from 'pmtiles'
import { watch } from 'vue'
import { drawsBySoftware } from './canDraw.js'
import { dress, styleOf } from './dress.js'
import { spareMap } from './frames.js'
import type { Lendable } from './kept.js'
import type { SymbolSet } from './layers.js'
import { createPainter, type Painter } from './painter.js'
import { followProgress, reactiveProgress, type Changing, type Progress } from './progress.js'
import type { Screen } from './screen.js'
import type { GroundTheme } from './style.js'
import type { View } from './view.js'

setWorkerUrl(workerUrl)

/** Where a borrower has a map and how it is to look at first. */
export interface Place {
  readonly box: HTMLElement
  readonly view: View
  readonly theme: GroundTheme
  /** What a screen reader calls the map. */
  readonly title: string
  /** Device pixels a pixel of the page; those of the screen, unless given. */
  readonly pixelRatio?: number
}

/** A map with the sources, signs and layers of Cordon, which can be moved from view to view. */
export interface Surface extends Lendable {
  readonly map: MapLibreMap
  readonly progress: Progress
  /** Puts it in a borrower's place. What the borrower before has shown is not seen there. */
  readonly settle: (place: Place) => void
  readonly show: Painter['show']
  readonly copyTo: Painter['copyTo']
  /** How long the page was held up by drawing it of late, in milliseconds. */
  readonly frameMs: () => number
  /** Whether the style has come and what is to be seen is drawn. */
  readonly isDrawn: () => boolean
  readonly setTheme: (theme: GroundTheme) => void
  readonly setTitle: (title: string) => void
  readonly setOn: Painter['setOn']
  /** Draws other signs as soon as what draws them has come; whether it has. */
  readonly setSymbols: (set: SymbolSet) => Promise<boolean>
}

/** Makes a map in a place; it has still to be settled there. */
export function createSurface(first: Place): Surface {
  const element = elementIn(first.box)
  const map = newMap(element, first)
  const painter = createPainter(map)
  const progress = reactiveProgress()
  const frames = spareMap(map, progress)
  followProgress(map, { progress, isStyled: painter.isReady, screen: frames.screen })
  const size = followSize(map, element)
  const dressed = dress(map, painter, first.theme)
  const begin = staleHider(element, progress, frames.screen)
  const setTitle = (title: string) => map.getCanvas().setAttribute('aria-label', title)
  return {
    ...{ map, progress, ...dressed, setTitle, frameMs: frames.screen.frameMs },
    ...{ setOn: painter.setOn, copyTo: painter.copyTo, isDrawn: painter.isReady },
    show: (source, features) => {
      if (source === 'marks' || source === 'measure' || source === 'tried') frames.hurry()
      painter.show(source, features)
    },
    settle: ({ box, view, theme, title }) => {
      begin()
      box.append(element)
      size.begin()
      dressed.setTheme(theme)
      setTitle(title)
      lookFrom(map, view)
    },
    rest: () => {
      size.end()
      comeToRest(map, painter)
      element.remove()
    },
    isSound: () => !progress.lost && progress.ground !== 'missing',
    remove: () => {
      size.end()
      frames.stop()
      map.remove()
      element.remove()
    },
  }
}

/** Hides what a former borrower has shown, from when another one comes until it is drawn over. */
function staleHider(element: HTMLElement, progress: Changing, screen: Screen) {
  let isUsed = false
  watch(
    () => progress.stale,
    (stale) => void element.classList.toggle('stale', stale),
    { flush: 'sync' },
  )
  return () => {
    screen.forget()
    progress.drawing = true
    progress.stale = isUsed
    isUsed = true
  }
}

function lookFrom(map: MapLibreMap, { longitude, latitude, zoom }: View): void {
  map.jumpTo({ center: [longitude, latitude], zoom, bearing: 0 })
  map.triggerRepaint()
}

function comeToRest(map: MapLibreMap, painter: Painter): void {
  map.stop()
  map.getCanvas().style.cursor = ''
  painter.show('marks', [])
  painter.show('measure', [])
  painter.show('tried', [])
}

function elementIn(box: HTMLElement): HTMLElement {
  const element = document.createElement('div')
  element.className = 'surface'
  box.append(element)
  return element
}

function newMap(container: HTMLElement, { view, theme, title, pixelRatio }: Place): MapLibreMap {
  // A new one for each map: it remembers what it could not read, and a map is made anew to try again.
  addProtocol('pmtiles', new Protocol().tile)
  return new MapLibreMap({
    container,
    style: styleOf(theme),
    center: [view.longitude, view.latitude],
    zoom: view.zoom,
    maxPitch: 0,
    maxZoom: 17,
    attributionControl: false,
    fadeDuration: 0,
    // The world's last tiles are stretched, not cut up: some of what is cut fails, and names then stand twice.
    zoomLevelsToOverscale: 17,
    locale: { 'Map.Title': title },
    // It follows the box that it is in, and none while it is kept.
    trackResize: false,
    // What is drawn apart is read in a later turn.
    canvasContextAttributes: { preserveDrawingBuffer: drawsBySoftware() },
    ...(pixelRatio !== undefined && { pixelRatio }),
  })
}

/** Keeps a map as large as its element while asked to; an element that is not laid out has no size. */
function followSize(map: MapLibreMap, element: HTMLElement) {
  let size = sizeOf(element)
  function fit(): boolean {
    const now = sizeOf(element)
    if (now === size || element.clientWidth === 0 || element.clientHeight === 0) return false
    size = now
    map.resize()
    return true
  }
  // Drawn at once: a canvas whose size is changed is empty.
  const observer = new ResizeObserver(() => fit() && map.redraw())
  return {
    begin: () => {
      fit()
      observer.observe(element)
    },
    end: () => observer.disconnect(),
  }
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): string {
  return `${clientWidth} ${clientHeight} ${window.devicePixelRatio}`
}
