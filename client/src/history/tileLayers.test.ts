import type { CircleLayerSpecification, LayerSpecification } from 'maplibre-gl'
import { expect, it } from 'vitest'
import { clusterLayers } from '../map/clusterLayers.js'
import { palettes } from '../map/palette.js'
import { replayLayers, wholeLayers } from './tileLayers.js'

const isCircle = (it: LayerSpecification): it is CircleLayerSpecification => it.type === 'circle'

/** What a `match` by the worst gives for each rank from unknown on. */
function byRank(said: unknown): readonly unknown[] {
  if (!Array.isArray(said)) return [said]
  const told: readonly unknown[] = said
  return [0, 1, 2, 3, 4].map((rank) => (told.includes(rank) ? told[told.indexOf(rank) + 1] : told.at(-1)))
}

it.each(['dark', 'light', 'contrast', 'print'] as const)(
  'tells apart how bad a step is without any colour, %s',
  (theme) => {
    const [step] = replayLayers(palettes[theme], 0).filter(isCircle)
    const [fills, widths] = [byRank(step?.paint?.['circle-color']), byRank(step?.paint?.['circle-stroke-width'])]
    const signs = fills.map((fill, rank) => `${String(fill).slice(7)} ${String(widths[rank])}`)
    expect(new Set(signs).size).toBe(5)
  },
)

it('rings several the heavier the worse they are', () => {
  const cell = wholeLayers(palettes.dark, false)
    .filter(isCircle)
    .find(({ id }) => id === 'history-cell')
  const widths = byRank(cell?.paint?.['circle-stroke-width']).slice(1).map(Number)
  expect(widths).toEqual([...new Set(widths)].sort((a, b) => a - b))
  expect(widths).toHaveLength(4)
})

it('rings several on paper in ink, whatever they are: light colours are no lines on white', () => {
  const all = [...wholeLayers(palettes.print, false), ...clusterLayers(palettes.print)].filter(isCircle)
  const rings = all.filter(({ id }) => id === 'history-cell' || id === 'cluster')
  expect(rings.map(({ paint }) => paint?.['circle-stroke-color'])).toEqual(['#000000', '#000000'])
})
