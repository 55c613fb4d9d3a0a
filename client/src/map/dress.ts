import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import { useSession } from '../session/useSession.js'
import { addImages } from './images.js'
import { drawnSources, layersAboveNames, layersBelowNames, type SymbolSet } from './layers.js'
import type { addMilitaryImage } from './militaryImages.js'
import type { Painter } from './painter.js'
import { palettes } from './palette.js'
import { basemapStyle, graticule, graticuleSource, type GroundTheme } from './style.js'

/** What a map is drawn in, as it may be changed. */
export interface Dress {
  readonly setTheme: (theme: GroundTheme) => void
  /** Draws other signs as soon as what draws them has come; false where it does not come. */
  readonly setSymbols: (set: SymbolSet) => Promise<boolean>
}

/** The style of the ground, from this server. */
export function styleOf(theme: GroundTheme) {
  const base = `${window.location.origin}${import.meta.env.BASE_URL}`
  const { ownMap } = useSession()
  const own = ownMap.value === null ? null : { ...ownMap.value, url: `${base}api/map.pmtiles` }
  return basemapStyle({ theme, pmtilesUrl: `${base}basemap.pmtiles`, own })
}

/** Gives a map's styles, the first and those to come, what Cordon draws. */
export function dress(map: MapLibreMap, painter: Painter, first: GroundTheme): Dress {
  let shown = first
  let asked: SymbolSet = 'plain'
  let addMilitary: typeof addMilitaryImage | null = null
  map.on('style.load', () => {
    addImages(map, palettes[shown])
    addLayers(map, shown)
    painter.begin()
    drawGraticule(map)
  })
  // There are hundreds of them, of which few are on a map.
  map.setMissingStyleImageResolver((id) => {
    if (id.startsWith('military:')) addMilitary?.(map, id, palettes[shown])
  })
  map.on('moveend', () => drawGraticule(map))
  return {
    setTheme: (theme) => {
      if (theme === shown) return
      shown = theme
      painter.end()
      map.setStyle(styleOf(theme), { diff: false })
    },
    setSymbols: async (set) => {
      asked = set
      if (set === 'military' && addMilitary === null) addMilitary = await drawerOfMilitary()
      const isThere = set === 'plain' || addMilitary !== null
      if (isThere && asked === set) painter.setSymbols(set)
      return isThere
    },
  }
}

/** What draws those symbols is large, and comes when somebody wants them; null where it does not come. */
function drawerOfMilitary(): Promise<typeof addMilitaryImage | null> {
  return import('./militaryImages.js').then(
    (it) => it.addMilitaryImage,
    () => null,
  )
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
