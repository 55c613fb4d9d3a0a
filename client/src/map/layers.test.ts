import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, it } from 'vitest'
import { drawnSources, layersAboveNames, layersBelowNames } from './layers.js'
import { palettes } from './palette.js'

it.each(['dark', 'light', 'contrast', 'print'] as const)(
  'what is drawn over the ground is a valid style: %s',
  (theme) => {
    const layers = [...layersBelowNames(palettes[theme]), ...layersAboveNames(palettes[theme])]
    const sources = Object.fromEntries(drawnSources.map((name) => [name, { type: 'geojson', data: '/none' } as const]))
    const faults = validateStyleMin({ version: 8, glyphs: '/{fontstack}/{range}', sources, layers })
    expect(faults.map(({ message }) => message)).toEqual([])
  },
)

it('the number of a ring keeps clear of pins and signs, which are placed before it, and names of the whole ring', () => {
  const layers = layersAboveNames(palettes.dark)
  const placedFirst = layers.map(({ id }) => id).toReversed()
  const at = (id: string) => placedFirst.indexOf(id)
  expect(at('facility-pin')).toBeLessThan(at('cluster-count'))
  expect(at('incident-sign')).toBeLessThan(at('cluster-count'))
  expect(at('cluster-count')).toBeLessThan(at('cluster-room'))
  const count = layers.find(({ id }) => id === 'cluster-count')
  const isMoved = count?.type === 'symbol' && count.layout?.['text-variable-anchor-offset'] !== undefined
  expect(isMoved).toBe(true)
})
