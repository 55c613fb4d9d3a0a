import { describe, expect, it } from 'vitest'
import { claimLines, provinceLines, snapEnds } from './admin1.js'
import { joinLines } from './lines.js'
import { unwrap, visualCentre } from './rings.js'
import type { Area } from './sources.js'

describe('joinLines', () => {
  it('joins pieces end to end whatever their direction, and leaves a fork alone', () => {
    const pieces = [
      [
        [1, 0],
        [0, 0],
      ],
      [
        [1, 0],
        [2, 0],
      ],
      [
        [2, 0],
        [3, 1],
      ],
      [
        [2, 0],
        [3, -1],
      ],
    ]
    const joined = joinLines(pieces)
    expect(joined).toHaveLength(3)
    expect(joined.map((line) => line.length).sort()).toEqual([2, 2, 3])
  })

  it('closes a ring that came in pieces', () => {
    const ring = joinLines([
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
    ])
    expect(ring).toHaveLength(1)
    expect(ring[0]?.[0]).toEqual(ring[0]?.at(-1))
  })
})

describe('unwrap', () => {
  it('makes a ring across the date line continuous', () => {
    const lons = unwrap([
      [179, 0],
      [-179, 0],
      [-179, 1],
      [179, 1],
      [179, 0],
    ]).map(([lon]) => lon)
    expect(lons).toEqual([179, 181, 181, 179, 179])
  })

  it('closes a ring round the south pole along the pole', () => {
    const ring = unwrap([
      [-90, -70],
      [0, -72],
      [90, -71],
      [179, -70],
      [-91, -70],
      [-90, -70],
    ])
    expect(ring.at(-1)).toEqual(ring[0])
    expect(ring.filter(([, lat]) => lat === -90)).toHaveLength(2)
  })
})

const square = (name: string, country: string, [west, south]: readonly [number, number]): Area => ({
  type: 'Feature',
  properties: { name, adm0_a3: country },
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [west, south],
          [west + 1, south],
          [west + 1, south + 1],
          [west, south + 1],
          [west, south],
        ],
      ],
    ],
  },
})

describe('provinceLines', () => {
  it('keeps what two provinces of one country share, and nothing of the border between countries', () => {
    const lines = provinceLines([square('a', 'SYR', [0, 0]), square('b', 'SYR', [1, 0]), square('c', 'IRQ', [0, 1])])
    expect(lines).toEqual([
      expect.arrayContaining([
        [1, 0],
        [1, 1],
      ]),
    ])
  })
})

describe('snapEnds', () => {
  const box = [-10, -10, 10, 10] as const
  const outline = [
    [
      [-1, 1],
      [3, 1],
    ],
  ]

  it('cuts a line that pokes out of its country', () => {
    const [line] = snapEnds(
      [
        [
          [1, 0],
          [1, 1.02],
        ],
      ],
      outline,
      box,
    )
    expect(line).toContainEqual([1, 1])
    expect(line).not.toContainEqual([1, 1.02])
  })

  it('leads a line that falls short to the border', () => {
    const [line] = snapEnds(
      [
        [
          [1, 0],
          [1, 0.97],
        ],
      ],
      outline,
      box,
    )
    expect(line).toContainEqual([1, 1])
  })

  it('leaves an end alone that is not near the border', () => {
    const inner = [
      [1, 0],
      [1, 0.5],
    ]
    expect(snapEnds([inner], outline, box)[0]).toHaveLength(2)
  })
})

describe('claimLines', () => {
  it('drops what is a border already and keeps the rest', () => {
    const border = [
      [0, 0],
      [1, 0],
    ]
    const claims = [
      [
        [0, 0.001],
        [1, 0.001],
      ],
      [
        [0, 1],
        [1, 1],
      ],
    ]
    expect(claimLines(claims, [border])).toEqual([
      expect.arrayContaining([
        [0, 1],
        [1, 1],
      ]),
    ])
  })
})

describe('visualCentre', () => {
  it('lies in the widest part of a bent area, not in its empty middle', () => {
    const [lon = NaN, lat = NaN] = visualCentre({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 1],
          [4, 1],
          [4, 10],
          [0, 10],
          [0, 0],
        ],
      ],
    })
    expect(lon).toBeLessThan(4)
    expect(lat).toBeGreaterThan(1)
  })
})
