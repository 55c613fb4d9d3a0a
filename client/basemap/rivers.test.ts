import { describe, expect, it } from 'vitest'
import { kilometresBetween } from './lines.js'
import type { RiverName } from './names.js'
import type { Label } from './places.js'
import { evened, riverFeatures, riverNameBands } from './rivers.js'
import { readSegments } from './sources.js'

const river: RiverName = {
  name: 'Euphrates',
  nameArabic: 'الفرات',
  rank: 1,
  zmin: 3,
  waypoints: [
    [0, 0],
    [3, 0],
  ],
}

const pieces = [
  {
    level: 1,
    line: [
      [0, 0],
      [1, 0],
    ],
  },
  {
    level: 1,
    line: [
      [2, 0],
      [1, 0],
    ],
  },
  {
    level: 3,
    line: [
      [1, 0],
      [1, 1],
    ],
  },
  // A gap of 2 km, as at the edge of a lake.
  {
    level: 2,
    line: [
      [2.02, 0],
      [3, 0],
    ],
  },
]

describe('riverFeatures', () => {
  it('draws a named river as one line through pieces, directions and small gaps', () => {
    const [named] = riverFeatures(pieces, [river])
    expect(named?.properties).toMatchObject({ name: 'Euphrates', ar: 'الفرات', kind: 'river' })
    expect(named?.geometry.coordinates.map(([lon]) => lon)).toEqual([0, 1, 2, 2.02, 3])
  })

  it('does not draw what is named a second time', () => {
    const [, ...others] = riverFeatures(pieces, [river])
    expect(others.map(({ geometry }) => geometry.coordinates)).toEqual([
      expect.arrayContaining([
        [1, 0],
        [1, 1],
      ]),
    ])
  })

  it('says which river has no way between which waypoints', () => {
    const gap = [
      {
        level: 1,
        line: [
          [0, 0],
          [1, 0],
        ],
      },
      {
        level: 1,
        line: [
          [2, 0],
          [3, 0],
        ],
      },
    ]
    expect(() => riverFeatures(gap, [river])).toThrow('No way along Euphrates between its waypoints 0 and 1.')
  })
})

describe('evened', () => {
  it('keeps both ends and takes the meanders out', () => {
    const line = Array.from({ length: 101 }, (_, i) => [i / 50, i % 2 === 0 ? 0 : 0.02])
    const calm = evened(line, 12)
    expect([calm[0], calm.at(-1)]).toEqual([line[0], line.at(-1)])
    const middle = calm.slice(10, -10)
    expect(middle.length).toBeGreaterThan(50)
    for (const [, lat = NaN] of middle) expect(Math.abs(lat - 0.01)).toBeLessThan(0.004)
  })
})

describe('riverNameBands', () => {
  const rivers = riverFeatures(pieces, [river])
  const town = (lon: number, zmin: number): Label => ({
    type: 'Feature',
    properties: { name: 'Town', zmin },
    geometry: { type: 'Point', coordinates: [lon, 0] },
  })
  const stretches = (towns: readonly Label[]) =>
    (riverNameBands(rivers, towns).find(({ from }) => from === 8)?.features ?? []).map(({ geometry, properties }) => ({
      text: String(properties?.['text']),
      line: geometry.type === 'LineString' ? geometry.coordinates : [],
    }))

  it('writes the name in Latin and Arabic by turns, on stretches of about 20 km at zoom 8', () => {
    const found = stretches([])
    expect(found.slice(0, 3).map(({ text }) => text)).toEqual(['Euphrates', 'الفرات', 'Euphrates'])
    for (const { line } of found.slice(0, 3))
      expect(kilometresBetween(line[0] ?? [], line.at(-1) ?? [])).toBeCloseTo(20, -1)
  })

  it('keeps away from the dots of towns that are drawn at that zoom, and only from these', () => {
    const distance = (towns: readonly Label[], lon: number) =>
      Math.min(...stretches(towns).flatMap(({ line }) => line.map((p) => kilometresBetween(p, [lon, 0]))))
    const [start = [0, 0]] = stretches([])[0]?.line ?? []
    const lon = (start[0] ?? 0) + 0.1
    expect(distance([], lon)).toBeLessThan(3)
    expect(distance([town(lon, 9)], lon)).toBeLessThan(3)
    expect(distance([town(lon, 7)], lon)).toBeGreaterThan(8)
  })
})

describe('readSegments', () => {
  it('reads levels and positions and brings longitudes into −180 to 180', () => {
    const text = '# a comment\n> River Bin # 1, Level 4\n359.5\t10\n0.5\t11\n> River Bin # 2, Level 10\n1\t2\n3\t4\n'
    expect(readSegments(text)).toEqual([
      {
        level: 4,
        line: [
          [-0.5, 10],
          [0.5, 11],
        ],
      },
      {
        level: 10,
        line: [
          [1, 2],
          [3, 4],
        ],
      },
    ])
  })
})
