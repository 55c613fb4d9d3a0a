import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headLine } from './format.js'
import { follow, linesOf } from './lines.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-lines-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function linesIn(text: string): Promise<readonly string[]> {
  const file = join(folder, 'some.gz')
  await writeFile(file, gzipSync(text))
  const lines: string[] = []
  for await (const line of linesOf(file)) lines.push(line)
  return lines
}

it.each([[''], ['a'], ['a\n'], ['a\nb'], ['a\nb\n'], [`b\n${'a'.repeat(100_000)}\n${'ك'.repeat(100_000)}\nb\n`]])(
  'gives the lines of a text, wherever a piece of it ends (%#)',
  async (text) => {
    expect(await linesIn(text)).toEqual(told(text))
  },
)

function told(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

it('reads a line that is very long in a time that grows as it does', async () => {
  const [, line] = await linesIn(`head\n${'a'.repeat(100_000_000)}`)
  expect(line?.length).toBe(100_000_000)
}, 15_000)

it.each([
  ['an empty line', 'a\nb\n\nc\n', 'Line 3 is empty, as none is that Cordon writes.'],
  ['a first line of anything', 'a'.repeat(100_000), /^Line 1 is longer than 65536 characters, the most that is read: /],
  [
    'a line that no row comes near',
    `a\nb\n${'c'.repeat(140_000_000)}\n`,
    /^Line 3 is longer than 134217728 characters, the most that is read: 1342\d+ so far\.$/,
  ],
])('refuses %s by its number, with what is read at most', async (_, text, message) => {
  await expect(linesIn(text)).rejects.toThrow(message)
})

it('holds little of a file whose first line says that it is none, and reads no further', async () => {
  const file = join(folder, 'endless.gz')
  await writeFile(file, gzipSync('a\n'.repeat(10_000_000)))
  const began = performance.now()
  await expect(follow(file, headLine, 'backup')).rejects.toThrow('It is no backup of Cordon.')
  expect(performance.now() - began).toBeLessThan(500)
})

it('refuses what unpacks to hundreds of times its size', async () => {
  const file = join(folder, 'bomb.gz')
  const [head, block] = [`{"cordon":"backup","form":1,"shape":"s","madeAt":"m"}\n`, `[${'"",'.repeat(350_000)}""]\n`]
  const packed = gzipSync(block.repeat(64))
  await writeFile(file, Buffer.concat([gzipSync(head), ...Array.from({ length: 20 }, () => packed)]))
  await expect(follow(file, headLine, 'backup')).rejects.toThrow(
    /^By line \d+ it unpacks to \d+ characters out of \d+ bytes: more than 400 times as many is not read\.$/,
  )
})
