import type { Incident } from '@cordon/alerts'
import type { MultiPolygon, Point, Polygon } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Selection } from '../floor/selection.js'
import type { Draft } from './content.js'
import type { Tried } from './tried.js'
import type { View } from './view.js'

/** What a view asks of the map. */
export interface MapAsked {
  incidents: readonly Incident[]
  selected: Selection | null
  view?: View | null
  /** A click picks a place instead of selecting a thing. */
  picking?: boolean
  picked?: Point | null
  draft?: Draft | null
  /** What a rule that is tried would have told; the map then is of that. */
  tried?: Tried | null
  /** Pixels at the end of the line that a panel lies over. */
  covered?: number
  /** Whether what goes beyond looking is offered: to measure, to follow, to print. */
  tools?: boolean
  /** Whether an incident can be reported at a place of it. */
  mayReport?: boolean
}

/** What the map tells the view. */
export interface MapTells {
  select: [selection: Selection]
  pick: [place: [number, number]]
  moved: [view: View]
  report: [place: [number, number]]
  ready: [map: MapLibreMap]
  /** The map that was ready serves another view from now on. */
  gone: []
}

/** Where a view may have the map look. */
export interface MapMoves {
  readonly zoomTo: () => void
  readonly fitAll: () => void
  readonly showArea: (area: Polygon | MultiPolygon) => void
  /** The same where nothing of it is seen. */
  readonly bringArea: (area: Polygon | MultiPolygon) => void
}

const nothing = () => undefined
/** Where there is no map, or none yet, there is nothing to move. */
export const noMoves: MapMoves = { zoomTo: nothing, fitAll: nothing, showArea: nothing, bringArea: nothing }
