import type { LineString, Polygon } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { wrapped } from './wrapped.js'

export type DrawMode = 'polygon' | 'linestring'

/**
 * Lets a person draw one shape on the map. Gives a function that ends it; what was drawn is handed over once, when it
 * is finished, and taken off the map again.
 */
export function drawOn(map: MapLibreMap, mode: DrawMode, done: (shape: Polygon | LineString) => void): () => void {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 6 }),
    modes: [
      new TerraDrawPolygonMode({
        styles: { fillColor: ink, fillOpacity: 0.12, outlineColor: ink, outlineWidth: 2, closingPointColor: ink },
      }),
      new TerraDrawLineStringMode({ styles: { lineStringColor: ink, lineStringWidth: 2, closingPointColor: ink } }),
    ],
  })
  draw.start()
  draw.setMode(mode)
  const end = () => {
    if (draw.enabled) draw.stop()
  }
  draw.on('finish', (id) => {
    const geometry = draw.getSnapshotFeature(id)?.geometry
    end()
    if (geometry?.type === 'Polygon') done({ ...geometry, coordinates: geometry.coordinates.map(wrapped) })
    if (geometry?.type === 'LineString') done({ ...geometry, coordinates: wrapped(geometry.coordinates) })
  })
  return end
}

/** Bright on both grounds. */
const ink = '#2bb5a6'
