import { distanceMetres } from '@cordon/alerts'
import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legsOf, legText, measureFeatures, totalMetres } from './measure.js'

const deirEzZor = [40.1408, 35.3359]
const busayrah = [40.4275, 35.1559]
const prison = [40.7625, 36.4775]

describe('what is measured on the map', () => {
  it('tells each leg by distance and bearing, and the whole way', () => {
    const legs = legsOf([deirEzZor, busayrah, prison])
    expect(legs.map((leg) => legText(leg, 'en'))).toEqual(['32.9\u00a0km SE 127°', '150\u00a0km NNE 12°'])
    expect(legs.map((leg) => legText(leg, 'ar'))).toEqual(['32.9\u00a0كم SE 127°', '150\u00a0كم NNE 12°'])
    expect(totalMetres(legs)).toBeCloseTo(distanceMetres(deirEzZor, busayrah) + distanceMetres(busayrah, prison), 6)
  })

  it('says no direction where both ends are one', () => {
    expect(legsOf([prison, prison]).map((leg) => legText(leg, 'en'))).toEqual(['0\u00a0m'])
  })

  it('measures nothing of a single point, and draws it', () => {
    expect(legsOf([prison])).toEqual([])
    expect(measureFeatures([prison], 'en').map((it) => it.geometry.type)).toEqual(['Point'])
    expect(measureFeatures([], 'en')).toEqual([])
  })

  it('draws one line that goes through every point, also across the date line', () => {
    const lines = measureFeatures(
      [
        [179, 10],
        [-179, 10],
        [-178, 11],
      ],
      'en',
    ).filter((it) => it.geometry.type === 'LineString')
    expect(lines).toHaveLength(1)
    const [line] = lines
    const path = line?.geometry.type === 'LineString' ? line.geometry.coordinates : []
    expect(path.at(-1)?.[0]).toBeCloseTo(182, 5)
    expect(path.every(([lon = 0], at) => Math.abs(lon - (path[at - 1]?.[0] ?? lon)) < 1)).toBe(true)
  })

  it('draws a way as long as it is measured', () => {
    const place = fc.tuple(spread(-179, 179), spread(-70, 70))
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 4 }), (points) => {
        const total = totalMetres(legsOf(points))
        // Nearly antipodal points are measured on a sphere.
        fc.pre(legsOf(points).every((leg) => leg.metres < 15_000_000))
        const line = measureFeatures(points, 'en').find((it) => it.geometry.type === 'LineString')
        const path = line?.geometry.type === 'LineString' ? line.geometry.coordinates : []
        expect(Math.abs(totalMetres(legsOf(path)) - total)).toBeLessThan(1 + total * 1e-6)
      }),
      { numRuns: 60 },
    )
  })
})
