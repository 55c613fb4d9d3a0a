import { createHash } from 'node:crypto'
import type { Chance } from '../kit/chance.js'
import type { Poster } from './post.js'
import { incidentAt, randomPlace } from './world.js'

/** Chunks under way at once, as the command line sends them. */
const width = 3

/** Rows a second of a bulk import, through the API, a thousand rows a chunk. */
export async function importRate(poster: Poster, chance: Chance, chunks: number): Promise<number> {
  const sha256 = createHash('sha256').update(String(chance.next())).digest('hex')
  const begun = await poster.post({ name: 'bench.csv', sha256 }, '/api/imports')
  if (typeof begun !== 'object' || begun === null || !('id' in begun)) throw new Error('The import did not begin.')
  const path = `/api/imports/${String(begun.id)}/rows`
  const bodies = Array.from({ length: chunks }, (_, chunk) => {
    const first = chunk * 1000 + 1
    const rows = Array.from({ length: 1000 }, (_, index) => {
      const row = first + index
      return { row, line: row + 1, feature: incidentAt(randomPlace(chance), `${sha256}-${row}`) }
    })
    return { nextRow: first + 1000, rows, refused: [], finished: chunk === chunks - 1 }
  })
  const began = performance.now()
  const next = bodies.values()
  const hand = async () => {
    for (const body of next) await poster.post(body, path)
  }
  await Promise.all(Array.from({ length: width }, hand))
  return (chunks * 1000 * 1000) / (performance.now() - began)
}
