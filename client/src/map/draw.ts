import type { Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { wrapped } from './wrapped.js'

export type DrawMode = 'polygon' | 'linestring'

/** What has been drawn so far. */
export interface Placed {
  readonly corners: readonly Position[]
  /** Whether a corner that was taken back can be put there again. */
  readonly mayRedo: boolean
}

interface Hand {
  readonly changed: (placed: Placed) => void
  /** It was ended on the map: with a click on its first corner, or on its last point. */
  readonly ended: () => void
}

/** Lets a person draw one shape on the map, until `end`; what was drawn is taken off the map then. */
export function drawOn(map: MapLibreMap, as: DrawMode, { changed, ended }: Hand) {
  const mode = modeOf(as)
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 6 }),
    modes: [mode],
  })
  draw.start()
  draw.setMode(as)
  let told: Placed = { corners: [], mayRedo: false }

  function tell(): void {
    if (!draw.enabled || (mode.undoSize() === told.corners.length && mode.redoSize() > 0 === told.mayRedo)) return
    told = { corners: wrapped(cornersOf(draw, mode.undoSize())), mayRedo: mode.redoSize() > 0 }
    changed(told)
  }
  // It counts a corner just after it has told of it.
  draw.on('change', () => queueMicrotask(tell))
  draw.on('finish', ended)
  return {
    end: () => draw.enabled && draw.stop(),
    undo: () => mode.undo(),
    redo: () => mode.redo(),
  }
}
export type Drawing = ReturnType<typeof drawOn>

/** No keys of its own: those of the page stand in its list. */
function modeOf(as: DrawMode): TerraDrawPolygonMode | TerraDrawLineStringMode {
  const keyEvents = null
  if (as === 'linestring') {
    const styles = { lineStringColor: ink, lineStringWidth: 2, closingPointColor: ink } as const
    return new TerraDrawLineStringMode({ keyEvents, styles })
  }
  const styles = {
    fillColor: ink,
    fillOpacity: 0.12,
    outlineColor: ink,
    outlineWidth: 2,
    closingPointColor: ink,
  } as const
  return new TerraDrawPolygonMode({ keyEvents, styles })
}

/** The first corners of what is being drawn: where the pointer is comes behind them. */
function cornersOf(draw: TerraDraw, count: number): Position[] {
  const drawn = draw.getSnapshot().find(({ properties }) => properties['currentlyDrawing'] === true)?.geometry
  const path = drawn?.type === 'Polygon' ? drawn.coordinates[0] : drawn?.type === 'LineString' ? drawn.coordinates : []
  return (path ?? []).slice(0, count)
}

/** Bright on both grounds. */
const ink = '#2bb5a6'
