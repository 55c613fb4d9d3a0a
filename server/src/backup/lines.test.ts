import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linesOf } from './lines.js'

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

it.each([[''], ['a'], ['a\n'], ['a\nb'], ['\n\na\n'], [`${'a'.repeat(100_000)}\n${'ك'.repeat(100_000)}\nb\n`]])(
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
  const [line] = await linesIn('a'.repeat(100_000_000))
  expect(line?.length).toBe(100_000_000)
}, 15_000)
