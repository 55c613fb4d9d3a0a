import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../match/geodesic.js'
import { aPlace } from './example.js'
import { placeIndexOf } from './gazetteer.js'
import { ruralReach, unitReach } from './reach.js'

const point = (...coordinates: number[]) => ({ type: 'Point' as const, coordinates })
const place = (id: string, at: readonly [number, number], of: { admin1?: string; country?: string } = {}) =>
  aPlace({ id, name: id, at, admin1: 'Homs', ...of })

/** Homs with its capital in the west and al-Sukhnah in the east, a governorate beside it, and one over the border. */
const homs = point(36.72339, 34.72682)
const index = placeIndexOf([
  place('homs', [36.72339, 34.72682]),
  place('sukhnah', [38.8711, 34.88533]),
  place('qamishli', [41.2317, 37.0525], { admin1: 'Al Hasakah' }),
  place('hama', [36.7578, 35.1318], { admin1: 'Hama' }),
  place('tripoli', [35.8497, 34.4367], { admin1: 'North', country: 'LB' }),
])
const reachOf = unitReach(index)

describe('the radius that covers a unit', () => {
  it('reaches from the point that stands for it to its outermost known place and beyond', () => {
    expect(distanceMetres(homs.coordinates, [38.8711, 34.88533])).toBeCloseTo(197_300, -3)
    expect(reachOf(homs, 'admin1')).toBe(208_000)
    expect(reachOf(point(37.8, 34.8), 'admin1')).toBe(150_000)
  })

  it('of a country goes by the places of all its governorates, and of no other country', () => {
    expect(reachOf(homs, 'country')).toBe(500_000)
    expect(
      unitReach(placeIndexOf([place('a', [36, 34]), place('b', [44, 34], { admin1: 'Far' })]))(
        point(36, 34),
        'country',
      ),
    ).toBe(749_000)
  })

  it('is what is usual where no place is known', () => {
    expect(reachOf(point(30, 12), 'admin1')).toBe(150_000)
    expect(reachOf(point(30, 12), 'country')).toBe(500_000)
  })

  it('leaves no known place of the governorate outside, wherever its places lie, over the date line too', () => {
    const degree = (middle: number) => fc.integer({ min: -30, max: 30 }).map((tenths) => middle + tenths / 10)
    const longitude = fc
      .constantFrom(38, 179)
      .chain((middle) => fc.array(degree(middle), { minLength: 1, maxLength: 8 }))
    fc.assert(
      fc.property(longitude, degree(35), (longitudes, latitude) => {
        const wrapped = longitudes.map((it) => (it > 180 ? it - 360 : it))
        const places = wrapped.map((it, at) => place(`p${at}`, [it, latitude + at / 10]))
        const [first] = places
        const from = first?.point ?? homs
        const radius = unitReach(placeIndexOf(places))(from, 'admin1')
        for (const it of places)
          expect(distanceMetres(from.coordinates, it.point.coordinates)).toBeLessThanOrEqual(radius)
      }),
    )
  })
  it('is that which measuring each place gives, anywhere on the globe', () => {
    const anywhere = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }))
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 1, maxLength: 30 }), (spots) => {
        const places = spots.map((at, n) => place(`p${n}`, at))
        const [from = homs] = places.map((it) => it.point)
        const metres = places.map((it) => distanceMetres(from.coordinates, it.point.coordinates))
        const outermost = Math.ceil((Math.max(...metres) + 10_000) / 1000) * 1000
        expect(unitReach(placeIndexOf(places))(from, 'country')).toBe(Math.max(500_000, outermost))
      }),
    )
  })

  it('is found without measuring each of very many places: an import may have a point of its own in each row', () => {
    const places = Array.from({ length: 20_000 }, (_, n) =>
      place('', [30 + ((n * 0.618034) % 16), 20 + ((n * 0.754878) % 16)]),
    )
    const points = Array.from({ length: 5_000 }, (_, n) => point(38 + n / 10_000, 28))
    const reach = unitReach(placeIndexOf(places))
    // A hundred million measures would take minutes.
    expect(Math.min(...points.map((from) => reach(from, 'country')))).toBeGreaterThan(500_000)
  })

  it('is found where more places lie side by side than a call may have arguments', () => {
    const crowded = placeIndexOf(Array.from({ length: 200_000 }, () => place('', [36.7, 34.7])))
    expect(unitReach(crowded)(homs, 'admin1')).toBe(150_000)
  })
})

describe('the countryside', () => {
  const seat = aPlace({ id: 'seat', name: 'Homs', at: [36.72339, 34.72682], admin1: 'Homs' })
  const around = placeIndexOf([seat, place('Sukhnah', [38.8711, 34.88533]), place('Rastan', [36.7326, 34.9266])])
  const [east, north] = [90, 0].map((degrees) => ({ degrees, spreadDegrees: 30, name: 'that way' }))

  it('of a governorate’s seat is the governorate’s, on each side as far as it goes there', () => {
    const metres = distanceMetres(seat.point.coordinates, [38.8711, 34.88533])
    expect(ruralReach(around, seat, east ?? null)).toBeCloseTo(metres + 10_000, -1)
    expect(ruralReach(around, seat, null)).toBeCloseTo(metres + 10_000, -1)
    expect(ruralReach(around, seat, north ?? null)).toBe(40_000)
  })

  it('of another place is its own', () => {
    const [, sukhnah = seat] = around.places
    expect(ruralReach(around, sukhnah, null)).toBe(40_000)
  })
})
