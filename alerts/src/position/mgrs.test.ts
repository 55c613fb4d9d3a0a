import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../match/geodesic.js'
import { mgrsText, readMgrs } from './mgrs.js'

const position = fc.tuple(spread(-180, 180), spread(-80, 84))

describe('a reference of the military grid', () => {
  /* As PROJ's extended transverse Mercator and proj4js's own references have them. */
  it.each([
    [[40.7625, 36.4775], '37S FA 57894 38356'],
    [[40.43045, 35.12393], '37S FU 30338 87722'],
    [[0, 0], '31N AA 66021 00000'],
    [[-77.0352, 38.8895], '18S UJ 23486 06483'],
    [[5.3221, 60.3913], '32V KN 97353 00648'],
    [[15.6356, 78.2232], '33X WG 14481 83357'],
    [[151.2153, -33.8568], '56H LH 34900 52288'],
    [[-68.3, -54.8], '19F EV 45000 27239'],
  ])('of %j is %s', (at, text) => {
    expect(mgrsText(at)).toBe(text)
  })

  it('leads back to within a metre of where it was taken', () => {
    fc.assert(
      fc.property(position, (at) => {
        const text = mgrsText(at) ?? ''
        const back = readMgrs(text)
        expect(back, text).not.toBeNull()
        expect(distanceMetres(at, back?.position ?? [0, 0]), text).toBeLessThan(1)
      }),
      { numRuns: 1_000 },
    )
  })

  it('with fewer digits names a square around the position, and says how large it is', () => {
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 4 }), (at, digits) => {
        const [zone = '', letters = '', east = '', north = ''] = (mgrsText(at) ?? '').split(' ')
        const text = `${zone}${letters}${east.slice(0, digits)}${north.slice(0, digits)}`
        const back = readMgrs(text)
        expect(back, text).not.toBeNull()
        // The grid is up to 0.1 % larger than the ground.
        expect(distanceMetres(at, back?.position ?? [0, 0]), text).toBeLessThan(1.002 * (back?.withinMetres ?? 0) + 1)
      }),
      { numRuns: 500 },
    )
  })

  it('belongs to its hemisphere, however near the equator', () => {
    const hair = 7.105427357601003e-15
    expect(mgrsText([0, -hair])).toBe('31M AV 66021 99999')
    expect(mgrsText([0, 0])).toBe('31N AA 66021 00000')
    expect(readMgrs('31M AV 6 9')).not.toBeNull()
  })

  it('is read as GeographicLib reads it', () => {
    const [lon, lat] = readMgrs('38SMB4488')?.position ?? []
    expect(lat).toBeCloseTo(33.33424, 4)
    expect(lon).toBeCloseTo(44.40363, 4)
  })

  it.each([
    [[4, 60], '32V'],
    [[2.9, 60], '31V'],
    [[4, 64.5], '31W'],
    [[8.9, 75], '31X'],
    [[9.1, 75], '33X'],
    [[21.1, 75], '35X'],
    [[41.9, 75], '37X'],
    [[42.1, 75], '38X'],
    [[180, 10], '01P'],
    [[10, 84], '33X'],
  ])('of %j lies in %s', (at, zone) => {
    expect(mgrsText(at)?.slice(0, 3)).toBe(zone)
  })

  it.each([[[0, 84.1]], [[0, -80.1]], [[120, 90]]])('is not there at the poles: %j', (at) => {
    expect(mgrsText(at)).toBeNull()
  })

  it.each([
    '',
    'Hajin',
    '37S',
    '61S FA 1 1',
    '00S FA 1 1',
    '37S FA 123 4567',
    '37I FA 11 11',
    '37S AA 11 11',
    '37C FA 11 11',
  ])('is not read from "%s"', (text) => {
    expect(readMgrs(text)).toBeNull()
  })
})
