import { facilityKinds, severities, type FacilityKind, type Severity } from '@cordon/alerts'
import type { Map as MapLibreMap } from 'maplibre-gl'

/** A feature as it is seen on the map, with the layer that draws it. */
export interface Seen {
  readonly layer: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** What is to be seen beside signs and pins, each of which the legend explains. */
type Part =
  | 'sign'
  | 'step'
  | 'cluster'
  | 'crowd'
  | 'disc'
  | 'halo'
  | 'heat'
  | 'zone'
  | 'ring'
  | 'selected'
  | 'threat'
  | 'faded'
  | 'refuted'
  | 'added'
  | 'removed'

/** What a map shows, for whoever explains it. */
export interface DrawnNow {
  /** The signs that stand alone, how many of each; the worst first. */
  readonly signs: readonly { readonly severity: Severity; readonly count: number }[]
  /** What the worst of the circles of a replay's step are, the worst first. */
  readonly steps: readonly Severity[]
  readonly facilities: readonly FacilityKind[]
  readonly parts: ReadonlySet<Part>
}

export const nothingDrawn: DrawnNow = { signs: [], steps: [], facilities: [], parts: new Set() }

/** What a layer stands for, whatever is in it. */
const partOfLayer: ReadonlyMap<string, Part> = new Map([
  ...(['disc-line', 'history-disc', 'tried-disc'] as const).map((layer) => [layer, 'disc'] as const),
  ...(['mark-selected', 'mark-zone'] as const).map((layer) => [layer, 'selected'] as const),
  ...([
    ['incident-sign', 'sign'],
    ['disc-halo', 'halo'],
    ['cluster', 'cluster'],
    ['history-cell', 'crowd'],
    ['history-heat', 'heat'],
    ['zone-line', 'zone'],
    ['zone-ring', 'ring'],
    ['tried-ring', 'added'],
  ] as const),
])
const signLayers: readonly string[] = ['incident-sign', 'history-sign', 'tried-sign']
const pinLayer = 'facility-pin'
/** Such a layer is a picture: nothing of it can be asked for. */
const heatLayer = 'history-heat'
/** The steps of a replay lie on the map together; how strongly each is drawn says which is seen. */
const stepPrefix = 'history-step-'

/** Asks a map what of Cordon's it shows this very moment; what is hidden by switches or lies beside it is not. */
export function drawnNow(map: MapLibreMap): DrawnNow {
  const known = [...partOfLayer.keys(), ...signLayers, pinLayer]
  const layers = map.getLayersOrder().filter((id) => known.includes(id) || isStepSeen(map, id))
  const features = layers.length === 0 ? [] : map.queryRenderedFeatures({ layers })
  const heat = map.getLayer(heatLayer)?.isHidden(map.getZoom()) === false ? [{ layer: heatLayer, properties: {} }] : []
  return drawnIn([...features.map(({ layer, properties }) => ({ layer: layer.id, properties })), ...heat])
}

function isStepSeen(map: MapLibreMap, id: string): boolean {
  return id.startsWith(stepPrefix) && map.getPaintProperty(id, 'circle-opacity') !== 0
}

/** What is seen, put together: what lies in several tiles of the map is seen in each of them and counts once. */
export function drawnIn(seen: readonly Seen[]): DrawnNow {
  const signs = new Map(
    seen.filter(({ layer }) => signLayers.includes(layer)).map((it) => [it.properties['id'], it.properties]),
  )
  const found = [...signs.values()].map(severityOf)
  const steps = seen.filter(({ layer }) => layer.startsWith(stepPrefix)).map(({ properties }) => severityOf(properties))
  const pins = new Set(seen.filter(({ layer }) => layer === pinLayer).map(({ properties }) => properties['kind']))
  return {
    signs: severities
      .map((severity) => ({ severity, count: found.filter((it) => it === severity).length }))
      .filter(({ count }) => count > 0),
    steps: severities.filter((severity) => steps.includes(severity)),
    facilities: facilityKinds.filter((kind) => pins.has(kind)),
    parts: new Set([
      ...seen.flatMap(({ layer }) => (layer.startsWith(stepPrefix) ? 'step' : (partOfLayer.get(layer) ?? []))),
      ...[...signs.values()].flatMap(partsOfSign),
    ]),
  }
}

/** Tiles of history tell it by its rank, from the least on. */
function severityOf({ severity, worst }: Seen['properties']): unknown {
  return typeof worst === 'number' ? severities.at(-1 - worst) : severity
}

/** Nothing that is believed is as faint as what is refuted. */
const faintest = 0.4

function partsOfSign({ sign, kind, strength, change }: Seen['properties']): readonly Part[] {
  const isThreat = kind === 'threat' || (typeof sign === 'string' && sign.endsWith(':threat'))
  const isFaint = typeof strength === 'number' && strength < 1
  return [
    ...(isThreat ? (['threat'] as const) : []),
    ...(isFaint ? ([strength < faintest ? 'refuted' : 'faded'] as const) : []),
    ...(change === 'added' || change === 'removed' ? ([change] as const) : []),
  ]
}
