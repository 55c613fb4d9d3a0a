import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../match/geodesic.js'
import { readPosition } from './read-position.js'
import { sexagesimalText } from './sexagesimal.js'

describe('a position that somebody wrote', () => {
  it.each([
    ['35.15618, 40.42716', [40.42716, 35.15618]],
    ['35.15618° N, 40.42716° E', [40.42716, 35.15618]],
    ['40.42716E 35.15618N', [40.42716, 35.15618]],
    ['12 S; 0.5 W', [-0.5, -12]],
    ['-12 0.5', [0.5, -12]],
    ['35°15\'00"N 40°30\'00"E', [40.5, 35.25]],
    ['35°15′N, 40°30′E', [40.5, 35.25]],
    ['N 35°15′00″, E 40°30′00″', [40.5, 35.25]],
    ['35,25 40,5', [40.5, 35.25]],
    ['N35.25 E40.5', [40.5, 35.25]],
    ['٣٥٫١٥٦١٨، ٤٠٫٤٢٧١٦', [40.42716, 35.15618]],
    ['٣٥٫٢٥° ش، ٤٠٫٥° ق', [40.5, 35.25]],
    ['۳۵°۱۵′N ۴۰°۳۰′E', [40.5, 35.25]],
  ])('%s is read', (text, position) => {
    expect(readPosition(text)).toEqual({ position, withinMetres: null })
  })

  it.each(['', 'Busayrah', '35.1', '135.1, 40.4', '35.1, 190', '35 N 40 N', '35°61′N 40°00′E', '40E 35E'])(
    'is not "%s"',
    (text) => {
      expect(readPosition(text)).toBeNull()
    },
  )

  it('in degrees, minutes and seconds leads back to within a metre', () => {
    const position = fc.tuple(spread(-180, 180), spread(-90, 90))
    fc.assert(
      fc.property(position, (at) => {
        const text = sexagesimalText(at)
        expect(distanceMetres(at, readPosition(text)?.position ?? [0, 0]), text).toBeLessThan(1)
        expect(text).not.toContain('60.00″')
      }),
      { numRuns: 1_000 },
    )
  })

  it('says how large a square of the grid is', () => {
    expect(readPosition('37S FA 57 38')?.withinMetres).toBeCloseTo(707.1, 0)
    expect(readPosition('٣٧S FA ٥٧ ٣٨')).toEqual(readPosition('37S FA 57 38'))
  })
})
