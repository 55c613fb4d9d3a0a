import type { Feature } from 'geojson'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { clusterAbove } from './crowd.js'
import { difference, type Drawn } from './difference.js'
import { switches, type DrawnSource, type Switch } from './layers.js'

/** Keeps what is to be seen on a map, also while the map's style changes below it. */
export interface Painter {
  /** Draws features in place of those that were drawn before; those with an id are compared and only changes sent. */
  readonly show: (source: DrawnSource, features: readonly Feature[]) => void
  readonly setOn: (what: Switch, on: boolean) => void
  /** The style with its sources and layers is there, and empty. */
  readonly begin: () => void
  readonly isReady: () => boolean
  /** The style is about to go. */
  readonly end: () => void
}

/** Drawn without ids: it can only be replaced as a whole. */
const loose = 'loose'

export function createPainter(map: MapLibreMap): Painter {
  const wanted = new Map<DrawnSource, readonly Feature[]>()
  const off = new Set<Switch>()
  let drawn = new Map<DrawnSource, Drawn | typeof loose>()
  let ready = false
  let isClustered = false

  function draw(name: DrawnSource, features: readonly Feature[]): void {
    const source = map.getSource<GeoJSONSource>(name)
    if (source === undefined) return
    const before = drawn.get(name) ?? new Map()
    const isLoose = features.some((feature) => feature.id === undefined)
    if (isLoose || before === loose) {
      drawn.set(name, isLoose ? loose : difference(new Map(), features).next)
      return void source.setData({ type: 'FeatureCollection', features: [...features] })
    }
    drawn.set(name, update(source, before, features))
    const isCrowd = name === 'incidents' && features.length > clusterAbove
    if (name === 'incidents' && isCrowd !== isClustered)
      void source.setClusterOptions({ cluster: (isClustered = isCrowd) })
  }
  return {
    show: (name, features) => {
      wanted.set(name, features)
      if (ready) draw(name, features)
    },
    setOn: (what, on) => {
      off[on ? 'delete' : 'add'](what)
      if (ready) setVisibility(map, what, on)
    },
    begin: () => {
      ready = true
      drawn = new Map()
      isClustered = false
      for (const [name, features] of wanted) draw(name, features)
      for (const what of off) setVisibility(map, what, false)
    },
    end: () => (ready = false),
    isReady: () => ready,
  }
}

/** Sends what is not drawn yet, and what is no more. */
function update(source: GeoJSONSource, before: Drawn, features: readonly Feature[]): Drawn {
  const { add, remove, next } = difference(before, features)
  if (add.length + remove.length > 0) void source.updateData({ add: [...add], remove: [...remove] })
  return next
}

function setVisibility(map: MapLibreMap, what: Switch, on: boolean): void {
  for (const layer of switches[what]) {
    if (map.getLayer(layer)) map.setLayoutProperty(layer, 'visibility', on ? 'visible' : 'none')
  }
}
