import { expect, it } from 'vitest'
import { shownOf, spread } from './shown.js'

const at = (longitude: number, latitude: number) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [longitude, latitude] },
  properties: { type: 'ied', title: 'Bomb', occurredFrom: '2021-11-09T00:00:00.000Z' },
})

it('shows what a feature would come to, and nothing of what is none', () => {
  const how = { precision: 'exact', withinMetres: 100 }
  expect(shownOf(at(40.4, 35.1))).toEqual([
    { when: '2021-11-09', type: 'ied', title: 'Bomb', where: '35.1, 40.4', ...how },
  ])
  expect([null, 'x', {}, { properties: { title: 3 } }].flatMap(shownOf)).toEqual([])
})

it('shows how precisely it is known, as it would be stored', () => {
  const told = (over: object) => ({ ...at(40.4, 35.1), properties: { ...at(0, 0).properties, ...over } })
  expect(shownOf(told({ locationPrecision: 'near' }))).toMatchObject([{ precision: 'near', withinMetres: 1_000 }])
  expect(shownOf(told({ locationPrecision: 'admin2' }))).toMatchObject([{ withinMetres: 60_000 }])
  expect(shownOf(told({ uncertaintyMetres: 300 }))).toMatchObject([{ precision: 'near', withinMetres: 300 }])
})

it.each(['admin1', 'country'])(
  'knows no radius of a whole %s that states none: the server measures it',
  (precision) => {
    const told = (over: object) => ({ ...at(40.4, 35.1), properties: { ...at(0, 0).properties, ...over } })
    expect(shownOf(told({ locationPrecision: precision }))).toMatchObject([{ precision, withinMetres: null }])
    expect(shownOf(told({ locationPrecision: precision, uncertaintyMetres: 9_000 }))).toMatchObject([
      { withinMetres: 9_000 },
    ])
  },
)

it('tells between which degrees the features lie', () => {
  expect(spread([at(40.4, 35.123), null, at(41.2, 36), { geometry: { coordinates: ['x', 1] } }])).toEqual({
    ...{ west: 40.4, south: 35.12, east: 41.2, north: 36 },
  })
  expect(spread([])).toBeNull()
})
