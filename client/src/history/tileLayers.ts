import { incidentTypes } from '@cordon/alerts'
import type { CircleLayerSpecification, ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { ringByWorst } from '../map/clusterLayers.js'
import type { Palette } from '../map/palette.js'
import { stepCount } from './look.js'

/** The source of the tiles, and the layer in each. */
export const tileSource = 'history'
const inTiles = { source: tileSource, 'source-layer': 'incidents' } as const

/** What a pointer may mean, beside what the steps of a replay show. */
export const signLayers = ['history-sign', 'history-cell'] as const

/** The layers of the steps of a replay, each of its own. */
export function stepLayers(): readonly string[] {
  return Array.from({ length: stepCount }, (_, step) => `history-step-${step}`)
}

const severityNames = ['unknown', 'minor', 'moderate', 'severe', 'extreme'] as const
const worst: ExpressionSpecification = ['get', 'worst']
const isAlone: ExpressionSpecification = ['==', ['get', 'count'], 1]
const isCrowd: ExpressionSpecification = ['>', ['get', 'count'], 1]

function byWorst({ severity }: Palette): ExpressionSpecification {
  const { extreme, severe, moderate, minor, unknown } = severity
  return ['match', worst, 4, extreme, 3, severe, 2, moderate, 1, minor, unknown]
}

/** The name of the sign of what lies alone, as `signName` has it. */
function signName(): ExpressionSpecification {
  const classes = Object.entries(incidentTypes).flatMap(([type, it]) => [type, it.class])
  const [first = '', firstClass = '', ...others] = classes
  const ofClass: ExpressionSpecification = ['match', ['get', 'type'], first, firstClass, ...others, 'other']
  const severity: ExpressionSpecification = ['at', worst, ['literal', [...severityNames]]]
  return ['concat', 'sign:', severity, ':', ofClass, ':', ['get', 'kind']]
}

/** Pixels from the middle of a disc of `metres` to its edge: true at every zoom, since the world doubles with each. */
function trueRadius(): ExpressionSpecification {
  const metresAPixel: ExpressionSpecification = ['*', 78_271.517, ['cos', ['*', ['get', 'latitude'], Math.PI / 180]]]
  const atZero: ExpressionSpecification = ['/', ['get', 'metres'], metresAPixel]
  return ['interpolate', ['exponential', 2], ['zoom'], 0, atZero, 20, ['*', atZero, 2 ** 20]]
}

const crowdRadius: ExpressionSpecification = ['interpolate', ['linear'], ['ln', ['get', 'count']], 0.7, 11, 9, 26]

/** What stands still: discs below, crowds with their number, signs of what lies alone. */
export function wholeLayers(palette: Palette, isHeat: boolean): LayerSpecification[] {
  const far = isHeat ? { minzoom: closeZoom } : {}
  return [
    ...(isHeat ? [heat(palette)] : []),
    disc(palette),
    {
      ...{ id: 'history-cell', type: 'circle', ...inTiles, ...far, filter: isCrowd },
      paint: {
        ...{ 'circle-color': palette.cluster, 'circle-radius': crowdRadius },
        ...{ 'circle-stroke-color': palette.ring ?? byWorst(palette), 'circle-stroke-width': ringByWorst },
      },
    },
    {
      ...{ id: 'history-count', type: 'symbol', ...inTiles, ...far, filter: isCrowd },
      layout: {
        ...{ 'text-field': shortened(), 'text-font': ['Noto Sans SemiBold'], 'text-size': 12 },
        ...{ 'text-allow-overlap': true, 'text-ignore-placement': true },
      },
      paint: { 'text-color': palette.text },
    },
    {
      ...{ id: 'history-sign', type: 'symbol', ...inTiles, ...far, filter: isAlone },
      layout: {
        'icon-image': signName(),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 4, 0.66, 9, 0.88],
        ...{ 'icon-allow-overlap': true, 'symbol-sort-key': worst },
      },
    },
  ]
}

/** From this zoom on one sees single places, and heat would hide them. */
const closeZoom = 9

/** 1,200 as 1.2k, so that it has room in its ring. */
function shortened(): ExpressionSpecification {
  const count: ExpressionSpecification = ['get', 'count']
  const thousands: ExpressionSpecification = ['concat', ['/', ['round', ['/', count, 100]], 10], 'k']
  return ['case', ['<', count, 1_000], ['to-string', count], thousands]
}

function disc(palette: Palette): CircleLayerSpecification {
  return {
    ...{ id: 'history-disc', type: 'circle', ...inTiles, minzoom: 7, filter: isAlone },
    paint: {
      ...{ 'circle-color': byWorst(palette), 'circle-opacity': 0.07, 'circle-radius': trueRadius() },
      ...{ 'circle-stroke-color': byWorst(palette), 'circle-stroke-width': 1, 'circle-stroke-opacity': 0.35 },
      'circle-pitch-alignment': 'map',
    },
  }
}

function heat({ severity }: Palette): LayerSpecification {
  const [cold, warm, hot] = [severity.minor, severity.moderate, severity.extreme]
  return {
    ...{ id: 'history-heat', type: 'heatmap', ...inTiles, maxzoom: closeZoom },
    paint: {
      'heatmap-weight': ['interpolate', ['linear'], ['ln', ['get', 'count']], 0, 0.12, 9, 1],
      'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 2, 14, 9, 34],
      'heatmap-color': heatColours(cold, warm, hot),
      'heatmap-opacity': 0.8,
    },
  }
}

function heatColours(cold: string, warm: string, hot: string): ExpressionSpecification {
  const density: ExpressionSpecification = ['heatmap-density']
  return ['interpolate', ['linear'], density, 0, `${cold}00`, 0.15, cold, 0.5, warm, 1, hot]
}

/** What a step holds, told by its fill and rim beside its colour: a heavy rim, a light one, none, pale, hollow. */
function byFillAndRim(palette: Palette): CircleLayerSpecification['paint'] {
  const { extreme, severe, moderate, minor, unknown } = palette.severity
  return {
    'circle-color': ['match', worst, 4, extreme, 3, severe, 2, moderate, 1, `${minor}59`, `${unknown}00`],
    'circle-stroke-color': ['match', worst, 4, palette.text, 3, palette.text, 2, palette.edge, 1, minor, unknown],
    'circle-stroke-width': ['match', worst, 4, 3.5, 3, 1.5, 2, 1, 2],
  }
}

/**
 * A layer for each step of a replay. Which of them are seen is a number that the whole layer has, so that a step costs no
 * look at any of its points.
 */
export function replayLayers(palette: Palette, fadeMs: number): LayerSpecification[] {
  const transition = { duration: fadeMs, delay: 0 }
  return stepLayers().map((id, step) => ({
    ...{ id, type: 'circle', ...inTiles, filter: ['==', ['get', 'slice'], step] },
    paint: {
      ...byFillAndRim(palette),
      ...{ 'circle-opacity': 0, 'circle-opacity-transition': transition },
      ...{ 'circle-stroke-opacity': 0, 'circle-stroke-opacity-transition': transition },
      'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'count']], 0, 5, 7, 20],
    },
  }))
}
