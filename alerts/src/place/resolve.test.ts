import { describe, expect, it } from 'vitest'
import { placeIndexOf } from './gazetteer.js'
import type { Place } from './place.js'
import { resolvePlace } from './resolve.js'

const place = (id: string, at: readonly [number, number], more: Pick<Place, 'name'> & Partial<Place>): Place => ({
  id,
  otherNames: [],
  kind: 'town',
  country: 'SY',
  admin1: 'Deir ez-Zor',
  admin2: null,
  point: { type: 'Point', coordinates: [...at] },
  uncertaintyMetres: 1_000,
  population: null,
  source: 'test',
  ...more,
})

const index = placeIndexOf([
  place('1', [40.42716, 35.15618], { name: 'Al Busayrah', otherNames: ['البصيرة'] }),
  place('2', [40.51028, 35.01498], { name: 'Dhiban', otherNames: ['Theban', 'ذيبان'] }),
  place('3', [40.07111, 36.69194], { name: 'Theban', admin1: 'Al Hasakah' }),
])

describe('resolvePlace', () => {
  it.each(['Busayrah', 'al-Basira', 'Bseira', 'البصيرة', 'بصيره'])('finds %s by itself', (text) => {
    expect(resolvePlace(text, index)).toMatchObject({ verdict: 'found', candidates: [{ place: { id: '1' } }] })
  })

  it('asks where two places are called alike', () => {
    const placing = resolvePlace('Theban', index)
    expect(placing).toMatchObject({ verdict: 'ambiguous', position: null })
    expect(placing.candidates.map((it) => it.place.id)).toEqual(['2', '3'])
  })

  it('places nothing that is like nothing', () => {
    expect(resolvePlace('Xqzzvv', index)).toMatchObject({ verdict: 'none', position: null, candidates: [] })
  })
})
