import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { PreviewChange } from '@cordon/alerts'
import type { Palette } from './palette.js'

const is = (name: string, value: string | boolean): ExpressionSpecification => ['==', ['get', name], value]
const isDisc: ExpressionSpecification = [
  'all',
  is('part', 'disc'),
  ['>=', ['zoom'], ['coalesce', ['get', 'fromZoom'], 0]],
]

/** Where what a tried rule tells of may be: broken as elsewhere, whole where a change adds it, dotted where it takes it away. */
export function triedBelow({ added, removed, select }: Palette, bySeverity: ExpressionSpecification) {
  const lines = {
    both: { 'line-color': bySeverity, 'line-width': 1.1, 'line-dasharray': [4, 3] },
    added: { 'line-color': added, 'line-width': 1.8 },
    removed: { 'line-color': removed, 'line-width': 2, 'line-dasharray': [0.6, 1.6] },
  } satisfies Record<PreviewChange, object>
  return [
    {
      id: 'tried-disc',
      type: 'fill',
      source: 'tried',
      filter: isDisc,
      paint: { 'fill-color': bySeverity, 'fill-opacity': 0.05 },
    },
    ...Object.entries(lines).map(([change, paint]): LayerSpecification => ({
      id: `tried-line-${change}`,
      type: 'line',
      source: 'tried',
      filter: ['all', isDisc, is('change', change)],
      paint,
    })),
    {
      id: 'tried-chosen',
      type: 'line',
      source: 'tried',
      filter: ['all', is('part', 'disc'), is('chosen', true)],
      paint: { 'line-color': select, 'line-width': 2.2 },
    },
  ] satisfies LayerSpecification[]
}

/** Its signs: in a ring with a plus where a change adds one, faint with a minus where it takes one away. */
export function triedAbove(palette: Palette): LayerSpecification[] {
  return [ringOf(palette), signOf(palette)]
}

function ringOf({ added }: Palette): LayerSpecification {
  return {
    id: 'tried-ring',
    type: 'circle',
    source: 'tried',
    filter: ['all', is('part', 'sign'), is('change', 'added')],
    paint: {
      'circle-radius': 13,
      'circle-color': 'transparent',
      'circle-stroke-color': added,
      'circle-stroke-width': 2,
    },
  }
}

function signOf({ added, removed, halo }: Palette): LayerSpecification {
  return {
    id: 'tried-sign',
    type: 'symbol',
    source: 'tried',
    filter: is('part', 'sign'),
    layout: {
      'icon-image': ['get', 'sign'],
      'icon-size': 0.78,
      'icon-allow-overlap': true,
      'symbol-sort-key': ['get', 'rank'],
      'text-field': byChange('+', '\u2212', ''),
      'text-font': ['Noto Sans SemiBold'],
      'text-size': 18,
      'text-offset': [0.75, -0.6],
      'text-allow-overlap': true,
    },
    paint: {
      'icon-opacity': ['match', ['get', 'change'], 'removed', 0.45, 1],
      'text-color': byChange(added, removed, halo),
      'text-halo-color': halo,
      'text-halo-width': 2,
    },
  }
}

function byChange(ofAdded: string, ofRemoved: string, other: string): ExpressionSpecification {
  return ['match', ['get', 'change'], 'added', ofAdded, 'removed', ofRemoved, other]
}
