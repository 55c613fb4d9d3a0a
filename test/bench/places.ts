import { addPlace, emptyPlaceIndex, resolvePlace, type Place, type PlaceIndex } from '@cordon/alerts'
import type { Chance } from '../kit/chance.js'
import { quantile } from './measure.js'

const syllables = [
  ...([
    'ba',
    'dhi',
    'ban',
    'sa',
    'ray',
    'sha',
    'kha',
    'la',
    'zor',
    'mir',
    'qa',
    'mish',
    'li',
    'ta',
    'bu',
    'ham',
  ] as const),
  ...([
    'ghu',
    'way',
    'ran',
    'haj',
    'in',
    'dei',
    'rez',
    'mal',
    'ki',
    'yah',
    'sur',
    'fa',
    'tel',
    'ab',
    'yad',
    'nur',
  ] as const),
] as const

/** How long the lookup of a misspelt name takes among very many. */
export interface Lookups {
  readonly p50: number
  readonly p95: number
  readonly names: number
  /** Share of the misspelt names that found their place first, or one of the very same spelling. */
  readonly found: number
}

/** How many names there are, how often it is asked, and whether the governorate is told with it. */
interface Asked {
  readonly names: number
  readonly lookups: number
  readonly hint: boolean
}

const units = [
  'Aleppo',
  'Damascus',
  'Daraa',
  'Deir ez-Zor',
  'Hama',
  'Hasakah',
  'Homs',
  'Idlib',
  'Latakia',
  'Raqqa',
] as const

/** Looks misspelt names up, each with one letter changed, in an index of so many names. */
export function placeLookups(chance: Chance, { names, lookups, hint }: Asked): Lookups {
  const index = indexOf(chance, names)
  const samples: number[] = []
  let found = 0
  for (let n = 0; n < lookups; n += 1) {
    const meant = index.places[chance.below(index.places.length)]
    const text = misspelt(meant?.name ?? '', chance)
    const began = performance.now()
    const { candidates } = resolvePlace(text, index, hint ? { admin1: meant?.admin1 ?? null } : {})
    samples.push(performance.now() - began)
    if (candidates.some((it) => it.place.id === meant?.id || it.matchedName === meant?.name)) found += 1
  }
  // The first lookups are the compiler's.
  const warm = samples.slice(lookups / 10)
  return { p50: quantile(warm, 0.5), p95: quantile(warm, 0.95), names, found: found / lookups }
}

function indexOf(chance: Chance, names: number): PlaceIndex {
  const index = emptyPlaceIndex()
  for (let n = 0; n < names; n += 1) addPlace(index, place(String(n), chance))
  return index
}

function place(id: string, chance: Chance): Place {
  const name = Array.from({ length: 2 + chance.below(4) }, () => chance.pick(syllables)).join('')
  return {
    id,
    name,
    otherNames: [],
    kind: 'village',
    country: 'SY',
    admin1: chance.pick(units),
    admin2: null,
    point: { type: 'Point', coordinates: [chance.between(36, 42), chance.between(33, 37)] },
    uncertaintyMetres: 1_000,
    population: null,
    source: 'bench',
  }
}

function misspelt(name: string, chance: Chance): string {
  const at = chance.below(name.length)
  return `${name.slice(0, at)}${chance.pick(['a', 'e', 'h', 's', 'r'])}${name.slice(at + 1)}`
}
