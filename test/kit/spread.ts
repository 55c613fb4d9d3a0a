import fc from 'fast-check'

const steps = 2 ** 30

/**
 * Numbers from `min` to `max`, every part of the span as often as another. `fc.double` draws every double as often as
 * another, and nearly all of those lie next to 0: nine of ten longitudes from −180 to 180 within a thousandth of a degree.
 */
export function spread(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: steps }).map((n) => Math.min(max, min + ((max - min) * n) / steps))
}
