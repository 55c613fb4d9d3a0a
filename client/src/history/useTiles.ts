import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl'
import { shallowRef, watch, type Ref } from 'vue'
import { palettes, type Palette } from '../map/palette.js'
import { useTheme } from '../theme/theme.js'
import { strengthAt } from './look.js'
import { replayLayers, signLayers, stepLayers, tileSource, wholeLayers } from './tileLayers.js'

/** What is to be drawn of a search. */
export interface Drawn {
  /** Where its tiles are. */
  readonly address: string
  readonly heat: boolean
  /** The step at which the clock of what happened stands; null where all of it is seen at once. */
  readonly step: number | null
  /** How long a step fades in, in milliseconds. */
  readonly fadeMs: number
}

/** What came of the tiles that were asked for last. */
export type TileState = 'coming' | 'there' | 'tooLong' | 'failed'

/** Draws the tiles of a search on a map for as long as it is lent, through changes of its style as well. */
export function useTiles(map: Readonly<Ref<MapLibreMap | null>>, drawn: () => Drawn) {
  const state = shallowRef<TileState>('coming')
  const { shown: theme } = useTheme()

  function draw(it: MapLibreMap): void {
    clear(it)
    state.value = 'coming'
    const { address, heat, step, fadeMs } = drawn()
    it.addSource(tileSource, { type: 'vector', tiles: [address], minzoom: 0, maxzoom: 14 })
    const palette: Palette = palettes[theme()]
    const layers = step === null ? wholeLayers(palette, heat) : replayLayers(palette, fadeMs)
    // Above the pins of facilities, below what is pointed out by hand.
    const above = it.getLayer('incident-sign') === undefined ? undefined : 'incident-sign'
    for (const layer of layers) it.addLayer(layer, above)
    showStep(it, step)
  }
  const redraw = (how: (it: MapLibreMap) => void) => () => {
    if (map.value !== null && map.value.getSource(tileSource) !== undefined) how(map.value)
  }
  watch(() => lookOf(drawn()), redraw(draw))
  watch(
    () => drawn().step,
    redraw((it) => showStep(it, drawn().step)),
    { flush: 'post' },
  )
  /** Gives what ends it. */
  function begin(it: MapLibreMap): () => void {
    const listening = [
      it.on('style.load', () => draw(it)),
      it.on('idle', () => void (state.value = state.value === 'coming' ? 'there' : state.value)),
      it.on('error', (event) => {
        if ('sourceId' in event && event.sourceId === tileSource) state.value = stateAfter(event.error)
      }),
    ]
    if (it.getLayer('mark-zone') !== undefined) draw(it)
    return () => {
      listening.forEach((one) => one.unsubscribe())
      clear(it)
    }
  }
  return { state, begin }
}

/** What cannot be changed without drawing anew. */
function lookOf({ address, heat, step, fadeMs }: Drawn): string {
  return JSON.stringify([address, heat, step === null, fadeMs])
}

/** Sets of each step how strongly it is seen, and nothing else. */
function showStep(it: MapLibreMap, step: number | null): void {
  if (step === null) return
  stepLayers().forEach((id, at) => {
    const strength = strengthAt(at, step)
    if (it.getLayer(id) === undefined || it.getPaintProperty(id, 'circle-opacity') === strength) return
    it.setPaintProperty(id, 'circle-opacity', strength)
    it.setPaintProperty(id, 'circle-stroke-opacity', strength)
  })
}

/** The server stops a search that takes too long, and says so. */
function stateAfter(error: object): TileState {
  return 'status' in error && error.status === 422 ? 'tooLong' : 'failed'
}

function clear(it: MapLibreMap): void {
  for (const id of [...stepLayers(), 'history-heat', 'history-disc', 'history-cell', 'history-count', 'history-sign'])
    if (it.getLayer(id)) it.removeLayer(id)
  if (it.getSource(tileSource)) it.removeSource(tileSource)
}

/** What lies below a place on the screen: one incident by its id, or several, by where they are; null where nothing does. */
export type Found =
  { readonly is: 'incident'; readonly id: string } | { readonly is: 'several'; readonly at: [number, number] }

export function foundAt(it: MapLibreMap, { x, y }: { readonly x: number; readonly y: number }): Found | null {
  const within = window.matchMedia('(pointer: coarse)').matches ? 18 : 4
  // What a step that is not shown holds is there, and not seen; of signs that property cannot be asked.
  const isSeen = (step: string) => it.getLayer(step) && it.getPaintProperty(step, 'circle-opacity') !== 0
  const layers = [...signLayers.filter((id) => it.getLayer(id)), ...stepLayers().filter(isSeen)]
  const box: [[number, number], [number, number]] = [
    [x - within, y - within],
    [x + within, y + within],
  ]
  const [feature] = layers.length === 0 ? [] : it.queryRenderedFeatures(box, { layers })
  return feature === undefined ? null : foundOf(feature)
}

function foundOf({ properties, geometry }: MapGeoJSONFeature): Found | null {
  const id: unknown = properties['id']
  if (typeof id === 'string') return { is: 'incident', id }
  if (geometry.type !== 'Point') return null
  const [lng = 0, lat = 0] = geometry.coordinates
  return { is: 'several', at: [lng, lat] }
}
