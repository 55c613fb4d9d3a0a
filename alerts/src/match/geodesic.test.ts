import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bearingDegrees, distanceMetres } from './geodesic.js'

/** From, to, metres, degrees: as PostGIS 3.6 measures them on WGS 84 (GeographicLib's algorithm by C. Karney). */
const measured = [
  ['Sina’a prison to al-Zar', [40.7625, 36.4775], [40.43045, 35.12393], 153155.17291152, 191.39884146],
  ['al-Hol to Sina’a prison', [41.14861, 36.37556], [40.7625, 36.4775], 36425.62389708, 288.20691554],
  ['Deir ez-Zor to Busayrah', [40.14, 35.336], [40.43, 35.15], 33504.22003655, 127.93470472],
  ['along the equator', [0, 0], [1, 0], 111319.49079327, 90],
  ['along a meridian', [0, 0], [0, 1], 110574.3885578, 0],
  ['a decimetre', [10, 0], [10.000001, 0], 0.11131949, 90],
  ['across the antimeridian', [179.9, -17], [-179.8, -16.5], 63913.8738794, 30.07528432],
  ['across the north pole', [20, 89.9], [-160, 89.9], 22338.79568252, 0],
  ['from the north pole', [0, 90], [55, 70], 2232985.00154253, 125],
  ['from the south pole', [30, -90], [30, -75], 1675028.14203237, 0],
  ['New York to London', [-73.8, 40.6], [-0.5, 51.6], 5551759.40031868, 51.19888285],
  ['round Cape Horn', [-70, -55], [-50, -60], 1315248.15303655, 123.14625639],
  ['Syria to Turkmenistan', [40, 36], [61, 40], 1892295.69565897, 70.10127925],
] as const

describe('distanceMetres and bearingDegrees', () => {
  it.each(measured)('agree with PostGIS on %s', (_name, ...[from, to, metres, degrees]) => {
    expect(Math.abs(distanceMetres(from, to) - metres)).toBeLessThan(0.001)
    expect(Math.abs(bearingDegrees(from, to) - degrees)).toBeLessThan(1e-6)
  })

  it('are 0 for a point and itself, however its longitude is written', () => {
    expect(distanceMetres([40, 36], [40, 36])).toBe(0)
    expect(bearingDegrees([40, 36], [40, 36])).toBe(0)
    expect(distanceMetres([-180, 36], [180, 36])).toBeLessThan(1e-6)
  })

  it('stay within 0.6 % for nearly antipodal points, which Vincenty’s iteration cannot reach', () => {
    // GeographicLib: 19936288.579 m.
    expect(Math.abs(distanceMetres([0, 0], [179.5, 0.5]) / 19936288.579 - 1)).toBeLessThan(0.006)
  })

  it('give the same distance both ways', () => {
    const position = fc.tuple(spread(-180, 180), spread(-90, 90))
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(Math.abs(distanceMetres(a, b) - distanceMetres(b, a))).toBeLessThan(0.01)
      }),
    )
  })

  it('refuse what is no position, with the value', () => {
    expect(() => distanceMetres([40], [40, 36])).toThrow('[40]')
    expect(() => distanceMetres([NaN, 36], [40, 36])).toThrow('[null,36]')
    expect(() => distanceMetres([40, 91], [40, 36])).toThrow('[40,91]')
  })
})
