import { describe, expect, it } from 'vitest'
import { partsOf } from '../api/zoneFiles.js'
import { areaChosen, atFirst, lacking, zonesChosen, type Brought } from './bringing.js'

const shape = (geometry: Brought['geometry'], more: Partial<Brought> = {}): Brought => ({
  ...{ of: 'Feature 1', name: 'A', geometry, radiusMetres: null, widthMetres: null, reachMetres: 0, rings: [] },
  ...{ knownAs: null, ...more },
})
const point = shape({ type: 'Point', coordinates: [40, 35] })
const road = shape({
  type: 'LineString',
  coordinates: [
    [40, 35],
    [41, 35],
  ],
})
const choice = { taken: new Set([0, 1]), visibility: 'public', teamId: null, radiusKm: 2, widthKm: 0.5 } as const

describe('shapes of a file', () => {
  it('are all taken at first but those that stand already', () => {
    expect([...atFirst([point, { ...point, knownAs: 'zone' }, road])]).toEqual([0, 2])
  })

  it('get the sizes that the file leaves open, and keep their own', () => {
    const own = shape(point.geometry, { radiusMetres: 700, reachMetres: 10, rings: [5] })
    const zones = zonesChosen([point, road, own], { ...choice, taken: new Set([0, 1, 2]) })
    expect(zones?.map(({ properties }) => [properties.radiusMetres, properties.widthMetres])).toEqual([
      [2000, null],
      [null, 500],
      [700, null],
    ])
    expect(zones?.[2]?.properties).toMatchObject({ reachMetres: 10, rings: [5], visibility: 'public' })
  })

  it('are kept back where a size that is needed is none, and only then', () => {
    expect(zonesChosen([point, road], { ...choice, widthKm: NaN })).toBeNull()
    expect(zonesChosen([point, road], { ...choice, widthKm: NaN, taken: new Set([0]) })).toHaveLength(1)
    expect(lacking([point])).toEqual({ radius: true, width: false })
  })

  it('are shown together, and not those that are left out', () => {
    expect(areaChosen([point, road], choice)?.coordinates).toHaveLength(2)
    expect(areaChosen([point, road], { ...choice, taken: new Set() })).toBeNull()
  })

  it('are sent in parts that a request can hold', () => {
    const zones = zonesChosen(
      Array.from({ length: 450 }, () => point),
      {
        ...choice,
        taken: new Set(Array.from({ length: 450 }, (_, at) => at)),
      },
    )
    expect(partsOf(zones ?? []).map(({ length }) => length)).toEqual([200, 200, 50])
    const [wide] = zonesChosen([{ ...point, name: 'n'.repeat(1_500_000) }], choice) ?? []
    expect(wide && partsOf([wide, wide]).map(({ length }) => length)).toEqual([1, 1])
  })
})
