import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { contrast } from './contrast.fixture.js'
import { basemapStyle, graticule, graticuleSource, groundColours } from './style.js'

const themes = ['dark', 'light', 'contrast'] as const
const styleOf = (theme: (typeof themes)[number]) => basemapStyle({ theme, pmtilesUrl: '/basemap.pmtiles' })

describe.each(themes)('basemapStyle %s', (theme) => {
  const style = styleOf(theme)

  it('is a valid style', () => {
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([])
  })

  it.each(['raster', 'protomaps', 'openmaptiles'] as const)('is a valid style over which lies %s', (kind) => {
    const own = { kind, url: '/api/map.pmtiles', minZoom: 7, maxZoom: 14, attribution: '© Us' } as const
    const over = basemapStyle({ theme, pmtilesUrl: '/basemap.pmtiles', own: { ...own, bounds: [40, 36, 41, 37] } })
    expect(validateStyleMin(over).map(({ message }) => message)).toEqual([])
    const places = over.layers.map(({ id }) => id)
    const ours = ['theatre-land', 'theatre-rivers', 'theatre-water'].map((id) => places.indexOf(id))
    const theirs = places.flatMap((id, at) => (id.startsWith('own-') ? [at] : []))
    expect(Math.min(...theirs)).toBeGreaterThan(Math.max(...ours))
    expect(places.findLastIndex((id) => id.startsWith('own-'))).toBeLessThan(places.length - 1)
  })

  it('names no address outside the product', () => {
    const addresses = JSON.stringify(style).match(/[a-z]+:\/\/[^"]*/g)
    expect(new Set(addresses)).toEqual(new Set(['pmtiles:///basemap.pmtiles/{z}/{x}/{y}']))
    expect(style.glyphs).toBeUndefined()
    expect(style.sprite).toBeUndefined()
  })

  it('declares every font that a layer asks for, with Arabic presentation forms', () => {
    const declared = style['font-faces'] ?? {}
    const used = JSON.stringify(style.layers).match(/Noto Sans \w+/g) ?? []
    expect(Object.keys(declared)).toEqual(expect.arrayContaining([...new Set(used)]))
    for (const name of new Set(used)) expect(JSON.stringify(declared[name])).toContain('U+FE70-FEFC')
  })

  it.each(['country', 'province', 'city', 'village', 'arabic', 'site', 'waterText', 'graticuleText'] as const)(
    'writes %s with a contrast of at least 4.5 on land',
    (text) => {
      const colours = groundColours[theme]
      expect(contrast(colours[text], colours.land)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('draws borders between countries stronger than those between provinces', () => {
    const { border, provinceBorder, land } = groundColours[theme]
    expect(contrast(border, land)).toBeGreaterThan(contrast(provinceBorder, land))
  })
})

describe('graticule', () => {
  const texts = (...args: Parameters<typeof graticule>) =>
    graticule(...args).features.flatMap(({ properties }) => (properties?.['text'] ? [String(properties['text'])] : []))

  it('crosses the view with labelled meridians and parallels', () => {
    expect(texts([38.2, 33.9, 42.1, 36.3], 7)).toEqual(['39° E', '40° E', '41° E', '42° E', '34° N', '35° N', '36° N'])
  })

  it('uses finer steps closer by, without the noise of binary fractions', () => {
    expect(texts([40.22, 35.03, 40.48, 35.18], 11)).toEqual(['40.3° E', '40.4° E', '35.1° N'])
  })

  it('counts longitudes on across the date line and names them as they are', () => {
    expect(texts([168, -12, 192, 12], 4.2)).toEqual(
      expect.arrayContaining(['170° E', '180°', '170° W', '10° S', '0°', '10° N']),
    )
  })

  it('never makes more than a few dozen lines', () => {
    for (let zoom = 0; zoom <= 14; zoom += 0.25) {
      const halfWidth = Math.min(180, ((1440 / 512) * 360) / 2 ** zoom / 2)
      const lines = graticule([40 - halfWidth, 35 - halfWidth / 2, 40 + halfWidth, 35 + halfWidth / 2], zoom)
      expect(lines.features.length).toBeGreaterThan(2)
      expect(lines.features.length).toBeLessThan(90)
    }
  })

  it('has its source in the style', () => {
    expect(Object.keys(styleOf('dark').sources)).toContain(graticuleSource)
  })
})
