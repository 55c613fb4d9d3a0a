import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainSound, soundIn, soundText } from './settings.js'

it('keeps how somebody wants to hear', () => {
  const settings = fc.record({ muted: fc.boolean(), volume: fc.integer({ min: 0, max: 100 }), desktop: fc.boolean() })
  fc.assert(
    fc.property(settings, (it) => {
      expect(soundIn(soundText(it))).toEqual(it)
    }),
  )
})

it.each([null, '', 'volume=loud', 'volume=900', '{"muted":true}'])('is as usual where %j was kept', (kept) => {
  expect(soundIn(kept)).toEqual(plainSound)
})
