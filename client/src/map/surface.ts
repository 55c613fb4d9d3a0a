import { addProtocol, Map as MapLibreMap, setWorkerUrl, type GeoJSONSource, type LayerSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { Protocol } from 'pmtiles'
import { addImages } from './images.js'
import { drawnSources, layersAboveNames, layersBelowNames } from './layers.js'
import { createPainter, type Painter } from './painter.js'
import { palettes } from './palette.js'
import { basemapStyle, graticule, graticuleSource, type GroundTheme } from './style.js'
import type { View } from './view.js'

setWorkerUrl(workerUrl)

export interface Surface {
  readonly map: MapLibreMap
  readonly show: Painter['show']
  /** Whether the style has come and what is to be seen is drawn. */
  readonly isDrawn: () => boolean
  readonly setTheme: (theme: GroundTheme) => void
  readonly setOn: Painter['setOn']
  readonly remove: () => void
}

let drawable: boolean | undefined

/** Whether this browser can draw the map at all; asked once, since to ask takes a context of the few that there are. */
export function canDraw(): boolean {
  if (drawable !== undefined) return drawable
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return (drawable = context !== null)
}

function styleOf(theme: GroundTheme) {
  return basemapStyle({ theme, pmtilesUrl: `${window.location.origin}${import.meta.env.BASE_URL}basemap.pmtiles` })
}

interface Start {
  readonly view: View
  readonly theme: GroundTheme
  /** What a screen reader calls the map. */
  readonly title: string
}

/** A map in a container, dressed with the sources, signs and layers of Cordon. */
export function createSurface(container: HTMLElement, { view, theme, title }: Start): Surface {
  // A new one for each map: it remembers what it could not read, and a map is made anew to try again.
  addProtocol('pmtiles', new Protocol().tile)
  const map = new MapLibreMap({
    container,
    style: styleOf(theme),
    center: [view.longitude, view.latitude],
    zoom: view.zoom,
    maxPitch: 0,
    maxZoom: 17,
    attributionControl: false,
    fadeDuration: 120,
    locale: { 'Map.Title': title },
  })
  const painter = createPainter(map)
  let shown = theme

  map.on('style.load', () => {
    addImages(map, palettes[shown])
    addLayers(map, shown)
    painter.begin()
    drawGraticule(map)
  })
  map.on('moveend', () => drawGraticule(map))
  return {
    map,
    show: painter.show,
    setOn: painter.setOn,
    isDrawn: painter.isReady,
    setTheme: (to) => {
      shown = to
      painter.end()
      map.setStyle(styleOf(to), { diff: false })
    },
    remove: () => map.remove(),
  }
}

function addLayers(map: MapLibreMap, theme: GroundTheme): void {
  const clusters = { clusterRadius: 46, clusterMaxZoom: 11, clusterProperties: { worst: ['max', ['get', 'rank']] } }
  for (const source of drawnSources) {
    const options = source === 'incidents' ? clusters : {}
    map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] }, ...options })
  }
  const firstName = map.getStyle().layers.find((layer) => layer.type === 'symbol')?.id
  const add = (layers: readonly LayerSpecification[], before?: string) => {
    for (const layer of layers) map.addLayer(layer, before)
  }
  add(layersBelowNames(palettes[theme]), firstName)
  add(layersAboveNames(palettes[theme]))
}

function drawGraticule(map: MapLibreMap): void {
  const bounds = map.getBounds()
  const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const
  const source = map.getSource<GeoJSONSource>(graticuleSource)
  if (source !== undefined) void source.setData(graticule(view, map.getZoom()))
}
