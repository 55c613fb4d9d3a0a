import type { Feature } from 'geojson'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { clusterAbove } from './crowd.js'
import { difference, type Drawn } from './difference.js'
import { switches, symbolSets, type DrawnSource, type Switch, type SymbolSet } from './layers.js'

/** Keeps what is to be seen on a map, also while the map's style changes below it. */
export interface Painter {
  /** Draws features in place of those that were drawn before; those with an id are compared and only changes sent. */
  readonly show: (source: DrawnSource, features: readonly Feature[]) => void
  readonly setOn: (what: Switch, on: boolean) => void
  readonly setSymbols: (set: SymbolSet) => void
  /** Gives another map all that is to be seen on this one. */
  readonly copyTo: (other: Pick<Painter, 'show' | 'setOn'>) => void
  /** The style with its sources and layers is there, and empty. */
  readonly begin: () => void
  readonly isReady: () => boolean
  /** The style is about to go. */
  readonly end: () => void
}

/** What is drawn without ids can only be replaced as a whole: it is kept as the very list that was drawn. */
type Loose = readonly Feature[]

export function createPainter(map: MapLibreMap): Painter {
  const wanted = new Map<DrawnSource, readonly Feature[]>()
  const off = new Set<Switch>()
  const brush = createBrush(map)
  let ready = false
  let symbols: SymbolSet = 'plain'

  return {
    show: (name, features) => {
      wanted.set(name, features)
      if (ready) brush.draw(name, features)
    },
    setOn: (what, on) => {
      off[on ? 'delete' : 'add'](what)
      if (ready) setVisibility(map, what, on)
    },
    setSymbols: (set) => {
      if (set === symbols) return
      symbols = set
      if (ready) setSymbols(map, set)
    },
    copyTo: (other) => {
      for (const [name, features] of wanted) other.show(name, features)
      for (const what of off) other.setOn(what, false)
    },
    begin: () => {
      ready = true
      brush.forget()
      for (const [name, features] of wanted) brush.draw(name, features)
      for (const what of off) setVisibility(map, what, false)
      if (symbols !== 'plain') setSymbols(map, symbols)
    },
    end: () => (ready = false),
    isReady: () => ready,
  }
}

/** Draws into the sources of one style, and knows what it has drawn there. */
function createBrush(map: MapLibreMap) {
  let drawn = new Map<DrawnSource, Drawn | Loose>()
  let isClustered = false

  function draw(name: DrawnSource, features: readonly Feature[]): void {
    const source = map.getSource<GeoJSONSource>(name)
    const before = drawn.get(name) ?? new Map<string, Feature>()
    if (source === undefined || before === features) return
    const isLoose = features.some((feature) => feature.id === undefined)
    if (isLoose || !(before instanceof Map)) {
      drawn.set(name, isLoose ? features : difference(new Map(), features).next)
      return void source.setData({ type: 'FeatureCollection', features: [...features] })
    }
    drawn.set(name, update(source, before, features))
    const isCrowd = name === 'incidents' && features.length > clusterAbove
    if (name === 'incidents' && isCrowd !== isClustered)
      void source.setClusterOptions({ cluster: (isClustered = isCrowd) })
  }
  function forget(): void {
    drawn = new Map()
    isClustered = false
  }
  return { draw, forget }
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

function setSymbols(map: MapLibreMap, set: SymbolSet): void {
  const { sign, pin, anchor } = symbolSets[set]
  map.setLayoutProperty('incident-sign', 'icon-image', sign)
  map.setLayoutProperty('facility-pin', 'icon-image', pin)
  map.setLayoutProperty('facility-pin', 'icon-anchor', anchor)
}
