import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCount, readNumber } from './digits.js'

it.each([
  ['35.15', 'point', 35.15],
  ['35,15', 'comma', 35.15],
  ['-40,5', 'comma', -40.5],
  ['٣٥٫١٥', 'point', 35.15],
  ['٣٥٫١٥', 'comma', 35.15],
  ['۴۰.۵', 'point', 40.5],
  ['1,234.5', 'point', 1234.5],
  ['1.234,5', 'comma', 1234.5],
  ['1 234 567', 'point', 1_234_567],
  ['1’234', 'point', 1234],
  ['١٬٢٣٤', 'comma', 1234],
  ['−3', 'point', -3],
  ['2.5e3', 'point', 2500],
  ['1.5', 'comma', 1.5],
  ['1.234', 'comma', 1234],
  ['1.234', 'point', 1.234],
  ['35,15', 'point', null],
  ['12,34,567', 'point', null],
  ['1.2.3', 'point', null],
  ['=1+1', 'point', null],
  ['0x10', 'point', null],
  ['', 'point', null],
  ['a few', 'point', null],
] as const)('reads %s with a decimal %s', (text, decimal, expected) => {
  expect(readNumber(text, decimal)).toBe(expected)
})

it.each([
  ['٧', 7],
  ['3.0', 3],
  ['3.5', null],
  ['-1', null],
])('counts %s', (text, expected) => {
  expect(readCount(text, 'point')).toBe(expected)
})

const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))

it('reads a number back however it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }), (tenThousandths) => {
      const value = tenThousandths / 10_000
      const point = value.toFixed(4)
      const grouped = value.toLocaleString('de-DE', { minimumFractionDigits: 4 })
      const all = [readNumber(point, 'point'), readNumber(point.replace('.', ','), 'comma')]
      expect([...all, readNumber(grouped, 'comma'), readNumber(arabic(point).replace('.', '٫'), 'comma')]).toEqual(
        Array(4).fill(Number(point)),
      )
    }),
  )
})
