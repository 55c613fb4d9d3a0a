import fc from 'fast-check'
import { expect, it } from 'vitest'
import { featuresOf } from './json-features.js'

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string, size = 1 << 16): Promise<string[]> {
  const found = []
  for await (const it of featuresOf(chunks(text, size))) {
    found.push('bytes' in it ? `${it.line} ${it.bytes.toString()}` : `${it.line} refused: ${it.message}`)
  }
  return found
}

const feature = (n: number) => `{"type":"Feature","properties":{"n":${n},"s":"}]{\\"é"},"geometry":null}`

it.each([
  ['a collection', `{"type":"FeatureCollection","features":[${feature(1)},${feature(2)}]}`],
  [
    'a collection with members before and behind its list',
    `{"crs":{"a":[1]},"features":[${feature(1)},${feature(2)}],"bbox":[1,2],"meta":{"b":{}}}`,
  ],
  ['one feature a line', `${feature(1)}\n${feature(2)}\n`],
  ['features behind record separators', `\u001e${feature(1)}\n\u001e${feature(2)}\n`],
  ['an array', `[${feature(1)}, ${feature(2)}]`],
])('finds the features of %s', async (_, text) => {
  const found = await read(text)
  expect(found.map((it) => it.slice(2))).toEqual([feature(1), feature(2)])
})

it('finds a single feature, and nothing in an empty collection', async () => {
  expect(await read(feature(1))).toEqual([`1 ${feature(1)}`])
  expect(await read('{"type":"FeatureCollection","features":[]}')).toEqual([])
})

it('names the line on which a feature begins', async () => {
  const found = await read(`{"type":"FeatureCollection",\n"features":[\n${feature(1)},\n\n${feature(2)}\n]}`)
  expect(found.map((it) => it[0])).toEqual(['3', '5'])
})

it.each([
  [
    'a brace that is missing',
    '{"type":"Feature","properties":{"n":1',
    'This feature is not closed before the next one begins on line 2',
  ],
  [
    'a text that is not closed',
    '{"type":"Feature","properties":{"n":"1}}',
    'A text in this feature is not closed by the end of line 1',
  ],
])('loses one feature alone to %s', async (_, broken, why) => {
  const found = await read(`[${broken},\n${feature(2)},\n${feature(3)}]`)
  expect(found).toEqual([`1 refused: ${why}`, `2 ${feature(2)}`, `3 ${feature(3)}`])
})

it.each([
  ['inside a feature', `[${feature(1)},{"type":"Fea`, 'The file ends inside this feature'],
  [
    'inside the list',
    `{"type":"FeatureCollection","features":[${feature(1)},`,
    'The file ends before its list of features is closed; is it complete?',
  ],
])('says that a file ends %s', async (_, text, why) => {
  expect(await read(text)).toEqual([`1 ${feature(1)}`, `1 refused: ${why}`])
})

const unlikeOurs = (n: number) => `{"id":${n},"type":"Feature","properties":{},"geometry":null}`

it.each([
  ['null', 'null'],
  ['a number', '-1.5e3'],
  ['a truth', 'true'],
  ['a text', '"a ] \\" } text"'],
  ['an empty list', '[]'],
  ['a list', `[1,"features",[${feature(9)}]]`],
])('refuses %s in the place of a feature, and takes those beside it', async (_, item) => {
  const shown = item.length < 60 ? item : `${item.slice(0, 60)}…`
  const told = `refused: Expected a feature (an object); got ${shown}`
  const features = `[${unlikeOurs(1)},${item},\n${item},${unlikeOurs(2)}]`
  const expected = [`1 ${unlikeOurs(1)}`, `1 ${told}`, `2 ${told}`, `2 ${unlikeOurs(2)}`]
  for (const text of [features, `{"type":"FeatureCollection","features":${features},"bbox":[1,2]}`]) {
    for (const size of [1, 7, 1 << 16]) expect(await read(text, size)).toEqual(expected)
  }
})

it('refuses a feature beyond a mebibyte and finds the next', async () => {
  const large = `{"type":"Feature","properties":{"s":"${'x'.repeat(2 << 20)}"}}`
  const found = await read(`[${large},\n${feature(2)}]`)
  expect(found).toEqual([expect.stringContaining('Expected a feature of at most 1048576 bytes'), `2 ${feature(2)}`])
})

it('finds the same features however the bytes are cut', async () => {
  const text = `{"type":"FeatureCollection","features":[${feature(1)},\n{"type":"Feature","x":"\n,${feature(2)},${feature(3)}]}`
  const whole = await read(text)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 90 }), async (size) => {
      expect(await read(text, size)).toEqual(whole)
    }),
  )
})
