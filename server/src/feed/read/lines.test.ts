import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linesOf } from './lines.js'

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array, size = 1 << 16) {
  const lines = []
  for await (const line of linesOf(chunks(bytes, size))) lines.push(line)
  return lines
}

it('cuts lines at LF and CRLF and keeps the last one without an end', async () => {
  const lines = await read(Buffer.from('a\r\nb\n\nc'))
  expect(lines.map((it) => [it.line, it.text])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, ''],
    [4, 'c'],
  ])
})

it('reads the same lines however the bytes are cut', async () => {
  const text = fc.array(fc.constantFrom('a', 'é', 'ذ', '😀', '\n', '\r\n', ',', '"'), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (parts, size) => {
      const bytes = Buffer.from(parts.join(''))
      expect(await read(bytes, size)).toEqual(await read(bytes))
    }),
  )
})

it.each([
  ['a cut character at the end', [0x61, 0xc3], 'byte 0xC3 at position 2'],
  ['Latin-1', [0x61, 0xe9, 0x62], 'byte 0xE9 at position 2'],
  ['a replacement character before the bad byte', [0xef, 0xbf, 0xbd, 0xff], 'byte 0xFF at position 4'],
])('names the line and the byte that is not UTF-8: %s', async (_, bytes, place) => {
  const lines = await read(Buffer.from([0x78, 0x0a, ...bytes, 0x0a, 0x79]))
  expect(lines.map((it) => it.fault)).toEqual([
    null,
    `Line 2 is not valid UTF-8: ${place}; save the file as UTF-8`,
    null,
  ])
})

it('refuses a line beyond a mebibyte and reads on behind it', async () => {
  const lines = await read(Buffer.from(`a\n${'x'.repeat(2_000_000)}\nb`))
  expect(lines.map((it) => [it.text, it.fault])).toEqual([
    ['a', null],
    ['', 'Line 2 is 2000000 bytes long; expected at most 1048576'],
    ['b', null],
  ])
})
