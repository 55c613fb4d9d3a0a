import { expect, it } from 'vitest'
import type { ReadRow } from '../feed/read/row.js'
import { chunkFault } from '../import/chunk.js'
import { chunksOf, type Chunk } from './chunks.js'

async function* rowsOf(from: number, to: number, feature: object = {}): AsyncGenerator<ReadRow> {
  for (let row = from; row <= to; row++) {
    const place = { row, line: row + 1 }
    yield row % 10 === 0 ? { ...place, errors: [{ path: 'a', message: 'b' }] } : { ...place, feature }
  }
}

async function gather(rows: AsyncIterable<ReadRow>, from = 1): Promise<Chunk[]> {
  const chunks = []
  for await (const chunk of chunksOf(rows, from)) chunks.push(chunk)
  return chunks
}

it('gathers a thousand rows a chunk, and says which one is the last', async () => {
  const chunks = await gather(rowsOf(1, 2500))
  expect(chunks.map((it) => [it.nextRow, it.rows.length, it.refused.length, it.finished])).toEqual([
    [1001, 900, 100, false],
    [2001, 900, 100, false],
    [2501, 450, 50, true],
  ])
  expect(chunks.every((chunk) => chunkFault(chunk) === null)).toBe(true)
})

it('goes on at a row', async () => {
  const chunks = await gather(rowsOf(1995, 2000), 1995)
  expect(chunks).toMatchObject([{ nextRow: 2001, finished: true }])
  expect(chunks.every((chunk) => chunkFault(chunk) === null)).toBe(true)
})

it('ends a file without rows with an empty chunk', async () => {
  expect(await gather(rowsOf(1, 0))).toEqual([{ nextRow: 1, rows: [], refused: [], finished: true }])
})

it('keeps a chunk of large rows below what the server takes', async () => {
  const chunks = await gather(rowsOf(1, 60, { text: 'x'.repeat(200_000) }))
  expect(Math.max(...chunks.map((chunk) => JSON.stringify(chunk).length))).toBeLessThan(3 << 20)
  expect(chunks.flatMap((chunk) => chunk.rows)).toHaveLength(54)
})
