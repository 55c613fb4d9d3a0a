import type { Running } from '../kit/process.js'
import { msOf } from './asked.js'
import { decadeActors, decadeWords } from './decade.js'
import { quantile } from './measure.js'

const drawn = '40,35;41,35;41,36;40.5,36.1;40,36'
/** What supervisors ask, by what makes it hard. */
const asked = {
  'a common word': { q: decadeWords.common },
  'a word of one in forty': { q: decadeWords.usual },
  'a rare word': { q: decadeWords.rare },
  'an Arabic word': { q: decadeWords.arabic },
  'a drawn area': { area: drawn },
  'a word in an area': { q: decadeWords.common, area: drawn },
  'who is named often': { actor: decadeActors.common },
  'who is named seldom': { actor: decadeActors.rare },
  everything: {},
} as const
export const questions = Object.entries(asked)

/** Milliseconds of the first page, of counting, and of what was known seven years before the end of the set. */
export interface SearchTimes {
  readonly what: string
  readonly page: { readonly first: number; readonly p50: number; readonly p95: number }
  readonly facets: { readonly p95: number }
  readonly asOf: { readonly p50: number }
}

/** Asks each question so often, the pages of both times in turns. */
export async function searchTimes(server: Running, asOf: string, times: number): Promise<readonly SearchTimes[]> {
  const took: SearchTimes[] = []
  for (const [what, question] of questions) {
    const samples = { page: new Array<number>(), asOf: new Array<number>(), facets: new Array<number>() }
    for (let n = 0; n < times; n += 1) {
      samples.page.push(await msOf(server, '/api/incidents', { ...question, limit: '100' }))
      samples.asOf.push(await msOf(server, '/api/incidents', { ...question, limit: '100', asOf }))
      samples.facets.push(await msOf(server, '/api/incidents/facets', question))
    }
    const [first = 0, ...warm] = samples.page
    const page = { first, p50: quantile(warm, 0.5), p95: quantile(warm, 0.95) }
    const facets = { p95: quantile(samples.facets.slice(1), 0.95) }
    took.push({ what, page, facets, asOf: { p50: quantile(samples.asOf.slice(1), 0.5) } })
  }
  return took
}
